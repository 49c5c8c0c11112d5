import { followSessionSetup } from "../checkout/complete-session.ts";
import { emit } from "../events/emit.ts";
import { cardRefusal, declineCodes } from "../payments/card-refusal.ts";
import { decideSetup } from "../payments/decide-charge.ts";
import { DECLINES, type Decline } from "../payments/declines.ts";
import type { World } from "../store/world.ts";
import { followSubscriptionSetup } from "../subscribing/pending-setup-intent.ts";
import { invalidRequest, type StripeError } from "../wire/errors.ts";
import { attachPaymentMethod, checkUnspent, rememberSetUp } from "./attach-payment-method.ts";
import { behaviourOf } from "./attempt-payment.ts";
import type { SetupIntent } from "./build-setup-intent.ts";
import { givenMethod, rememberAttempt } from "./confirm-payment-intent.ts";
import { type Acceptance, createMandate } from "./mandates.ts";
import type { PaymentMethod } from "./payment-methods.ts";
import { recordSetupAttempt } from "./setup-attempts.ts";
import { threeDSecureAction } from "./three-d-secure.ts";

type Given = Parameters<typeof givenMethod>[2] & {
  readonly mandate_data?: Acceptance | null | undefined;
  readonly return_url?: string | undefined;
  readonly use_stripe_sdk?: boolean | undefined;
};

/** Saves the method for later charges; throws the decline when there is one, after writing down the failed try. */
export function confirmSetupIntent(world: World, id: string, given: Given): SetupIntent {
  const before = world.setup_intents.require(id, "intent");
  if (!["requires_payment_method", "requires_confirmation", "requires_action"].includes(before.status)) {
    throw unexpectedSetupState(
      before,
      `You cannot confirm this SetupIntent because it has ${before.status === "succeeded" ? "already succeeded" : `a status of ${before.status}`}.`,
    );
  }
  const methodId = givenMethod(world, before, given)?.id ?? before.payment_method;
  if (methodId === null) {
    throw unexpectedSetupState(
      before,
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
    );
  }
  world.setup_intents.update(id, { payment_method: methodId, status: "requires_confirmation", next_action: null });
  const returnUrl = given.return_url ?? null;
  rememberAttempt(world, id, { isOffSession: false, isAuthenticated: false, returnUrl });
  const { refusal, intent } = attemptSetup(world, id, {
    isAuthenticated: false,
    returnUrl,
    acceptance: given.mandate_data ?? null,
  });
  if (refusal !== null) throw refusal;
  return intent;
}

/** The customer left the 3-D Secure page of a setup. */
export function completeSetupAuthentication(world: World, id: string, hasPassed: boolean): SetupIntent {
  const before = world.setup_intents.require(id, "intent");
  if (before.status !== "requires_action") return before;
  if (hasPassed) return attemptSetup(world, id, { isAuthenticated: true, returnUrl: null, acceptance: null }).intent;
  const method = world.payment_methods.require(before.payment_method ?? "");
  return fail(world, before, method, {
    code: "setup_intent_authentication_failure",
    doc_url: "https://stripe.com/docs/error-codes/setup-intent-authentication-failure",
    message:
      "The latest attempt to set up the payment method has failed because authentication failed. Please provide a new payment method and try again.",
    payment_method: method,
    type: "invalid_request_error",
  });
}

interface SetupTry {
  readonly isAuthenticated: boolean;
  readonly returnUrl: string | null;
  readonly acceptance: Acceptance | null;
}

function attemptSetup(
  world: World,
  id: string,
  attempt: SetupTry,
): { intent: SetupIntent; refusal: StripeError | null } {
  const intent = world.setup_intents.require(id);
  const method = world.payment_methods.require(intent.payment_method ?? "", "payment_method", 400);
  checkUsable(world, intent, method);
  const decision = decideSetup({ behaviour: behaviourOf(method), isAuthenticated: attempt.isAuthenticated });
  switch (decision.outcome) {
    case "authenticate":
      return { intent: requireAction(world, intent, attempt), refusal: null };
    case "declined":
      return decline(world, intent, method, DECLINES[decision.decline]);
    case "approved":
      return { intent: succeed(world, intent, method, attempt), refusal: null };
  }
}

function succeed(world: World, before: SetupIntent, method: PaymentMethod, attempt: SetupTry): SetupIntent {
  const owned = before.customer === null ? method : attachPaymentMethod(world, method, before.customer);
  rememberSetUp(world, method.id);
  const mandate = attempt.acceptance === null ? null : createMandate(world, owned, attempt.acceptance);
  const { isAuthenticated } = attempt;
  const intent = world.setup_intents.update(before.id, {
    status: "succeeded",
    last_setup_error: null,
    latest_attempt: recordSetupAttempt(world, before, method, { status: "succeeded", error: null, isAuthenticated }),
    mandate: mandate?.id ?? before.mandate,
    next_action: null,
  });
  emit(world, "setup_intent.succeeded", intent);
  followSessionSetup(world, intent);
  followSubscriptionSetup(world, intent);
  return intent;
}

function requireAction(world: World, before: SetupIntent, { returnUrl }: SetupTry): SetupIntent {
  const intent = world.setup_intents.update(before.id, {
    status: "requires_action",
    next_action: threeDSecureAction(world, before.id, returnUrl),
  });
  emit(world, "setup_intent.requires_action", intent);
  return intent;
}

function decline(world: World, before: SetupIntent, method: PaymentMethod, reason: Decline) {
  const { doc_url = "" } = cardRefusal(reason, {}).body;
  const error = { ...declineCodes(reason), doc_url, payment_method: method, type: "card_error" } as const;
  const intent = fail(world, before, method, error);
  return { intent, refusal: cardRefusal(reason, { setup_intent: intent, payment_method: method }) };
}

function fail(
  world: World,
  before: SetupIntent,
  method: PaymentMethod,
  error: NonNullable<SetupIntent["last_setup_error"]>,
) {
  const intent = world.setup_intents.update(before.id, {
    status: "requires_payment_method",
    payment_method: null,
    last_setup_error: error,
    latest_attempt: recordSetupAttempt(world, before, method, { status: "failed", error, isAuthenticated: false }),
    next_action: null,
  });
  emit(world, "setup_intent.setup_failed", intent);
  return intent;
}

function checkUsable(world: World, intent: SetupIntent, method: PaymentMethod): void {
  checkUnspent(world, method);
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this SetupIntent. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(", ")}.`,
      { param: "payment_method" },
    );
  }
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalidRequest(
      `The payment method supplied (${method.id}) belongs to the Customer ${method.customer}. Please include the Customer in the \`customer\` parameter on the SetupIntent.`,
      { param: "payment_method" },
    );
  }
}

export function unexpectedSetupState(intent: SetupIntent, message: string): Error {
  return invalidRequest(message, { code: "setup_intent_unexpected_state", setup_intent: intent });
}
