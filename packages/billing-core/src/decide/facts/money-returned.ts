import type { AccountDraft } from "../../account-draft.ts";
import { settle } from "../../advance.ts";
import { compareSpendOrder } from "../../grants.ts";
import { touch } from "../../post-run.ts";
import type { DisputeMoved, MoneyReturned } from "../../selling/facts.ts";
import { isDisputed, isWhollyReturned, keptUntil, newerReturn } from "../../selling/refunds.ts";
import { changeMonth, changeReturn, knowPayment, type SellingDraft } from "../../selling/selling-draft.ts";
import type { Payment, PaymentReturn } from "../../selling/selling-state.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { takeBack } from "./take-back.ts";

/** A refund or a credit, or the news that it failed. Tokens go back as far as the money did, and come again if it did not. */
export function applyMoneyReturned(context: FactContext, fact: MoneyReturned): FactEffect {
  const kind = fact.cause.startsWith("refund:") ? "refund" : "credit";
  const phase = fact.standing ? "standing" : "failed";
  return applyReturn(context, fact, { ...returnOf(context, fact), cause: fact.cause, kind, phase });
}

/** A dispute that is more than a question keeps the rest from being spent; lost it takes it, won it frees it for a while. */
export function applyDispute(context: FactContext, fact: DisputeMoved): FactEffect {
  const cause = `dispute:${fact.disputeId}`;
  return applyReturn(context, fact, {
    ...returnOf(context, { ...fact, lessMonthly: null }),
    cause,
    kind: "dispute",
    phase: fact.phase,
  });
}

function returnOf(
  { draft }: FactContext,
  { amount, lessMonthly, reason }: Pick<MoneyReturned, "amount" | "lessMonthly" | "reason">,
) {
  return { amount, lessMonthly, reason, at: draft.context.now };
}

function applyReturn(context: FactContext, fact: Pick<MoneyReturned, "payment">, said: PaymentReturn): FactEffect {
  const { draft, selling } = context;
  const known = knowPayment(selling, fact.payment);
  const news = newerReturn(
    known.returns.find(({ cause }) => cause === said.cause),
    said,
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
