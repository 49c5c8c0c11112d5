import { emit } from "../events/emit.ts";
import type { World } from "../store/world.ts";
import type { ChangeGiven, PlannedUpdate } from "./change-subscription.ts";
import { collectNow } from "./collect-subscription-invoice.ts";
import { draftSubscriptionInvoice } from "./subscription-invoice.ts";
import { type Subscription, updateSubscription } from "./write-subscription.ts";

/** Tells of the change and, where it is billed now, makes and collects its invoice. */
export function invoiceChange(
  world: World,
  { before, given, plan }: { before: Subscription; given: ChangeGiven; plan: PlannedUpdate },
): Subscription {
  const invoice = plan.invoicesNow
    ? draftSubscriptionInvoice(world, plan.subscription, {
        billingReason: "subscription_update",
        lines: plan.periodLines,
      })
    : null;
  const changed = world.subscriptions.require(before.id);
  emit(world, "customer.subscription.updated", changed, before);
  if (invoice === null) return changed;
  const behavior = given.payment_behavior ?? "allow_incomplete";
  const collected = collectNow(world, changed, invoice.id, {
    behavior,
    isOffSession: given.off_session ?? false,
    isRetried: true,
  });
  const isOwed = collected.status === "open" && changed.collection_method === "charge_automatically";
  const current = world.subscriptions.require(before.id);
  if (behavior !== "default_incomplete" || !isOwed || current.status !== "active") return current;
  return updateSubscription(world, before.id, { status: "past_due" });
}
