import type { Account, Grant, Hold } from "./account.ts";
import { type MicroTokens, microTokens, ZERO } from "./amounts.ts";
import { type DueStep, dueSteps } from "./due-steps.ts";
import { compareSpendOrder } from "./grants.ts";
import type { Instant } from "./instants.ts";
import type { Purse } from "./purse.ts";

/**
 * An account's purse as it will stand once everything that fell due by `now` is written. Changes nothing; the account's own
 * grants and holds when nothing is due, which is the usual case.
 */
export function purseAt(account: Pick<Account, "grants" | "holds" | "debt" | "lastRecordedAt">, now: Instant): Purse {
  const steps = dueSteps(account, { since: account.lastRecordedAt, now });
  if (steps.next().done === true) return account;
  // Found without changing the account, so that first step is only the news that copies are needed.
  const purse: Draft = {
    grants: account.grants.map((grant) => ({ ...grant })).sort(compareSpendOrder),
    holds: account.holds.map((hold) => ({ ...hold })),
    debt: account.debt,
  };
  for (const step of dueSteps<GrantCopy, HoldCopy>(purse, { since: account.lastRecordedAt, now })) apply(purse, step);
  return purse;
}

type GrantCopy = { -readonly [Field in keyof Grant]: Grant[Field] };
type HoldCopy = { -readonly [Field in keyof Hold]: Hold[Field] };
type Draft = { readonly grants: GrantCopy[]; readonly holds: HoldCopy[]; debt: MicroTokens };

function apply(purse: Draft, step: DueStep<GrantCopy, HoldCopy>): void {
  if (step.does === "abandon") {
    for (const { grant, amount } of step.payment.draws) grant.remaining = microTokens(grant.remaining - amount);
    purse.debt = microTokens(purse.debt + step.payment.shortfall);
    step.hold.status = "abandoned";
    step.hold.held = ZERO;
    step.hold.lent = ZERO;
    return;
  }
  step.grant.remaining = microTokens(step.grant.remaining - step.amount);
  if (step.does === "reclaim" && step.grant.payment !== null) {
    const shortfall = microTokens(step.grant.payment.shortfall - step.amount);
    step.grant.payment = { ...step.grant.payment, shortfall };
  }
  if (step.does === "repay") purse.debt = microTokens(purse.debt - step.amount);
}
