/** How hard a contender is driven. */
export type LoadShape = {
  /** Callers that each wait for their answer before they call again. */
  readonly callers: number;
  readonly seconds: number;
};

/** What came of it. */
export type LoadResult = {
  /** From the first call to the last answer. */
  readonly seconds: number;
  readonly tally: Tally;
  /** Of each call, in milliseconds. */
  readonly latenciesMs: readonly number[];
};

/** Events by what became of them. */
export type Tally = {
  readonly recorded: number;
  readonly replayed: number;
  readonly refused: number;
  /** Questions that were answered, or requests that asked for nothing. */
  readonly answered: number;
  /** `ledger_conflict`, `overloaded`, `unavailable` and their like. */
  readonly notDecided: number;
};

export const NOTHING: Tally = { recorded: 0, replayed: 0, refused: 0, answered: 0, notDecided: 0 };

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = { ...NOTHING };
  for (const tally of tallies) for (const name of NAMES) sum[name] += tally[name];
  return sum;
}

/** What counts as done. What was not decided is no work. */
export function eventsOf(tally: Tally): number {
  return tally.recorded + tally.replayed + tally.refused + tally.answered;
}

const NAMES = ["recorded", "replayed", "refused", "answered", "notDecided"] as const;
