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
};
