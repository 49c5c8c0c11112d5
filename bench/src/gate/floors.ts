/**
 * What the product promises of its speed, as ratios within one run, so that they hold on any machine. Below a floor the
 * gate fails; the goal is where we want to be.
 */
export const FLOORS: readonly Floor[] = [
  times("usage uniform 256", "naive transaction", 12, 25),
  times("usage uniform 256", "SQL-only batch", 0.4, 0.6),
  times("usage hot 256", "naive transaction", 30, 60),
  times("usage uniform 32", "naive transaction", 8, 15),
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
};

function times(caseName: string, over: string, floor: number, goal: number): Floor {
  return { caseName, of: "farebox", over, figure: "eventsPerSecond", bound: "at least", floor, goal };
}
