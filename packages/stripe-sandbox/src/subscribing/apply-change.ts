import { insertInvoiceItem } from "../invoicing/pending-items.ts";
import type { World } from "../store/world.ts";
import { markCredited } from "./item-debits.ts";
import type { ChangePlan } from "./plan-subscription-change.ts";
import { itemsOf, type Subscription, type SubscriptionItem, writeSubscription } from "./write-subscription.ts";

/** Writes what the plan says, its prorations as invoice items that wait for an invoice; tells nothing yet of the subscription. */
export function applyChange(world: World, plan: ChangePlan): Subscription {
  const subscription = applyTerms(world, plan);
  for (const draft of plan.prorations) insertInvoiceItem(world, subscription.customer, draft);
  markCredited(world, plan.credited);
  return subscription;
}

/** The subscription and its items alone. */
export function applyTerms(world: World, plan: Pick<ChangePlan, "subscription" | "items">): Subscription {
  const { id, ...fields } = plan.subscription;
  writeItems(world, id, plan.items);
  return writeSubscription(world, id, fields);
}

function writeItems(world: World, subscription: string, items: readonly SubscriptionItem[]): void {
  const kept = new Set(items.map((item) => item.id));
  for (const item of itemsOf(world, subscription)) if (!kept.has(item.id)) world.subscription_items.delete(item.id);
  for (const item of items) {
    if (world.subscription_items.get(item.id) === undefined) world.subscription_items.insert(item);
    else world.subscription_items.update(item.id, item);
  }
}
