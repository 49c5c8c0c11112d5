/**
 * What the product promises of its speed, as ratios within one run, so that they hold on any machine. Below a floor the
 * gate fails; the goal is where we want to be.
 */
export const FLOORS: readonly Floor[] = [
  times("usage uniform 256", "naive transaction", 12, 25),
  times("usage uniform 256", "SQL-only batch", 0.4, 0.6),
  times("usage hot 256", "naive transaction", 30, 60),
  times("usage uniform 32", "naive transaction", 8, 15),
  times("http one event", "naive stock tRPC", 10, 20),
  times("http 100 events", "naive stock tRPC", 25, 50),
  { ...times("http lone caller", "naive stock tRPC", 1.3, 1), figure: "p50Ms", bound: "at most" },
  { ...times("growth", "short history", 0.8, 0.95), of: "long history", isFullOnly: true },
  { ...times("chart", "raw lines", 100, 100), of: "roll-ups", isFullOnly: true },
  { ...times("balance read", "plain", 0.2, 0.5), of: "as a member" },
  times("holds", "naive transaction", 8, 8),
  { ...times("half load", "naive transaction", 0.2, 0.2), figure: "p99Ms", bound: "at most" },
  {
    caseName: "processes hot",
    of: "undecided, 3 processes",
    over: null,
    figure: "value",
    bound: "at most",
    floor: 0.1,
    goal: 0.1,
  },
];

/** A figure of one contender over that of another in the same case; or, without the other, a figure of the case itself. */
export type Floor = {
  readonly caseName: string;
  readonly of: string;
  readonly over: string | null;
  readonly figure: "eventsPerSecond" | "p50Ms" | "p99Ms" | "value";
  readonly bound: "at least" | "at most";
  readonly floor: number;
  readonly goal: number;
  /** True when it is a promise about a size that a quick run does not have. */
  readonly isFullOnly?: boolean;
};

function times(caseName: string, over: string, floor: number, goal: number): Floor {
  return { caseName, of: "farebox", over, figure: "eventsPerSecond", bound: "at least", floor, goal };
}
