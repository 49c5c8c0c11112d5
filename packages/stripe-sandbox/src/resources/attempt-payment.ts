import { emit } from "../events/emit.ts";
import { type CardBehaviour, ORDINARY_CARD } from "../payments/card-behaviour.ts";
import { findTestCardByFingerprint } from "../payments/card-fingerprint.ts";
import { cardRefusal, declineCodes } from "../payments/card-refusal.ts";
import { decideCharge } from "../payments/decide-charge.ts";
import { DECLINES, type Decline } from "../payments/declines.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, type StripeError } from "../wire/errors.ts";
import { attachPaymentMethod, checkUnspent, isSetUp, rememberSetUp, rememberSpent } from "./attach-payment-method.ts";
import { buildCharge, type Charge } from "./build-charge.ts";
import type { PaymentIntent } from "./build-payment-intent.ts";
import { awaitCapture, awaitDebit, recordSuccess } from "./conclude-payment.ts";
import { openDispute } from "./open-dispute.ts";
import type { PaymentMethod } from "./payment-methods.ts";
import { threeDSecureAction } from "./three-d-secure.ts";

export interface PaymentAttempt {
  readonly isOffSession: boolean;
  readonly isAuthenticated: boolean;
  readonly returnUrl: string | null;
  readonly mandate: string | null;
}

/** One try to take the money. A refusal is what the API answers; the intent then carries it as its last error. */
export function attemptPayment(
  world: World,
  id: string,
  attempt: PaymentAttempt,
): { intent: PaymentIntent; refusal: StripeError | null } {
  const intent = world.payment_intents.require(id, "intent");
  const method = world.payment_methods.require(intent.payment_method ?? "", "payment_method", 400);
  checkUsable(world, intent, method);
  if (method.type === "sepa_debit")
    return { intent: awaitDebit(world, intent, method, attempt.mandate), refusal: null };
  const behaviour = behaviourOf(method);
  const decision = decideCharge({
    behaviour,
    isOffSession: attempt.isOffSession,
    isSetUp: isSetUp(world, method.id),
    isAuthenticated: attempt.isAuthenticated,
    isAuthenticationRequested: asksForAuthentication(intent),
  });
  switch (decision.outcome) {
    case "authenticate":
      return { intent: requireAction(world, intent, attempt), refusal: null };
    case "declined":
      return decline(world, { intent, method, behaviour, attempt, decline: DECLINES[decision.decline] });
    case "approved":
      return { intent: approve(world, { intent, method, behaviour, attempt }), refusal: null };
  }
}

interface Attempted {
  readonly intent: PaymentIntent;
  readonly method: PaymentMethod;
  readonly behaviour: CardBehaviour;
  readonly attempt: PaymentAttempt;
}

function requireAction(world: World, before: PaymentIntent, attempt: PaymentAttempt): PaymentIntent {
  const intent = world.payment_intents.update(before.id, {
    status: "requires_action",
    next_action: threeDSecureAction(world, before.id, attempt.returnUrl),
    last_payment_error: null,
  });
  emit(world, "payment_intent.requires_action", intent);
  return intent;
}

function decline(world: World, attempted: Attempted & { decline: Decline }) {
  const charge = insertCharge(world, attempted, { decline: attempted.decline, status: "failed", isCaptured: false });
  emit(world, "charge.failed", charge);
  const { intent: before, method, decline: reason } = attempted;
  const refusal = cardRefusal(reason, { charge: charge.id, payment_method: method });
  const intent = world.payment_intents.update(before.id, {
    status: "requires_payment_method",
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    last_payment_error: {
      ...declineCodes(reason),
      charge: charge.id,
      ...(refusal.body.doc_url === undefined ? {} : { doc_url: refusal.body.doc_url }),
      payment_method: method,
      type: "card_error",
    },
  });
  emit(world, "payment_intent.payment_failed", intent);
  return {
    intent,
    refusal: cardRefusal(reason, { charge: charge.id, payment_intent: intent, payment_method: method }),
  };
}

function approve(world: World, attempted: Attempted): PaymentIntent {
  const { intent, behaviour } = attempted;
  keepMethod(world, attempted);
  const isCaptured = intent.capture_method !== "manual";
  const charge = insertCharge(world, attempted, { decline: null, status: "succeeded", isCaptured });
  if (!isCaptured) return awaitCapture(world, intent, charge);
  const succeeded = recordSuccess(world, intent, charge, { isAvailableAtOnce: behaviour.funds === "available" });
  if (behaviour.afterCharge !== null) openDispute(world, charge.id, behaviour.afterCharge);
  return succeeded;
}

function insertCharge(
  world: World,
  { intent, method, behaviour, attempt }: Attempted,
  outcome: { decline: Decline | null; status: "succeeded" | "failed"; isCaptured: boolean },
): Charge {
  const { isAuthenticated } = attempt;
  return world.charges.insert(
    buildCharge(world, { intent, method, ...outcome, isAuthenticated, riskLevel: behaviour.riskLevel, mandate: null }),
  );
}

/** A method is kept for its customer when the payment says so; one used without being kept is used up. */
function keepMethod(world: World, { intent, method }: Attempted): void {
  if (intent.setup_future_usage !== null) {
    rememberSetUp(world, method.id);
    if (intent.customer !== null && method.customer === null) attachPaymentMethod(world, method, intent.customer);
  }
  if (world.payment_methods.get(method.id)?.customer == null) rememberSpent(world, method.id);
}

function checkUsable(world: World, intent: PaymentIntent, method: PaymentMethod): void {
  checkUnspent(world, method);
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(", ")}.`,
      { param: "payment_method" },
    );
  }
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalidRequest(
      `The payment method supplied (${method.id}) belongs to the Customer ${method.customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
      { param: "payment_method" },
    );
  }
}

export function behaviourOf(method: PaymentMethod): CardBehaviour {
  return findTestCardByFingerprint(method.card?.fingerprint ?? "")?.behaviour ?? ORDINARY_CARD;
}

function asksForAuthentication(intent: PaymentIntent): boolean {
  const asked = intent.payment_method_options?.card?.request_three_d_secure;
  return asked === "any" || asked === "challenge";
}
