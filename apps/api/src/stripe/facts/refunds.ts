import { type MoneyReturned, withoutTax } from "@farebox/billing-core";
import type Stripe from "stripe";
import { type Finding, idOf, nothing, type Paid } from "./finding.ts";
import { readPayment } from "./payment.ts";
import type { ReadDeps } from "./subscription.ts";

/** What went back of the payment that a charge is of. */
export async function readRefundsOfCharge(deps: ReadDeps, chargeId: string): Promise<Finding> {
  const charge = await deps.stripe.api.charges.retrieve(chargeId);
  const intentId = idOf(charge.payment_intent);
  return intentId === null ? nothing("a charge of no payment of ours") : readRefunds(deps, intentId);
}

/** The same, by one refund. */
export async function readRefund(deps: ReadDeps, refundId: string): Promise<Finding> {
  const refund = await deps.stripe.api.refunds.retrieve(refundId);
  const intentId = idOf(refund.payment_intent);
  if (intentId !== null) return readRefunds(deps, intentId);
  const chargeId = idOf(refund.charge);
  return chargeId === null ? nothing("a refund of no payment of ours") : readRefundsOfCharge(deps, chargeId);
}

/**
 * Everything that went back of a payment, one fact a refund: those that stand add up to what is refunded so far, in
 * whichever order they are heard of. The payment itself comes along, in case nobody told of it.
 */
async function readRefunds(deps: ReadDeps, intentId: string): Promise<Finding> {
  const paid = await readPayment(deps, intentId);
  if (paid.kind !== "facts") return paid;
  const facts: MoneyReturned[] = [];
  const concerns = [...paid.concerns];
  for await (const refund of deps.stripe.api.refunds.list({ payment_intent: intentId, limit: 100 })) {
    if (refund.currency === paid.payment.currency) facts.push(toFact(refund, paid));
    else concerns.push(`the refund ${refund.id} is in ${refund.currency}`);
  }
  return { ...paid, facts: [...paid.facts, ...facts], concerns };
}

type RefundedPayment = Pick<Paid, "payment" | "total">;

function toFact(refund: Stripe.Refund, { payment, total }: RefundedPayment): MoneyReturned {
  return {
    fact: "money_returned",
    payment,
    cause: `refund:${refund.id}`,
    amount: withoutTax(refund.amount, { total, totalWithoutTax: payment.paid }),
    standing: refund.status !== "failed" && refund.status !== "canceled",
    reason: refund.reason,
  };
}
