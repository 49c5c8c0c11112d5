import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { enumeration, timestamp } from "../parameters/scalars.ts";
import type { Parsed } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { collectNow } from "./collect-subscription-invoice.ts";
import { periodLine } from "./item-lines.ts";
import { wholePeriod } from "./item-periods.ts";
import { draftSubscriptionInvoice } from "./subscription-invoice.ts";
import { anchorParameter, prorationBehavior } from "./subscription-parameters.ts";
import { itemsOf, type Subscription, writeSubscription } from "./write-subscription.ts";

export const resumeShape = {
  billing_cycle_anchor: anchorParameter,
  payment_behavior: enumeration(["resume_on_payment_attempt"]),
  proration_behavior: prorationBehavior,
  proration_date: timestamp(),
};

/**
 * A paused subscription runs again and bills from now: a whole new period, or with the anchor unchanged the rest of the one
 * that runs. Source: https://docs.stripe.com/api/subscriptions/resume
 */
export function resumeSubscription(world: World, id: string, given: Parsed<typeof resumeShape>): Subscription {
  const before = world.subscriptions.require(id, "subscription");
  if (before.status !== "paused") {
    throw invalidRequest("You can only resume a subscription that is paused.", { param: "subscription" });
  }
  const now = nowOfCustomer(world, before.customer);
  const keepsAnchor = given.billing_cycle_anchor?.type === "unchanged";
  const anchored = keepsAnchor ? before : { ...before, billing_cycle_anchor: now, billing_cycle_anchor_config: null };
  for (const item of itemsOf(world, id)) {
    const { end } = wholePeriod(anchored, item.price, now);
    world.subscription_items.update(item.id, {
      current_period_start: given.proration_date ?? now,
      current_period_end: end,
    });
  }
  const { billing_cycle_anchor, billing_cycle_anchor_config } = anchored;
  const resumed = writeSubscription(world, id, { billing_cycle_anchor, billing_cycle_anchor_config, status: "active" });
  const isFree = keepsAnchor && given.proration_behavior === "none";
  const lines = isFree ? [] : resumed.items.data.map((item) => periodLine(world, resumed, item));
  const invoice = draftSubscriptionInvoice(world, resumed, { billingReason: "subscription_update", lines });
  const after = world.subscriptions.require(id);
  emit(world, "customer.subscription.resumed", after);
  emit(world, "customer.subscription.updated", after, before);
  collectNow(world, after, invoice.id, { behavior: "allow_incomplete", isOffSession: false, isRetried: true });
  return world.subscriptions.require(id);
}
