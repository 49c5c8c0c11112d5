import type { Grant, Hold } from "./account.ts";
import { type MicroTokens, smaller } from "./amounts.ts";
import type { BurnDown } from "./burn-down.ts";
import { compareRepaymentOrder, isExpired, isSpendable } from "./grants.ts";
import type { Instant } from "./instants.ts";
import { payCall } from "./payments.ts";
import { availableOf, coversOf, type Purse } from "./purse.ts";
import type { GrantPayment } from "./selling/selling-state.ts";

/** What one instant does to one grant, or to one hold that is overdue. */
export type DueStep<G extends Grant, H extends Hold> =
  | {
      readonly does: "lapse" | "reclaim" | "repay";
      readonly at: Instant;
      readonly grant: G;
      readonly amount: MicroTokens;
    }
  | { readonly does: "abandon"; readonly at: Instant; readonly hold: H; readonly payment: BurnDown<G> };

/**
 * What falls due between the last commit and `now`, in the order of the instants it happened at: a grant that has become
 * spendable repays debt, one whose `expiresAt` has come lapses but for what open holds need, an overdue hold is abandoned.
 *
 * The order makes the result the same however often a sweep ran in between. Within one instant lapses come first (it is
 * the first instant at which those tokens can no longer be spent), then overdue holds, then what refunds still claim of
 * tokens that no call needs any more, then repayments.
 *
 * Whoever takes a step applies it to the purse before asking for the next: each is found on what those before it left.
 *
 * @param since `now` of the last commit, which wrote everything up to it; null when there was none.
 */
export function* dueSteps<G extends Grant, H extends Hold>(
  purse: Purse<G, H>,
  { since, now }: { readonly since: Instant | null; readonly now: Instant },
): Generator<DueStep<G, H>> {
  if (!isAnythingDue(purse, now)) return;
  for (const at of instantsOf(purse, { since, now })) {
    yield* lapses(purse, at);
    for (const hold of overdueAt(purse.holds, at)) {
      const payment = payCall(purse, { hold, cost: hold.accrued }, at);
      yield { does: "abandon", at: hold.expiresAt, hold, payment };
      yield* lapses(purse, at);
    }
    yield* reclaims(purse, at);
    yield* repayments(purse, at);
  }
}

/** What a command made due: covers that are not needed any more lapse, then what became available repays debt. */
export function* settlingSteps<G extends Grant, H extends Hold>(
  purse: Purse<G, H>,
  at: Instant,
): Generator<DueStep<G, H>> {
  yield* lapses(purse, at);
  yield* reclaims(purse, at);
  yield* repayments(purse, at);
}

/** A refund took what it could without taking from live calls; what those did not need is taken once they are over. */
function* reclaims<G extends Grant, H extends Hold>(purse: Purse<G, H>, at: Instant): Generator<DueStep<G, H>> {
  for (const grant of purse.grants) {
    if (!isClaimed(grant) || !isSpendable(grant, at)) continue;
    const { shortfall } = grant.payment;
    const amount = smaller(smaller(grant.remaining, shortfall), availableOf(purse, at));
    if (amount > 0n) yield { does: "reclaim", at, grant, amount };
  }
}

function isClaimed<G extends Grant>(grant: G): grant is G & { readonly payment: GrantPayment } {
  return grant.payment !== null && grant.payment.shortfall > 0n && grant.remaining > 0n;
}

function* lapses<G extends Grant, H extends Hold>(purse: Purse<G, H>, at: Instant): Generator<DueStep<G, H>> {
  const expired = purse.grants.filter((grant) => grant.remaining > 0n && isExpired(grant, at));
  if (expired.length === 0) return;
  let excess = expired.reduce((sum, grant) => sum + grant.remaining, 0n) - coversOf(purse, at).expired;
  for (const grant of expired) {
    if (excess === 0n) return;
    const amount = smaller(grant.remaining, excess as MicroTokens);
    excess -= amount;
    yield { does: "lapse", at, grant, amount };
  }
}

function* repayments<G extends Grant, H extends Hold>(purse: Purse<G, H>, at: Instant): Generator<DueStep<G, H>> {
  if (purse.debt === 0n) return;
  let left = smaller(purse.debt, availableOf(purse, at));
  if (left === 0n) return;
  const payers = purse.grants.filter((grant) => grant.remaining > 0n && isSpendable(grant, at));
  for (const grant of payers.sort(compareRepaymentOrder)) {
    if (left === 0n) return;
    const amount = smaller(grant.remaining, left);
    left = (left - amount) as MicroTokens;
    yield { does: "repay", at, grant, amount };
  }
}

/** The usual answer is no, and it is asked for every event. */
function isAnythingDue({ grants, holds, debt }: Purse, now: Instant): boolean {
  for (const grant of grants) {
    if (grant.remaining === 0n || grant.frozenAt !== null) continue;
    if ((debt > 0n && grant.effectiveAt <= now) || isExpired(grant, now) || isClaimed(grant)) return true;
  }
  for (const hold of holds) if (hold.status === "open" && hold.expiresAt <= now) return true;
  return false;
}

/** When something could have happened by itself, each instant once, `now` last: what stands then holds whatever came before. */
function instantsOf(
  { grants, holds }: Purse,
  { since, now }: { readonly since: Instant | null; readonly now: Instant },
): readonly Instant[] {
  const instants = new Set<Instant>([now]);
  const add = (at: Instant | null) => {
    if (at !== null && at < now && (since === null || at > since)) instants.add(at);
  };
  for (const grant of grants) {
    if (grant.remaining === 0n || grant.frozenAt !== null) continue;
    add(grant.effectiveAt);
    add(grant.expiresAt);
  }
  for (const hold of holds) if (hold.status === "open") add(hold.expiresAt);
  return [...instants].sort((left, right) => left - right);
}

function overdueAt<H extends Hold>(holds: readonly H[], at: Instant): readonly H[] {
  return holds
    .filter((hold) => hold.status === "open" && hold.expiresAt <= at)
    .sort((left, right) => left.expiresAt - right.expiresAt || (left.id < right.id ? -1 : 1));
}
