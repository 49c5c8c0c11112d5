import type { AccountDraft, GrantDraft } from "../../account-draft.ts";
import { settle } from "../../advance.ts";
import { type MicroTokens, microTokens, smaller, ZERO } from "../../amounts.ts";
import { isSpendable, isUpcoming } from "../../grants.ts";
import { postRun, type RunLeg, touch } from "../../post-run.ts";
import { availableOf, coversOf } from "../../purse.ts";
import { creditsKey } from "../../selling/fact-keys.ts";
import { refundTargets } from "../../selling/refunds.ts";
import type { SellingDraft } from "../../selling/selling-draft.ts";
import type { GrantPayment, Payment, PaymentReturn, PlanMonth } from "../../selling/selling-state.ts";
import { debtReturnLegs, returnTo } from "../return-charge.ts";
import type { FactContext } from "./apply-fact.ts";

/** What went back with money; negative came again. `shortfall` is what was spent already. */
export type TakenBack = { readonly taken: MicroTokens; readonly shortfall: MicroTokens };

export const NOTHING_TAKEN: TakenBack = { taken: ZERO, shortfall: ZERO };

/**
 * Brings every grant of a payment, and of the months it is about, to where the money that went back wants it, in one run: takes what is lacking as far as
 * the grant still has it and no live call needs it, remembers the rest as its shortfall (or books it, by policy, as debt),
 * and gives again what is too much, because a refund failed or a dispute was won after all.
 *
 * @param because the return that moved; null when the tokens came after their money had gone.
 */
export function takeBack(
  { draft, selling, policy }: FactContext,
  payment: Payment,
  because: PaymentReturn | null,
): TakenBack {
  const cause = because ?? causeOf(selling, affectedBy(draft, payment));
  if (cause === null) return NOTHING_TAKEN;
  const kind = cause.kind === "dispute" ? "dispute" : "refund";
  const legs: RunLeg[] = [];
  const free = freeTokens(draft);
  let shortfall = 0n;
  for (const [grant, target] of refundTargets(affectedBy(draft, payment), selling.payments)) {
    const { payment: before } = grant;
    if (before === null) continue;
    const change = target - before.refunded - before.refundDebt - before.shortfall;
    if (change === 0n) continue;
    if (change > 0n) legs.push(...takenLegs(grant, before, change));
    else legs.push(...broughtLegs(draft, grant, { before, kind, amount: microTokens(-change) }));
    shortfall +=
      (grant.payment?.shortfall ?? 0n) + (grant.payment?.refundDebt ?? 0n) - before.shortfall - before.refundDebt;
  }
  if (legs.length > 0) {
    const runId = draft.context.newId();
    postRun(draft, { runId, occurredAt: draft.context.now, legs });
    selling.returnRuns.push({
      runId,
      paymentKey: payment.key,
      cause: cause.cause,
      phase: cause.phase,
      reason: cause.reason,
    });
  }
  settle(draft);
  const taken = legs.reduce((sum, { amount, grant }) => (grant === null ? sum : sum - amount), 0n);
  return { taken: microTokens(taken), shortfall: microTokens(shortfall) };

  function takenLegs(grant: GrantDraft, before: GrantPayment, lacking: bigint): readonly RunLeg[] {
    const taken = free.takeFrom(grant, lacking);
    const spent = microTokens(lacking - taken);
    const booked = policy === "debt" ? spent : ZERO;
    owe(draft, grant, {
      ...before,
      refunded: microTokens(before.refunded + taken),
      refundDebt: microTokens(before.refundDebt + booked),
      shortfall: microTokens(before.shortfall + spent - booked),
    });
    return [
      ...(taken > 0n ? [{ kind, amount: -taken, grant } as const] : []),
      ...(booked > 0n ? [{ kind, amount: -booked, grant: null } as const] : []),
    ];
  }
}

/** Grants of the payment, and of the months that it brought or that were credited: what is gone of one spares the others. */
function affectedBy(draft: AccountDraft, { key }: Payment): readonly GrantDraft[] {
  const own = draft.grants.filter(({ payment }) => payment?.key === key);
  const months = new Set(own.flatMap(({ planMonth }) => (planMonth === null ? [] : nameOf(planMonth))));
  return draft.grants.filter(
    (grant) =>
      own.includes(grant) ||
      (grant.planMonth !== null &&
        (months.has(nameOf(grant.planMonth)) || key === creditsKey(grant.planMonth.subscriptionId))),
  );
}

function nameOf({ subscriptionId, endAt }: PlanMonth): string {
  return `${subscriptionId} ${endAt}`;
}

/** Why tokens that just came should be gone already. */
function causeOf(selling: SellingDraft, grants: readonly GrantDraft[]): PaymentReturn | null {
  for (const { payment, planMonth } of grants) {
    const keys = [payment?.key, planMonth === null ? undefined : creditsKey(planMonth.subscriptionId)];
    for (const key of keys) {
      const returns = key === undefined ? [] : (selling.payments.get(key)?.returns ?? []);
      const cause = returns.find(({ phase }) => phase === "standing" || phase === "lost");
      if (cause !== undefined) return cause;
    }
  }
  return null;
}

/** The shortfall shrinks first, then what was booked as debt returns, then tokens do; an expired grant's lapse at once. */
function broughtLegs(
  draft: AccountDraft,
  grant: GrantDraft,
  { before, kind, amount }: { before: GrantPayment; kind: "refund" | "dispute"; amount: MicroTokens },
): readonly RunLeg[] {
  const offShortfall = smaller(amount, before.shortfall);
  const offDebt = smaller(microTokens(amount - offShortfall), before.refundDebt);
  const back = microTokens(amount - offShortfall - offDebt);
  owe(draft, grant, {
    ...before,
    refunded: microTokens(before.refunded - back),
    refundDebt: microTokens(before.refundDebt - offDebt),
    shortfall: microTokens(before.shortfall - offShortfall),
  });
  return [...debtReturnLegs(draft, offDebt, kind), ...returnTo(draft, { grant, amount: back, kind })];
}

function owe(draft: AccountDraft, grant: GrantDraft, payment: GrantPayment): void {
  grant.payment = payment;
  touch(draft, grant);
}

/** What can be taken without taking from a live call what it was granted, counted down grant by grant. */
function freeTokens(draft: AccountDraft): { takeFrom(grant: GrantDraft, wanted: bigint): MicroTokens } {
  const { now } = draft.context;
  let spendable: bigint = availableOf(draft, now);
  let frozen = -coversOf(draft, now).frozen as bigint;
  for (const grant of draft.grants) if (grant.frozenAt !== null) frozen += grant.remaining;
  return {
    takeFrom(grant, wanted) {
      const most = smaller<bigint>(wanted, grant.remaining);
      if (isUpcoming(grant, now)) return microTokens(most);
      if (grant.frozenAt !== null) {
        const taken = smaller(most, frozen);
        frozen -= taken;
        return microTokens(taken);
      }
      // What an expired grant still has, live calls need.
      if (!isSpendable(grant, now)) return ZERO;
      const taken = smaller(most, spendable);
      spendable -= taken;
      return microTokens(taken);
    },
  };
}
