import type { Account } from "./account.ts";
import { type MicroTokens, microTokens, tokens } from "./amounts.ts";
import { isUpcoming } from "./grants.ts";
import type { Instant } from "./instants.ts";
import { availableOf, coversOf, heldOf } from "./purse.ts";
import { purseAt } from "./purse-at.ts";

/** The least `available` that may start a live call. */
export const CALL_FLOOR = tokens(10);

/** Below this much a balance is low. */
export const LOW_BALANCE = tokens(100);

/** `overdrawn`: debt. `empty`: nothing left. `critical`: less than `CALL_FLOOR`. `low`: less than `LOW_BALANCE`. */
export type BalanceStatus = "ok" | "low" | "critical" | "empty" | "overdrawn";

/** A business's tokens at one instant. `total = available + held − debt`, and Σ ledger = total + upcoming + frozen once time is written. */
export type Balance = {
  /** What can be spent now: spendable + covered − held. ≥ 0. */
  readonly available: MicroTokens;
  /** What live calls keep for themselves: Σ `held` of the open holds. ≥ 0. */
  readonly held: MicroTokens;
  /** Tokens in expired or frozen grants that live calls still need. ≥ 0, and 0 whenever something is available. */
  readonly covered: MicroTokens;
  /** Work that happened and no grant could pay. ≥ 0, and 0 whenever something is available. */
  readonly debt: MicroTokens;
  readonly total: MicroTokens;
  /** In grants that become spendable later. */
  readonly upcoming: MicroTokens;
  /** In grants that a dispute keeps from being spent, less what live calls need of them. */
  readonly frozen: MicroTokens;
  readonly status: BalanceStatus;
  /** Whether `total` is below `LOW_BALANCE`: what live calls hold is not gone yet. */
  readonly low: boolean;
};

/**
 * The balance at `now`, as if everything that fell due by then had been written already: an expired grant counts for
 * nothing, an upcoming one that became spendable has repaid debt and an overdue hold is charged and released, whether or
 * not a sweep has run.
 *
 * @param account needs only its grants with something left, its open holds, its debt and when it was last written.
 */
export function balanceOf(
  account: Pick<Account, "grants" | "holds" | "debt" | "lastRecordedAt">,
  now: Instant,
): Balance {
  const purse = purseAt(account, now);
  const available = availableOf(purse, now);
  const held = heldOf(purse);
  const covers = coversOf(purse, now);
  let upcoming = 0n;
  let inFrozen = 0n;
  for (const grant of purse.grants) {
    if (grant.frozenAt !== null) inFrozen += grant.remaining;
    else if (isUpcoming(grant, now)) upcoming += grant.remaining;
  }
  const total = available + held - purse.debt;
  return {
    available,
    held,
    covered: microTokens(covers.expired + covers.frozen),
    debt: purse.debt,
    total: microTokens(total),
    upcoming: microTokens(upcoming),
    frozen: microTokens(inFrozen - covers.frozen),
    status: statusOf(total),
    low: total < LOW_BALANCE,
  };
}

/** @param total `available + held − debt`. */
function statusOf(total: bigint): BalanceStatus {
  if (total < 0n) return "overdrawn";
  if (total === 0n) return "empty";
  if (total < CALL_FLOOR) return "critical";
  return total < LOW_BALANCE ? "low" : "ok";
}
