import { emit } from "../events/emit.ts";
import { attachPaymentMethod, detachPaymentMethod } from "../resources/attach-payment-method.ts";
import type { PortalSession } from "../resources/billing-portal-sessions.ts";
import { buildSetupIntent } from "../resources/build-setup-intent.ts";
import { confirmSetupIntent } from "../resources/confirm-setup-intent.ts";
import type { PaymentMethod } from "../resources/payment-methods.ts";
import { changedCustomer } from "../resources/write-customer.ts";
import type { World } from "../store/world.ts";
import { cancelSubscription } from "../subscribing/cancel-subscription.ts";
import { changeSubscription } from "../subscribing/change-subscription.ts";
import { invalidRequest, StripeError } from "../wire/errors.ts";
import { CANCELLATION_REASONS } from "./portal-features.ts";

/** Saves a card for the customer; the bank may want to see them first, or say no. */
export function saveCard(
  world: World,
  session: PortalSession,
  method: PaymentMethod,
): { nextUrl: string | null; problem: string | null } {
  const intent = world.setup_intents.insert(
    buildSetupIntent(world, { customer: session.customer, payment_method_types: ["card"] }),
  );
  emit(world, "setup_intent.created", intent);
  try {
    const confirmed = confirmSetupIntent(world, intent.id, { payment_method: method.id, return_url: session.url });
    if (confirmed.status !== "succeeded")
      return { nextUrl: confirmed.next_action?.redirect_to_url?.url ?? null, problem: null };
    makeDefault(world, session, method.id);
    return { nextUrl: null, problem: null };
  } catch (failure) {
    if (failure instanceof StripeError && failure.keepsChanges) return { nextUrl: null, problem: failure.message };
    throw failure;
  }
}

/** Back from the bank: the card that was saved becomes the one that is charged. */
export function finishCard(world: World, session: PortalSession, setupIntentId: string): void {
  const intent = world.setup_intents.get(setupIntentId);
  if (intent?.status !== "succeeded" || intent.customer !== session.customer || intent.payment_method === null) return;
  makeDefault(world, session, intent.payment_method);
}

/** Subscriptions that have a method of their own follow, as they do in Stripe's portal. */
export function makeDefault(world: World, session: PortalSession, methodId: string): void {
  const method = attachPaymentMethod(world, ownMethod(world, session, methodId), session.customer);
  const before = world.customers.require(session.customer);
  if (before.invoice_settings.default_payment_method !== method.id) {
    const given = { invoice_settings: { default_payment_method: method.id } };
    emit(world, "customer.updated", world.customers.update(before.id, changedCustomer(world, before, given)), before);
  }
  for (const subscription of runningSubscriptions(world, session)) {
    if (subscription.default_payment_method === null || subscription.default_payment_method === method.id) continue;
    changeSubscription(world, subscription.id, { default_payment_method: method.id });
  }
}

export function removeCard(world: World, session: PortalSession, methodId: string): void {
  detachPaymentMethod(world, ownMethod(world, session, methodId));
}

/** Ends the subscription as the configuration says: when its period ends, or at once. */
export function cancelPlan(world: World, session: PortalSession, id: string, reason: string): void {
  const { subscription_cancel: cancel } = world.billing_portal_configurations.require(session.configuration).features;
  if (!cancel.enabled) throw invalidRequest("The portal does not let you cancel.");
  ownSubscription(world, session, id);
  const feedback = CANCELLATION_REASONS.find((each) => each === reason);
  const cancellation_details = feedback === undefined ? {} : { cancellation_details: { feedback } };
  if (cancel.mode === "at_period_end")
    changeSubscription(world, id, { cancel_at_period_end: true, ...cancellation_details });
  else
    cancelSubscription(world, id, {
      ...cancellation_details,
      prorate: cancel.proration_behavior !== "none",
      invoice_now: cancel.proration_behavior === "always_invoice",
    });
}

export function keepPlan(world: World, session: PortalSession, id: string): void {
  ownSubscription(world, session, id);
  changeSubscription(world, id, { cancel_at_period_end: false });
}

/** Of what is known about the customer, what the configuration lets them change. */
export function changeDetails(world: World, session: PortalSession, given: { readonly [name: string]: string }): void {
  const { customer_update: update } = world.billing_portal_configurations.require(session.configuration).features;
  if (!update.enabled) throw invalidRequest("The portal does not let you change your details.");
  const before = world.customers.require(session.customer);
  const may = (name: string) => update.allowed_updates.some((each) => each === name);
  const text = (name: "name" | "email" | "phone") => (may(name) ? { [name]: given[name] || null } : {});
  const { line1, postal_code, city, country } = given;
  const address = may("address") && country ? { address: { line1, postal_code, city, country } } : {};
  const after = changedCustomer(world, before, { ...text("name"), ...text("email"), ...text("phone"), ...address });
  emit(world, "customer.updated", world.customers.update(before.id, after), before);
}

/** Another price or quantity for the subscription's one item. */
export function changePlan(
  world: World,
  session: PortalSession,
  id: string,
  { price, quantity }: { price: string; quantity: string },
): void {
  const { subscription_update: update } = world.billing_portal_configurations.require(session.configuration).features;
  const may = (name: string) => update.default_allowed_updates.some((each) => each === name);
  const isOffered = !may("price") || (update.products ?? []).some((product) => product.prices.includes(price));
  const [item] = ownSubscription(world, session, id).items.data;
  if (!update.enabled || !isOffered || item === undefined) throw invalidRequest("This plan is not offered.");
  const proration_behavior = update.proration_behavior as "always_invoice" | "create_prorations" | "none";
  const count = /^[1-9]\d{0,5}$/u.test(quantity) ? Number(quantity) : null;
  const asked = {
    ...(may("price") ? { price } : {}),
    ...(may("quantity") && count !== null ? { quantity: count } : {}),
  };
  changeSubscription(world, id, { items: [{ id: item.id, ...asked }], proration_behavior });
}

export function runningSubscriptions(world: World, session: PortalSession) {
  return world.subscriptions.where(
    (each) => each.customer === session.customer && !["canceled", "incomplete_expired"].includes(each.status),
  );
}

function ownSubscription(world: World, session: PortalSession, id: string) {
  const subscription = world.subscriptions.require(id, "subscription");
  if (subscription.customer === session.customer) return subscription;
  throw invalidRequest("This subscription is not yours.", { status: 404 });
}

function ownMethod(world: World, session: PortalSession, id: string): PaymentMethod {
  const method = world.payment_methods.require(id, "payment_method");
  if (method.customer === session.customer) return method;
  throw invalidRequest("This card is not yours.", { status: 404 });
}
