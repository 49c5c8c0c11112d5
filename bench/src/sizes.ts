import type { Options } from "./options.ts";

/** How large and how long everything is. */
export type Sizes = {
  readonly isQuick: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Over which uniform load is spread. */
  readonly businesses: number;
  /** Ledger rows before and after growth. */
  readonly growthRows: { readonly small: number; readonly large: number };
  /** Usage lines of the business whose chart is drawn. */
  readonly chartLines: number;
  /** How many API processes are compared. */
  readonly processes: { readonly uniform: readonly number[]; readonly hot: readonly number[] };
  /** How long memory is watched. */
  readonly memorySeconds: number;
};

export function sizesOf({ isQuick, rounds, seconds }: Options): Sizes {
  const sizes = isQuick ? QUICK : FULL;
  return { ...sizes, rounds: rounds ?? sizes.rounds, seconds: seconds ?? sizes.seconds };
}

const QUICK: Sizes = {
  isQuick: true,
  rounds: 3,
  seconds: 0.45,
  warmUpSeconds: 0.8,
  businesses: 10_000,
  growthRows: { small: 10_000, large: 60_000 },
  chartLines: 50_000,
  processes: { uniform: [1, 2], hot: [3] },
  memorySeconds: 3,
};

const FULL: Sizes = {
  isQuick: false,
  rounds: 7,
  seconds: 3,
  warmUpSeconds: 2,
  businesses: 10_000,
  growthRows: { small: 10_000, large: 5_000_000 },
  chartLines: 1_000_000,
  processes: { uniform: [1, 2, 4], hot: [1, 2, 3, 4] },
  memorySeconds: 180,
};
