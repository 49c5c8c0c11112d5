import type { AccountDraft } from "../../account-draft.ts";
import { settle } from "../../advance.ts";
import { compareSpendOrder } from "../../grants.ts";
import { touch } from "../../post-run.ts";
import { creditsKey } from "../../selling/fact-keys.ts";
import type { DisputeMoved, MoneyReturned, PlanCredited } from "../../selling/facts.ts";
import { isDisputed, isWhollyReturned, keptUntil, newerReturn } from "../../selling/refunds.ts";
import { changeMonth, changeReturn, knowPayment, type SellingDraft } from "../../selling/selling-draft.ts";
import type { Payment, PaymentRef, PaymentReturn } from "../../selling/selling-state.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { takeBack } from "./take-back.ts";

/** A refund, or the news that it failed. Tokens go back as far as the money did, and come again if it did not. */
export function applyMoneyReturned(context: FactContext, fact: MoneyReturned): FactEffect {
  const { payment, cause, amount, reason } = fact;
  const phase = fact.standing ? "standing" : "failed";
  return applyReturn(context, payment, { cause, kind: "refund", phase, amount, lessMonthly: null, reason });
}

/** A smaller plan was credited: its months bring less from then on. */
export function applyPlanCredited(context: FactContext, fact: PlanCredited): FactEffect {
  const { lineId, subscriptionId, amount, currency, lessMonthly, reason } = fact;
  const credits = { key: creditsKey(subscriptionId), paid: 0, currency };
  const cause = `credit:${lineId}`;
  return applyReturn(context, credits, { cause, kind: "credit", phase: "standing", amount, lessMonthly, reason });
}

/** A dispute that is more than a question keeps the rest from being spent; lost it takes it, won it frees it for a while. */
export function applyDispute(context: FactContext, fact: DisputeMoved): FactEffect {
  const { payment, amount, phase, reason } = fact;
  const cause = `dispute:${fact.disputeId}`;
  return applyReturn(context, payment, { cause, kind: "dispute", phase, amount, lessMonthly: null, reason });
}

function applyReturn(context: FactContext, ref: PaymentRef, said: Omit<PaymentReturn, "at">): FactEffect {
  const { draft, selling } = context;
  const known = knowPayment(selling, ref);
  const news = newerReturn(
    known.returns.find(({ cause }) => cause === said.cause),
    { ...said, at: draft.context.now },
  );
  if (news === null) return null;
  const payment = changeReturn(selling, known, news);
  const takenBack = takeBack(context, payment, news);
  setFreeze(draft, payment);
  if (!isWhollyReturned(payment)) reviveMonths(selling, payment);
  settle(draft);
  const grants = draft.grants.filter((grant) => grant.payment?.key === payment.key);
  return { grants, takenBack };
}

/** While one dispute of the payment is open its tokens stand still. One that was won leaves time to spend them. */
function setFreeze(draft: AccountDraft, payment: Payment): void {
  const frozenAt = isDisputed(payment) ? draft.context.now : null;
  const until = keptUntil(payment);
  for (const grant of draft.grants) {
    if (grant.payment?.key !== payment.key) continue;
    if ((grant.frozenAt === null) !== (frozenAt === null)) {
      grant.frozenAt = frozenAt;
      touch(draft, grant);
    }
    if (until !== null && grant.expiresAt !== null && grant.expiresAt < until && frozenAt === null) {
      grant.expiresAt = until;
      touch(draft, grant);
    }
  }
  draft.grants.sort(compareSpendOrder);
}

/** Months that were dropped because all money had gone back begin after all when it did not. */
function reviveMonths(selling: SellingDraft, { key }: Payment): void {
  for (const month of selling.months.values()) {
    if (month.paymentKey === key && month.droppedAt !== null) changeMonth(selling, { ...month, droppedAt: null });
  }
}
