import { emit } from "../events/emit.ts";
import { followInvoicePayment } from "../invoicing/collect-invoice.ts";
import type { World } from "../store/world.ts";
import { attemptPayment } from "./attempt-payment.ts";
import type { PaymentIntent } from "./build-payment-intent.ts";
import { rememberAttempt } from "./confirm-payment-intent.ts";

/** The customer left the 3-D Secure page: the waiting payment goes on, or needs another method. */
export function completeAuthentication(world: World, id: string, hasPassed: boolean): PaymentIntent {
  const before = world.payment_intents.require(id, "intent");
  if (before.status !== "requires_action") return before;
  const attempt = world.intent_attempts.get(id);
  const returnUrl = attempt?.returnUrl ?? null;
  if (!hasPassed) {
    failAuthentication(world, before);
    followInvoicePayment(world, id);
  } else if (before.confirmation_method === "manual") {
    rememberAttempt(world, id, { isOffSession: false, returnUrl, isAuthenticated: true });
    world.payment_intents.update(id, { status: "requires_confirmation", next_action: null });
  } else {
    const authenticated = { isOffSession: false, isAuthenticated: true, returnUrl, mandate: null };
    const { refusal } = attemptPayment(world, id, authenticated);
    if (refusal !== null) followInvoicePayment(world, id);
  }
  return world.payment_intents.require(id);
}

function failAuthentication(world: World, before: PaymentIntent): void {
  const method = world.payment_methods.get(before.payment_method ?? "");
  const intent = world.payment_intents.update(before.id, {
    status: "requires_payment_method",
    next_action: null,
    payment_method: null,
    last_payment_error: {
      code: "payment_intent_authentication_failure",
      doc_url: "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
      message:
        "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
      ...(method === undefined ? {} : { payment_method: method }),
      type: "invalid_request_error",
    },
  });
  emit(world, "payment_intent.payment_failed", intent);
}
