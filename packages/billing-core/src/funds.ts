import type { AccountDraft } from "./account-draft.ts";
import { larger, MAX_MICRO_TOKENS, type MicroTokens, microTokens, smaller, ZERO } from "./amounts.ts";
import type { BillingError } from "./errors.ts";
import { heldOf, lentOf, spendableOf } from "./purse.ts";

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

/**
 * The least that has to arrive so that spending of `cost`, which `canSpend` refuses, would be allowed. What arrives fills
 * first what live calls hold beyond spendable tokens, then repays debt, and only then becomes available. At most
 * `MAX_MICRO_TOKENS`, which no balance reaches.
 */
function shortBy(draft: AccountDraft, funds: Funds, cost: bigint): MicroTokens {
  const { available, debt, lent, overdraftLimit } = funds;
  const uncovered = larger(heldOf(draft) - spendableOf(draft, draft.context.now), 0n);
  const lacking = cost - available - overdraftRoom({ ...funds, debt: ZERO });
  const arriving = uncovered + (lacking > 0n ? debt + lacking : repaymentWanted());
  return microTokens(smaller(arriving, MAX_MICRO_TOKENS));

  // Without debt the cost could be spent: enough of it has to be repaid, down to below the limit or, with none, wholly.
  function repaymentWanted(): bigint {
    const belowLimit = debt - larger(overdraftLimit - 1n, 0n);
    const roomForCost = cost > available ? cost - available + debt + lent - overdraftLimit : 0n;
    return larger(belowLimit, roomForCost);
  }
}

/** The *no* to spending of `price` that `canSpend` refuses. A price beyond any balance is named by the bound, which no balance reaches either. */
export function insufficientTokens(draft: AccountDraft, funds: Funds, price: bigint): InsufficientTokens {
  const { available, debt } = funds;
  const required = microTokens(smaller(price, MAX_MICRO_TOKENS));
  return { code: "insufficient_tokens", available, debt, required, shortBy: shortBy(draft, funds, price) };
}

export type InsufficientTokens = Extract<BillingError, { readonly code: "insufficient_tokens" }>;

export function fundsOf(draft: AccountDraft, available: MicroTokens): Funds {
  const { overdraftLimit } = draft.settings;
  return { available, debt: draft.debt, lent: lentOf(draft), overdraftLimit };
}
