import type { Grant } from "./account.ts";
import type { Instant } from "./instants.ts";

/**
 * The order in which grants are spent: negative when `left` is spent before `right`. A total order, 0 only for one and the same id.
 *
 * Priority ascending, soonest expiry (never is last), free before paid, `effectiveAt`, `createdAt`, id.
 * Ids are lower-case uuids, so that comparing their text compares their bytes, as the database does.
 */
export function compareSpendOrder(left: Grant, right: Grant): number {
  return (
    left.priority - right.priority ||
    compareExpiry(left.expiresAt, right.expiresAt) ||
    Number(isPaid(left)) - Number(isPaid(right)) ||
    left.effectiveAt - right.effectiveAt ||
    left.createdAt - right.createdAt ||
    (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
  );
}

/** The order in which grants repay debt: free tokens first, then the spending order. */
export function compareRepaymentOrder(left: Grant, right: Grant): number {
  return Number(isPaid(left)) - Number(isPaid(right)) || compareSpendOrder(left, right);
}

/** Whether money was paid for it. A cost basis of 0, as a bonus has, is free. */
export function isPaid(grant: Grant): boolean {
  return grant.costBasis !== null && grant.costBasis.amount > 0;
}

/** Whether what remains can be spent at `now`: effective, not expired, not frozen. True as well when nothing remains. */
export function isSpendable(grant: Grant, now: Instant): boolean {
  return grant.frozenAt === null && grant.effectiveAt <= now && !isExpired(grant, now);
}

/** Whether it will become spendable later. A frozen grant counts as frozen, not as upcoming. */
export function isUpcoming(grant: Grant, now: Instant): boolean {
  return grant.frozenAt === null && grant.effectiveAt > now;
}

/** Whether its last instant has passed. While frozen its expiry is postponed. */
export function isExpired(grant: Grant, now: Instant): boolean {
  return grant.frozenAt === null && grant.expiresAt !== null && grant.expiresAt <= now;
}

function compareExpiry(left: Instant | null, right: Instant | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left - right;
}
