import type { Options } from "./options.ts";

/** How large and how long everything is. */
export type Sizes = {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Over which uniform load is spread. */
  readonly businesses: number;
  /** Ledger rows before and after growth. */
  readonly growthRows: { readonly small: number; readonly large: number };
  /** Usage lines of the business whose chart is drawn. */
  readonly chartLines: number;
  /** How long memory is watched. */
  readonly memorySeconds: number;
};

export function sizesOf({ isQuick, rounds, seconds }: Options): Sizes {
  const sizes = isQuick ? QUICK : FULL;
  return { ...sizes, rounds: rounds ?? sizes.rounds, seconds: seconds ?? sizes.seconds };
}

const QUICK: Sizes = {
  rounds: 3,
  seconds: 0.6,
  warmUpSeconds: 0.4,
  businesses: 10_000,
  growthRows: { small: 10_000, large: 300_000 },
  chartLines: 200_000,
  memorySeconds: 4,
};

const FULL: Sizes = {
  rounds: 7,
  seconds: 3,
  warmUpSeconds: 2,
  businesses: 10_000,
  growthRows: { small: 10_000, large: 5_000_000 },
  chartLines: 1_000_000,
  memorySeconds: 60,
};
