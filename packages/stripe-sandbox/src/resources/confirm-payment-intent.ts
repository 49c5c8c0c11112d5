import { nowOfCustomer } from "../clock/now.ts";
import { followInvoicePayment } from "../invoicing/collect-invoice.ts";
import type { Parsed } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { attemptPayment } from "./attempt-payment.ts";
import { changedIntent, type PaymentIntent } from "./build-payment-intent.ts";
import { createMandate } from "./mandates.ts";
import { type confirmShape, missingReturnUrl } from "./payment-intent-parameters.ts";
import { createPaymentMethod, type PaymentMethod, requirePaymentMethod } from "./payment-methods.ts";

type Given = Parsed<typeof confirmShape>;

/** Confirms with what was given; throws the decline when there is one, after writing down the failed try. */
export function confirmPaymentIntent(world: World, id: string, given: Given): PaymentIntent {
  const before = world.payment_intents.require(id, "intent");
  checkConfirmable(before);
  checkReturnUrl(before, given);
  const method = givenMethod(world, before, given);
  const methodId = method?.id ?? before.payment_method;
  if (methodId === null) throw missingMethod(before);
  world.payment_intents.update(id, {
    ...changedIntent(before, describedBy(given)),
    payment_method: methodId,
    status: "requires_confirmation",
    next_action: null,
  });
  const attempt = {
    isOffSession: (given.off_session ?? false) !== false || given.error_on_requires_action === true,
    isAuthenticated: world.intent_attempts.get(id)?.isAuthenticated ?? false,
    returnUrl: given.return_url ?? null,
  };
  rememberAttempt(world, id, { ...attempt, isAuthenticated: false });
  const named = given.mandate === undefined ? null : world.mandates.require(given.mandate, "mandate", 400).id;
  const mandate = named ?? newMandate(world, methodId, given);
  const { intent, refusal } = attemptPayment(world, id, { ...attempt, mandate });
  if (intent.status !== "succeeded" && intent.status !== "processing") followInvoicePayment(world, id);
  if (refusal !== null) throw refusal;
  return intent;
}

export function rememberAttempt(
  world: World,
  id: string,
  attempt: { isOffSession: boolean; returnUrl: string | null; isAuthenticated: boolean },
): void {
  if (world.intent_attempts.get(id) === undefined) world.intent_attempts.insert({ id, ...attempt });
  else world.intent_attempts.update(id, attempt);
}

/** The method named or described in the request, null when it names none. */
export function givenMethod(
  world: World,
  intent: { customer: string | null },
  given: Pick<Given, "payment_method" | "payment_method_data">,
): PaymentMethod | null {
  if (given.payment_method !== undefined) return requirePaymentMethod(world, given.payment_method);
  if (given.payment_method_data === undefined) return null;
  const now = nowOfCustomer(world, intent.customer);
  return createPaymentMethod(world, given.payment_method_data, { now, param: "payment_method_data" });
}

function newMandate(world: World, methodId: string, given: Given): string | null {
  return given.mandate_data == null
    ? null
    : createMandate(world, world.payment_methods.require(methodId), given.mandate_data).id;
}

function describedBy(given: Given) {
  const {
    client_secret: _secret,
    error_on_requires_action: _error,
    mandate: _mandate,
    mandate_data: _data,
    off_session: _session,
    return_url: _url,
    use_stripe_sdk: _sdk,
    ...described
  } = given;
  return described;
}

function checkConfirmable(intent: PaymentIntent): void {
  if (intent.status === "succeeded") {
    throw unexpectedState(
      intent,
      "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.",
    );
  }
  const confirmable = ["requires_confirmation", "requires_action", "requires_payment_method"];
  if (confirmable.includes(intent.status)) return;
  throw unexpectedState(
    intent,
    `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.`,
  );
}

function checkReturnUrl(intent: PaymentIntent, given: Given): void {
  const allowed = given.allowed_payment_method_types ?? intent.allowed_payment_method_types;
  const mayRedirect = intent.automatic_payment_methods?.allow_redirects === "always" && allowed === null;
  if (mayRedirect && given.return_url === undefined && given.use_stripe_sdk !== true) throw missingReturnUrl();
}

function missingMethod(intent: PaymentIntent): Error {
  return unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
  );
}

export function unexpectedState(intent: PaymentIntent, message: string): Error {
  return invalidRequest(message, { code: "payment_intent_unexpected_state", payment_intent: intent });
}
