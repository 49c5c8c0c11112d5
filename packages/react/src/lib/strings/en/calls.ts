export const calls = {
  live: (count: string, many: boolean) => `${count} live ${many ? "calls" : "call"}`,
  heldFor: (count: string, many: boolean) => `Held for ${count} live ${many ? "calls" : "call"}`,
  heldLine: (tokens: string, count: string, many: boolean) =>
    `${tokens} held for ${count} live ${many ? "calls" : "call"}.`,
  held: "Held for calls in progress",
  see: "See calls",
  title: "Live calls",
  columns: { call: "Live calls", agent: "Agent", elapsed: "Elapsed", held: "Held", soFar: "So far", rate: "Rate" },
  holds: (tokens: string) => `holds ${tokens}`,
  left: (seconds: string) => `about ${seconds} s left`,
  leftNone: "may end any moment",
  ended: "Ended",
  endedAs: {
    open: "Ended",
    captured: "Settled",
    abandoned: "Abandoned",
    settled: "Settled late",
    voided: "No charge",
  },
  endedWith: (how: string, tokens: string) => `${how} ${tokens} tokens`,
  more: (count: string) => `Show ${count} more`,
  fewer: "Show fewer",
  story: {
    title: "What happened",
    opened: "Opened, tokens held",
    heartbeats: (seq: string, granted: string) => `Heartbeats up to No. ${seq}, ${granted} granted`,
    noHeartbeat: (granted: string) => `No heartbeat needed, ${granted} granted`,
    heartbeat: (duration: string) => `Last heartbeat, at ${duration}`,
    captured: (duration: string, tokens: string | null) =>
      `Ended after ${duration}${tokens === null ? "" : `, ${tokens} charged`}`,
    abandoned: (tokens: string | null) =>
      `Abandoned: nothing more was heard. ${tokens === null ? "What was reported was charged" : `${tokens} charged`}`,
    settled: (duration: string, tokens: string | null) =>
      `Settled late: ${duration}${tokens === null ? "" : `, ${tokens} charged in all`}`,
    voided: (reason: string) => `Called off: ${reason}. No charge`,
    released: "The rest of the hold released",
  },
};
