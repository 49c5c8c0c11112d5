import { type DueWorkHandlers, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { processingFee } from "../payments/processing-fee.ts";
import { debitOutcome } from "../payments/test-bank-accounts.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { attachPaymentMethod, rememberSetUp, rememberSpent } from "./attach-payment-method.ts";
import { recordBalanceTransaction } from "./balance-transactions.ts";
import { buildCharge, type Charge } from "./build-charge.ts";
import type { PaymentIntent } from "./build-payment-intent.ts";
import { followPayment } from "./follow-payment.ts";
import type { PaymentMethod } from "./payment-methods.ts";

/** The money is ours: charge and intent succeed, then the balance learns of it and the charge is updated. */
export function recordSuccess(
  world: World,
  before: PaymentIntent,
  charge: Charge,
  options: { isAvailableAtOnce: boolean },
): PaymentIntent {
  emit(world, "charge.succeeded", charge);
  const intent = world.payment_intents.update(before.id, {
    status: "succeeded",
    amount_capturable: 0,
    amount_received: charge.amount_captured,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
    processing: null,
  });
  emit(world, "payment_intent.succeeded", intent);
  settleCharge(world, charge, options);
  followPayment(world, intent);
  return intent;
}

/** Writes the captured money to the balance; the charge's own event came before, as it does with asynchronous capture. */
export function settleCharge(world: World, charge: Charge, options: { isAvailableAtOnce: boolean }): Charge {
  const transaction = recordBalanceTransaction(world, {
    amount: charge.amount_captured,
    currency: charge.currency,
    fee: processingFee(charge.amount_captured),
    feeDescription: "Stripe processing fees",
    type: charge.payment_method_details?.type === "card" ? "charge" : "payment",
    reportingCategory: "charge",
    source: charge.id,
    description: charge.description,
    customer: charge.customer,
    ...options,
  });
  const settled = world.charges.update(charge.id, { balance_transaction: transaction.id });
  emit(world, "charge.updated", settled, charge);
  return settled;
}

/** Authorised and not captured: the bank holds the money for a week. */
export function awaitCapture(world: World, before: PaymentIntent, charge: Charge): PaymentIntent {
  emit(world, "charge.succeeded", charge);
  const intent = world.payment_intents.update(before.id, {
    status: "requires_capture",
    amount_capturable: charge.amount,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  });
  emit(world, "payment_intent.amount_capturable_updated", intent);
  plan(world, intent, "payment_intent.expire_authorization", AUTHORIZATION_SECONDS);
  followPayment(world, intent);
  return intent;
}

/** A debit is promised now and arrives, or fails, when its account's documented delay is over. */
export function awaitDebit(
  world: World,
  before: PaymentIntent,
  method: PaymentMethod,
  mandate: string | null,
): PaymentIntent {
  if (mandate === null) {
    throw invalidRequest(
      "This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and retry the request, providing acceptance data in the mandate_data parameter.",
      { param: "mandate_data" },
    );
  }
  if (before.setup_future_usage !== null) {
    rememberSetUp(world, method.id);
    if (before.customer !== null && method.customer === null) attachPaymentMethod(world, method, before.customer);
  }
  const charge = world.charges.insert(
    buildCharge(world, {
      intent: before,
      method,
      decline: null,
      status: "pending",
      isCaptured: true,
      isAuthenticated: false,
      riskLevel: "normal",
      mandate,
    }),
  );
  emit(world, "charge.pending", charge);
  const intent = world.payment_intents.update(before.id, {
    status: "processing",
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  });
  emit(world, "payment_intent.processing", intent);
  plan(world, intent, "payment_intent.conclude_debit", debitOutcome(method.sepa_debit?.last4 ?? null).delaySeconds);
  followPayment(world, intent);
  return intent;
}

export const debitDueWork: DueWorkHandlers = {
  "payment_intent.conclude_debit": (world, id) => {
    const intent = world.payment_intents.require(id);
    const charge = world.charges.require(intent.latest_charge ?? "");
    const method = world.payment_methods.require(intent.payment_method ?? "");
    if (debitOutcome(method.sepa_debit?.last4 ?? null).succeeds) {
      if (method.customer === null) rememberSpent(world, method.id);
      const paid = world.charges.update(charge.id, { status: "succeeded", paid: true });
      recordSuccess(world, intent, paid, { isAvailableAtOnce: false });
    } else failDebit(world, intent, charge, method);
  },
};

function failDebit(world: World, before: PaymentIntent, charge: Charge, method: PaymentMethod): void {
  const message = "The customer's bank account could not be debited.";
  const failed = world.charges.update(charge.id, {
    status: "failed",
    captured: false,
    amount_captured: 0,
    failure_code: "generic_decline",
    failure_message: message,
    receipt_url: null,
  });
  emit(world, "charge.failed", failed);
  const intent = world.payment_intents.update(before.id, {
    status: "requires_payment_method",
    payment_method: null,
    last_payment_error: {
      charge: charge.id,
      code: "payment_intent_payment_attempt_failed",
      doc_url: "https://stripe.com/docs/error-codes/payment-intent-payment-attempt-failed",
      message,
      payment_method: method,
      type: "invalid_request_error",
    },
  });
  emit(world, "payment_intent.payment_failed", intent);
  followPayment(world, intent);
}

function plan(world: World, intent: PaymentIntent, kind: string, delaySeconds: number): void {
  const at = nowOfCustomer(world, intent.customer) + delaySeconds;
  scheduleWork(world, { kind, subject: intent.id, at, testClock: testClockOfCustomer(world, intent.customer) });
}

/** How long card networks hold an authorisation: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const AUTHORIZATION_SECONDS = 7 * 24 * 60 * 60;
