import { emit } from "../events/emit.ts";
import { buildSetupIntent, type SetupIntent } from "../resources/build-setup-intent.ts";
import type { World } from "../store/world.ts";
import { type Subscription, updateSubscription, writeSubscription } from "./write-subscription.ts";

/**
 * A subscription that owes nothing yet and has no card asks for one, so that the first renewal can be charged.
 * Source: https://docs.stripe.com/api/subscriptions/object (`pending_setup_intent`)
 */
export function askForCard(world: World, subscription: Subscription): Subscription {
  const customer = world.customers.require(subscription.customer);
  const method = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  if (method !== null || subscription.collection_method !== "charge_automatically") return subscription;
  const given = { customer: customer.id, payment_method_types: ["card"], usage: "off_session" as const };
  const intent = world.setup_intents.insert(buildSetupIntent(world, given));
  emit(world, "setup_intent.created", intent);
  return writeSubscription(world, subscription.id, { pending_setup_intent: intent.id });
}

/** The card is there: it becomes the subscription's where the subscription keeps what it is paid with. */
export function followSubscriptionSetup(world: World, intent: SetupIntent): void {
  if (intent.status !== "succeeded") return;
  for (const { id, payment_settings: settings } of world.subscriptions.where(
    (each) => each.pending_setup_intent === intent.id,
  )) {
    const isKept = settings?.save_default_payment_method === "on_subscription" && intent.payment_method !== null;
    updateSubscription(world, id, {
      pending_setup_intent: null,
      ...(isKept ? { default_payment_method: intent.payment_method } : {}),
    });
  }
}
