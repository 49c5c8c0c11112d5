import type { Account } from "./account.ts";
import { dueSteps } from "./advance.ts";
import { type MicroTokens, microTokens, tokens, ZERO } from "./amounts.ts";
import { isUpcoming } from "./grants.ts";
import type { Instant } from "./instants.ts";

/** The least `available` that may start a live call. */
export const CALL_FLOOR = tokens(10);

/** Below this much a balance is low. */
export const LOW_BALANCE = tokens(100);

/** `overdrawn`: debt. `empty`: nothing left. `critical`: less than `CALL_FLOOR`. `low`: less than `LOW_BALANCE`. */
export type BalanceStatus = "ok" | "low" | "critical" | "empty" | "overdrawn";

/** A business's tokens at one instant. `total = available + held − debt`, and Σ ledger = total + upcoming + frozen once time is written. */
export type Balance = {
  /** What can be spent now. ≥ 0. */
  readonly available: MicroTokens;
  /** What live calls keep for themselves. ≥ 0. */
  readonly held: MicroTokens;
  /** Work that happened and no grant could pay. ≥ 0, and 0 whenever something is available. */
  readonly debt: MicroTokens;
  readonly total: MicroTokens;
  /** In grants that become spendable later. */
  readonly upcoming: MicroTokens;
  /** In grants that a dispute keeps from being spent. */
  readonly frozen: MicroTokens;
  readonly status: BalanceStatus;
  /** Whether `available` is below `LOW_BALANCE`. */
  readonly low: boolean;
};

/**
 * The balance at `now`, as if everything that fell due by then had been written already: an expired grant counts for
 * nothing and an upcoming one that became spendable has repaid debt, whether or not a sweep has run.
 *
 * @param account needs only its grants with something left and its debt.
 */
export function balanceOf(account: Pick<Account, "grants" | "debt">, now: Instant): Balance {
  let debt: bigint = account.debt;
  let available = 0n;
  let upcoming = 0n;
  let frozen = 0n;
  for (const grant of account.grants) {
    if (grant.frozenAt !== null) frozen += grant.remaining;
    else if (isUpcoming(grant, now)) upcoming += grant.remaining;
    else available += grant.remaining;
  }
  for (const step of dueSteps(account.grants, account.debt, now)) {
    available -= step.amount;
    if (step.does === "repay") debt -= step.amount;
  }
  const total = available - debt;
  return {
    available: microTokens(available),
    held: ZERO,
    debt: microTokens(debt),
    total: microTokens(total),
    upcoming: microTokens(upcoming),
    frozen: microTokens(frozen),
    status: statusOf(total),
    low: available < LOW_BALANCE,
  };
}

/** @param total `available + held − debt`. */
function statusOf(total: bigint): BalanceStatus {
  if (total < 0n) return "overdrawn";
  if (total === 0n) return "empty";
  if (total < CALL_FLOOR) return "critical";
  return total < LOW_BALANCE ? "low" : "ok";
}
