import type { AccountDraft } from "./account-draft.ts";
import { type MicroTokens, ZERO } from "./amounts.ts";
import { lentOf } from "./purse.ts";

/** What decides whether new work may start, besides its price. */
export type Funds = {
  readonly available: MicroTokens;
  readonly debt: MicroTokens;
  /** Overdraft that live calls were granted already; 0 without a limit. */
  readonly lent: MicroTokens;
  readonly overdraftLimit: MicroTokens;
};

/**
 * Whether new spending of `cost` is allowed: `cost ≤ available + overdraftRoom`, and debt at or above the limit (with a
 * limit of 0: any debt) refuses everything, a use that costs nothing included. Work that already happened is not asked about.
 */
export function canSpend(funds: Funds, cost: bigint): boolean {
  if (funds.debt > 0n && funds.debt >= funds.overdraftLimit) return false;
  return cost <= funds.available + overdraftRoom(funds);
}

/** How far new spending may still go into debt: `max(0, limit − debt − lent)`. */
export function overdraftRoom({ debt, lent, overdraftLimit }: Omit<Funds, "available">): MicroTokens {
  const room = overdraftLimit - debt - lent;
  return room > 0n ? (room as MicroTokens) : ZERO;
}

export function fundsOf(draft: AccountDraft, available: MicroTokens): Funds {
  const { overdraftLimit } = draft.settings;
  return { available, debt: draft.debt, lent: lentOf(draft), overdraftLimit };
}
