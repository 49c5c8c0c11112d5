import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { buildCardDetails } from "../payments/build-card.ts";
import type { CardBehaviour } from "../payments/card-behaviour.ts";
import type { Decline } from "../payments/declines.ts";
import type { Records } from "../store/collections.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";

export type Charge = Stored<Stripe.Charge>;

export interface ChargeAttempt {
  readonly intent: Records["payment_intents"];
  readonly method: Records["payment_methods"];
  readonly decline: Decline | null;
  readonly status: "succeeded" | "failed" | "pending";
  readonly isCaptured: boolean;
  readonly isAuthenticated: boolean;
  readonly riskLevel: CardBehaviour["riskLevel"];
  readonly mandate: string | null;
}

/** A charge as it is the moment the attempt was made, before any money is written down. */
export function buildCharge(world: World, attempt: ChargeAttempt): Charge {
  const { intent, method, decline } = attempt;
  const id = world.charges.newId();
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: attempt.isCaptured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: descriptorOf(intent),
    captured: attempt.isCaptured,
    created: nowOfCustomer(world, intent.customer),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(attempt),
    paid: attempt.status === "succeeded",
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(attempt),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: decline === null ? `${world.baseUrl}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: attempt.status,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  } satisfies Charge;
}

function methodDetails({ method, intent, ...attempt }: ChargeAttempt) {
  if (method.card !== undefined) {
    const card = buildCardDetails(method.card, {
      amount: intent.amount,
      isAuthenticated: attempt.isAuthenticated,
      isApproved: attempt.decline === null,
    });
    return { card, type: "card" } satisfies Stored<Stripe.Charge.PaymentMethodDetails>;
  }
  const {
    bank_code = null,
    branch_code = null,
    country = null,
    fingerprint = null,
    last4 = null,
  } = method.sepa_debit ?? {};
  const debit = { bank_code, branch_code, country, fingerprint, last4, mandate: attempt.mandate };
  return { sepa_debit: debit, type: "sepa_debit" } satisfies Stored<Stripe.Charge.PaymentMethodDetails>;
}

/** How Stripe's own checks and the bank judged it: https://docs.stripe.com/api/charges/object#charge_object-outcome */
function outcomeOf({ decline, riskLevel }: ChargeAttempt) {
  const risk = { risk_level: riskLevel, risk_score: RISK_SCORES[riskLevel] };
  if (decline === null) {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: riskLevel === "elevated" ? "elevated_risk_level" : null,
      ...risk,
      seller_message: "Payment complete.",
      type: "authorized",
    } satisfies Stored<Stripe.Charge.Outcome>;
  }
  return {
    advice_code: decline.adviceCode,
    network_advice_code: null,
    network_decline_code: decline.networkDeclineCode,
    network_status: decline.isBlocked ? "not_sent_to_network" : "declined_by_network",
    reason: decline.isBlocked ? "highest_risk_level" : decline.declineCode,
    ...risk,
    seller_message: decline.sellerMessage,
    type: decline.isBlocked ? "blocked" : "issuer_declined",
  } satisfies Stored<Stripe.Charge.Outcome>;
}

/** What the cardholder reads. */
export function descriptorOf(intent: Records["payment_intents"]): string {
  const prefix = intent.statement_descriptor ?? "LOCAL TEST";
  return intent.statement_descriptor_suffix === null
    ? prefix.toUpperCase()
    : `${prefix}* ${intent.statement_descriptor_suffix}`.slice(0, 22).toUpperCase();
}

const RISK_SCORES = { normal: 20, elevated: 67, highest: 95 } as const;
