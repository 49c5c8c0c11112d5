import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { intentOfInvoice } from "../invoicing/invoice-intent.ts";
import { cardRefusal } from "../payments/card-refusal.ts";
import { decideCharge } from "../payments/decide-charge.ts";
import { DECLINES } from "../payments/declines.ts";
import { attachPaymentMethod } from "../resources/attach-payment-method.ts";
import { attemptPayment, behaviourOf } from "../resources/attempt-payment.ts";
import { buildPaymentIntent, changedIntent } from "../resources/build-payment-intent.ts";
import { rememberAttempt } from "../resources/confirm-payment-intent.ts";
import { confirmSetupIntent } from "../resources/confirm-setup-intent.ts";
import { createMandate } from "../resources/mandates.ts";
import type { PaymentMethod } from "../resources/payment-methods.ts";
import { createCustomer } from "../resources/write-customer.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, type StripeError } from "../wire/errors.ts";
import { beginSubscription } from "./begin-subscription.ts";
import { completeSession } from "./complete-session.ts";
import type { CheckoutSession } from "./create-session.ts";
import { openSetupIntent } from "./open-setup-intent.ts";

export interface SessionPayer {
  readonly method: PaymentMethod | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

/**
 * The customer pressed the button. The session completes by itself when the money or the card is there; when the bank
 * wants to see the customer first, `nextUrl` says where.
 */
export function paySession(
  world: World,
  id: string,
  payer: SessionPayer,
): { nextUrl: string | null; refusal: StripeError | null } {
  const session = requireOpen(world, id);
  noteDetails(world, session, payer);
  const refusal = tryPaying(world, session, payer);
  const { payment_intent, setup_intent } = world.checkout_sessions.require(id);
  const { pendingSetupIntent, pendingSubscription } = world.checkout_plans.require(id);
  const invoice = pendingSubscription === null ? null : world.subscriptions.require(pendingSubscription).latest_invoice;
  const waiting =
    world.payment_intents.get(payment_intent ?? "") ??
    world.setup_intents.get(setup_intent ?? pendingSetupIntent ?? "") ??
    (invoice === null ? null : intentOfInvoice(world, invoice));
  const nextUrl = waiting?.next_action?.redirect_to_url?.url ?? null;
  return { nextUrl, refusal };
}

function tryPaying(world: World, session: CheckoutSession, payer: SessionPayer): StripeError | null {
  const { method } = payer;
  if (session.mode === "payment" && session.amount_total === 0) {
    completeSession(world, session.id);
    return null;
  }
  if (method === null) {
    if (
      session.mode === "subscription" &&
      session.amount_total === 0 &&
      session.payment_method_collection === "if_required"
    ) {
      beginSubscription(world, session.id, { customer: customerOf(world, session, payer), method: null });
      completeSession(world, session.id);
      return null;
    }
    throw invalidRequest("A payment method is needed.", { code: "parameter_missing", param: "payment_method" });
  }
  switch (session.mode) {
    case "setup":
      return saveMethod(world, session.id, session.setup_intent ?? "", method);
    case "subscription":
      return subscribe(world, session, method, payer);
    default:
      return pay(world, session, method, payer);
  }
}

function pay(world: World, session: CheckoutSession, method: PaymentMethod, payer: SessionPayer): StripeError | null {
  const { payment: data } = world.checkout_plans.require(session.id);
  const isKept = data.setup_future_usage !== undefined || session.customer_creation === "always";
  const customer = session.customer ?? (isKept ? customerOf(world, session, payer) : null);
  const existing = session.payment_intent === null ? null : world.payment_intents.require(session.payment_intent);
  const intent = existing ?? openPayment(world, session, customer);
  return confirm(world, session.id, intent.id, method);
}

function openPayment(world: World, session: CheckoutSession, customer: string | null) {
  const { payment } = world.checkout_plans.require(session.id);
  const built = buildPaymentIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? "usd",
    payment_method_types: session.payment_method_types.filter((type) => type === "card" || type === "sepa_debit"),
    ...(customer === null ? {} : { customer }),
  });
  const intent = world.payment_intents.insert(changedIntent(built, payment));
  world.checkout_sessions.update(session.id, { payment_intent: intent.id });
  emit(world, "payment_intent.created", intent);
  return intent;
}

/** No subscription is left behind by a card that is declined outright: the bank is asked before anything is made. */
function subscribe(
  world: World,
  session: CheckoutSession,
  method: PaymentMethod,
  payer: SessionPayer,
): StripeError | null {
  const plan = world.checkout_plans.require(session.id);
  const decision = decideCharge({
    behaviour: behaviourOf(method),
    isOffSession: false,
    isSetUp: false,
    isAuthenticated: false,
    isAuthenticationRequested: false,
  });
  if (decision.outcome === "declined" && session.amount_total !== 0) {
    return cardRefusal(DECLINES[decision.decline], { payment_method: method });
  }
  const customer = customerOf(world, session, payer);
  if (session.amount_total === 0) {
    const setupIntent = plan.pendingSetupIntent ?? openSetupIntent(world, session.id, customer).id;
    world.checkout_plans.update(session.id, { pendingSetupIntent: setupIntent });
    return saveMethod(world, session.id, setupIntent, method);
  }
  attachPaymentMethod(world, method, customer);
  const subscription =
    plan.pendingSubscription ?? beginSubscription(world, session.id, { customer, method: method.id });
  world.subscriptions.update(subscription, { default_payment_method: method.id });
  const invoice = world.subscriptions.require(subscription).latest_invoice;
  const intent = invoice === null ? null : intentOfInvoice(world, invoice);
  if (intent === null) throw new Error(`the subscription ${subscription} has nothing to pay`);
  return confirm(world, session.id, intent.id, method);
}

function confirm(world: World, sessionId: string, intentId: string, method: PaymentMethod): StripeError | null {
  world.payment_intents.update(intentId, {
    payment_method: method.id,
    status: "requires_confirmation",
    next_action: null,
  });
  const attempt = { isOffSession: false, isAuthenticated: false, returnUrl: `${world.baseUrl}/c/pay/${sessionId}` };
  rememberAttempt(world, intentId, attempt);
  const mandate = method.type === "sepa_debit" ? createMandate(world, method, ACCEPTED_ON_PAGE).id : null;
  return attemptPayment(world, intentId, { ...attempt, mandate }).refusal;
}

function saveMethod(world: World, sessionId: string, intentId: string, method: PaymentMethod): StripeError | null {
  const refusal = refusalOf(() =>
    confirmSetupIntent(world, intentId, {
      payment_method: method.id,
      return_url: `${world.baseUrl}/c/pay/${sessionId}`,
    }),
  );
  return refusal;
}

function refusalOf(act: () => unknown): StripeError | null {
  try {
    act();
    return null;
  } catch (failure) {
    if (failure instanceof Error && "keepsChanges" in failure && failure.keepsChanges === true)
      return failure as StripeError;
    throw failure;
  }
}

/** The session's customer, made now if there is none yet. */
function customerOf(world: World, session: CheckoutSession, payer: SessionPayer): string {
  const known = world.checkout_sessions.require(session.id).customer;
  if (known !== null) return known;
  const { id } = createCustomer(world, {
    ...(payer.email === null ? {} : { email: payer.email }),
    ...(payer.name === null ? {} : { name: payer.name }),
    ...(payer.phone === null ? {} : { phone: payer.phone }),
  });
  world.checkout_sessions.update(session.id, { customer: id });
  return id;
}

function noteDetails(world: World, session: CheckoutSession, { method, ...payer }: SessionPayer): void {
  world.checkout_sessions.update(session.id, {
    customer_details: {
      address: method?.billing_details.address ?? null,
      business_name: null,
      email: payer.email ?? session.customer_details?.email ?? null,
      individual_name: null,
      name: payer.name ?? null,
      phone: payer.phone ?? method?.billing_details.phone ?? null,
      tax_exempt: "none",
      tax_ids: [],
    },
  });
}

export function requireOpen(world: World, id: string): CheckoutSession {
  const session = world.checkout_sessions.require(id, "session");
  const isOver = session.expires_at <= nowOfCustomer(world, session.customer);
  if (session.status === "open" && !isOver) return session;
  throw invalidRequest(`This Checkout Session is ${isOver ? "expired" : session.status} and can no longer be paid.`);
}

const ACCEPTED_ON_PAGE = {
  customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1", user_agent: "" } },
} as const;
