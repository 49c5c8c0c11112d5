/** The table of live calls: it comes with the first one. */
export const liveCalls = {
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
