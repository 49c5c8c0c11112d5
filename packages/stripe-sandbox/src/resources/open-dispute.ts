import type Stripe from "stripe";
import { type DueWorkHandlers, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { AfterCharge } from "../payments/card-behaviour.ts";
import { DISPUTE_TERMS, EVIDENCE_DUE_SECONDS } from "../payments/dispute-terms.ts";
import { DISPUTE_FEE } from "../payments/processing-fee.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { recordBalanceTransaction } from "./balance-transactions.ts";
import type { Charge } from "./build-charge.ts";
import { closeDispute } from "./close-dispute.ts";

export type Dispute = Stored<Stripe.Dispute>;

/** The cardholder disagrees. A chargeback takes the money and a fee at once; an inquiry only asks. */
export function openDispute(world: World, chargeId: string, kind: AfterCharge): Dispute {
  const before = world.charges.require(chargeId, "charge");
  const { isInquiry } = DISPUTE_TERMS[kind];
  const built = buildDispute(world, before, kind);
  const charge = world.charges.update(before.id, { disputed: true });
  world.disputes.insert(built);
  const dispute = isInquiry
    ? built
    : world.disputes.update(built.id, { balance_transactions: [withdraw(world, charge, built)] });
  emit(world, "charge.dispute.created", dispute);
  if (!isInquiry) emit(world, "charge.dispute.funds_withdrawn", dispute);
  emit(world, "charge.updated", charge, before);
  scheduleWork(world, {
    kind: "dispute.evidence_due",
    subject: dispute.id,
    at: dispute.created + EVIDENCE_DUE_SECONDS,
    testClock: testClockOfCustomer(world, charge.customer),
  });
  return dispute;
}

/** Nobody answered in time: a chargeback is lost, an inquiry comes to nothing. */
export const disputeDueWork: DueWorkHandlers = {
  "dispute.evidence_due": (world, id) => {
    const dispute = world.disputes.require(id);
    if (dispute.status === "needs_response") closeDispute(world, id, "lost");
    if (dispute.status === "warning_needs_response") closeDispute(world, id, "warning_closed");
  },
};

function withdraw(world: World, charge: Charge, dispute: Dispute) {
  return recordBalanceTransaction(world, {
    amount: -dispute.amount,
    currency: dispute.currency,
    fee: DISPUTE_FEE,
    feeDescription: "Dispute fee",
    type: "adjustment",
    reportingCategory: "dispute",
    source: dispute.id,
    description: `Chargeback withdrawal for ${charge.id}`,
    customer: charge.customer,
    isAvailableAtOnce: true,
  });
}

function buildDispute(world: World, charge: Charge, kind: AfterCharge): Dispute {
  const { reason, isInquiry, networkReasonCode } = DISPUTE_TERMS[kind];
  const created = nowOfCustomer(world, charge.customer);
  const brand = charge.payment_method_details?.card?.brand ?? "visa";
  return {
    id: world.disputes.newId(),
    object: "dispute",
    amount: charge.amount_captured - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: blankEvidence(charge),
    evidence_details: {
      due_by: created + EVIDENCE_DUE_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand,
        case_type: isInquiry ? "inquiry" : "chargeback",
        network: brand,
        network_reason_code: networkReasonCode,
      },
      type: "card",
    },
    reason,
    status: isInquiry ? "warning_needs_response" : "needs_response",
  } satisfies Dispute;
}

function blankEvidence(charge: Charge) {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: charge.billing_details.email,
    customer_name: charge.billing_details.name,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  } satisfies Dispute["evidence"];
}
