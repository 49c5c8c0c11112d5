import { cancelWork, type DueWorkHandlers } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { invoiceOfIntent } from "../invoicing/invoice-intent.ts";
import { redeemDiscounts } from "../invoicing/redeem-discounts.ts";
import type { PaymentIntent } from "../resources/build-payment-intent.ts";
import type { SetupIntent } from "../resources/build-setup-intent.ts";
import { cancelPaymentIntent } from "../resources/cancel-payment-intent.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { beginSubscription } from "./begin-subscription.ts";
import type { CheckoutSession } from "./create-session.ts";

/** The customer did their part. `unpaid` where the money is still on its way. */
export function completeSession(world: World, id: string, paymentStatus?: "paid" | "unpaid"): CheckoutSession {
  const before = world.checkout_sessions.require(id);
  const { pendingSubscription } = world.checkout_plans.require(id);
  cancelWork(world, "checkout_session.expire", id);
  if (before.mode === "payment") redeem(world, before);
  const subscription = pendingSubscription === null ? null : world.subscriptions.require(pendingSubscription);
  const session = world.checkout_sessions.update(id, {
    status: "complete",
    url: null,
    ...(paymentStatus === undefined ? {} : { payment_status: paymentStatus }),
    ...(subscription === null ? {} : { subscription: subscription.id, invoice: subscription.latest_invoice }),
  });
  emit(world, "checkout.session.completed", session);
  return session;
}

/** A payment went on: the session it was made for completes, or learns how a delayed one ended. */
export function followSessionPayment(world: World, intent: PaymentIntent): void {
  const session = sessionPaidBy(world, intent);
  if (session === null) return;
  if (session.status === "open") {
    if (intent.status === "succeeded") completeSession(world, session.id, "paid");
    if (intent.status === "processing" || intent.status === "requires_capture")
      completeSession(world, session.id, "unpaid");
    return;
  }
  if (session.payment_status !== "unpaid") return;
  if (intent.status === "succeeded") {
    const paid = world.checkout_sessions.update(session.id, { payment_status: "paid" });
    // A captured hold is no delayed payment method.
    if (intent.capture_method !== "manual") emit(world, "checkout.session.async_payment_succeeded", paid);
  }
  if (intent.status === "requires_payment_method") emit(world, "checkout.session.async_payment_failed", session);
}

/** A card was saved: for its own sake, or before a trial that begins now. */
export function followSessionSetup(world: World, intent: SetupIntent): void {
  const [session] = world.checkout_sessions.where(
    (each) => each.status === "open" && isSetUpBy(world, each, intent.id),
  );
  if (session === undefined || intent.status !== "succeeded") return;
  if (session.mode === "subscription" && intent.customer !== null) {
    beginSubscription(world, session.id, { customer: intent.customer, method: intent.payment_method });
  }
  completeSession(world, session.id);
}

/** Ends an open session; what was begun for it is given up. */
export function expireSession(world: World, id: string): CheckoutSession {
  const before = world.checkout_sessions.require(id, "session");
  if (before.status !== "open") {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${before.status}\`.`,
      { param: "session" },
    );
  }
  cancelWork(world, "checkout_session.expire", id);
  const session = world.checkout_sessions.update(id, { status: "expired", url: null });
  if (before.payment_intent !== null) cancelPaymentIntent(world, before.payment_intent, "automatic");
  emit(world, "checkout.session.expired", session);
  return session;
}

export const checkoutDueWork: DueWorkHandlers = {
  "checkout_session.expire": (world, id) => {
    if (world.checkout_sessions.get(id)?.status === "open") expireSession(world, id);
  },
};

function sessionPaidBy(world: World, intent: PaymentIntent): CheckoutSession | null {
  const [direct] = world.checkout_sessions.where((each) => each.payment_intent === intent.id);
  if (direct !== undefined) return direct;
  const invoice = invoiceOfIntent(world, intent.id);
  if (invoice === null) return null;
  const subscription = invoice.parent?.subscription_details?.subscription;
  const [plan] = world.checkout_plans.where(
    (each) => each.pendingSubscription !== null && each.pendingSubscription === subscription,
  );
  const session = plan === undefined ? undefined : world.checkout_sessions.get(plan.id);
  // Later invoices of the subscription are no business of the session that began it.
  const isFirst = session !== undefined && (session.status === "open" || session.invoice === invoice.id);
  return isFirst ? session : null;
}

function isSetUpBy(world: World, session: CheckoutSession, setupIntent: string): boolean {
  return (
    session.setup_intent === setupIntent || world.checkout_plans.get(session.id)?.pendingSetupIntent === setupIntent
  );
}

function redeem(world: World, session: CheckoutSession): void {
  const asked = (session.discounts ?? []).map(({ coupon, promotion_code }) =>
    promotion_code === null ? { coupon: coupon ?? "" } : { promotion_code },
  );
  redeemDiscounts(world, asked, {
    customer: session.customer,
    checkoutSession: session.id,
    at: nowOfCustomer(world, session.customer),
    amount: session.amount_subtotal,
    currency: session.currency ?? "usd",
  });
}
