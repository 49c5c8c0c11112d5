import { type DisputeMoved, disputePhaseOf, withoutTax } from "@farebox/billing-core";
import type Stripe from "stripe";
import { disagreement, type Finding, idOf, nothing } from "./finding.ts";
import { readPayment } from "./payment.ts";
import type { ReadDeps } from "./subscription.ts";

/** How far a dispute has come, of which payment. */
export async function readDispute(deps: ReadDeps, disputeId: string): Promise<Finding> {
  const dispute = await deps.stripe.api.disputes.retrieve(disputeId);
  const intentId = await intentOf(deps, dispute);
  if (intentId === null) return nothing("a dispute about no payment of ours");
  const paid = await readPayment(deps, intentId);
  if (paid.kind !== "facts") return paid;
  const { payment, total } = paid;
  if (dispute.currency !== payment.currency)
    return disagreement(`the dispute ${dispute.id} is in ${dispute.currency}`, paid.businessId);
  const fact: DisputeMoved = {
    fact: "dispute",
    payment,
    disputeId: dispute.id,
    amount: withoutTax(Math.min(dispute.amount, total), { total, totalWithoutTax: payment.paid }),
    phase: disputePhaseOf(dispute.status),
    reason: dispute.reason,
  };
  return { ...paid, facts: [...paid.facts, fact] };
}

async function intentOf({ stripe }: ReadDeps, dispute: Stripe.Dispute): Promise<string | null> {
  const intentId = idOf(dispute.payment_intent);
  const chargeId = idOf(dispute.charge);
  if (intentId !== null || chargeId === null) return intentId;
  return idOf((await stripe.api.charges.retrieve(chargeId)).payment_intent);
}
