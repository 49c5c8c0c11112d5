import type { Instant } from "../instants.ts";

/** Tokens that arrived. What is left of them is not kept, but summed up from history whenever it is asked for. */
export type Lot = {
  readonly id: string;
  readonly original: bigint;
  readonly priority: number;
  readonly isPaid: boolean;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant;
  readonly createdAt: Instant;
  repaid: bigint;
  lapsed: bigint;
  /** The payment that brought it. */
  readonly sale: string | null;
  isFrozen: boolean;
  /** Taken because its money went back, and what could not be taken yet. */
  gone: bigint;
  owed: bigint;
};

/** Sorts by one key after the other. */
export function inSpendingOrder(left: Lot, right: Lot): number {
  const keys = (lot: Lot) =>
    [lot.priority, lot.expiresAt, lot.isPaid ? 1 : 0, lot.effectiveAt, lot.createdAt, lot.id] as const;
  const [ours, theirs] = [keys(left), keys(right)];
  for (const [index, key] of ours.entries()) {
    const other = theirs[index];
    if (other !== undefined && key !== other) return key < other ? -1 : 1;
  }
  return 0;
}
