import type Stripe from "stripe";
import { SECONDS_PER_DAY } from "../billing/anchor-periods.ts";
import { cancelWork, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { billingSettings } from "../invoicing/settings.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";

export type Subscription = Stored<Stripe.Subscription>;
export type SubscriptionItem = Stored<Stripe.SubscriptionItem>;

/** Writes the change and tells it: `customer.subscription.updated` with what it was before. */
export function updateSubscription(world: World, id: string, changes: Partial<Subscription>): Subscription {
  const before = world.subscriptions.require(id, "subscription");
  const after = writeSubscription(world, id, changes);
  emit(world, "customer.subscription.updated", after, before);
  return after;
}

/** Writes without telling, and plans what the subscription does next by itself. */
export function writeSubscription(world: World, id: string, changes: Partial<Subscription>): Subscription {
  const items = {
    object: "list" as const,
    data: itemsOf(world, id),
    has_more: false,
    url: `/v1/subscription_items?subscription=${id}`,
  };
  const subscription = world.subscriptions.update(id, { ...changes, items });
  planNext(world, subscription);
  return subscription;
}

export function itemsOf(world: World, subscription: string): SubscriptionItem[] {
  return world.subscription_items.where((item) => item.subscription === subscription);
}

/** The first instant at which one of its items must be billed again. */
export function renewsAt(subscription: Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end));
}

/** Over for good: nothing about it changes any more. */
export function isEnded({ status }: Subscription): boolean {
  return status === "canceled" || status === "incomplete_expired";
}

/** Inside a trial nothing is charged. */
export function isTrialAt({ trial_end: trialEnd }: Pick<Subscription, "trial_end">, at: number): boolean {
  return trialEnd !== null && at < trialEnd;
}

function planNext(world: World, subscription: Subscription): void {
  const { id, test_clock: testClock, status } = subscription;
  const plan = (kind: string, at: number | null) => {
    if (at === null) cancelWork(world, kind, id);
    else scheduleWork(world, { kind, subject: id, at, testClock: testClock ?? null });
  };
  const runs = !isEnded(subscription) && status !== "paused" && status !== "incomplete";
  const renewal = runs && subscription.items.data.length > 0 ? renewsAt(subscription) : null;
  const end = runs && subscription.cancel_at !== null ? subscription.cancel_at : null;
  plan("subscription.renew", renewal === null || (end !== null && end < renewal) ? null : renewal);
  plan("subscription.end", end !== null && (renewal === null || end < renewal) ? end : null);
  plan(
    "subscription.upcoming",
    renewal === null || willEndBy(subscription, renewal) ? null : upcomingAt(world, subscription, renewal),
  );
  plan("subscription.trial_will_end", status === "trialing" ? trialWarningAt(world, subscription) : null);
  plan(
    "subscription.resume_collection",
    isEnded(subscription) ? null : (subscription.pause_collection?.resumes_at ?? null),
  );
}

function willEndBy(subscription: Subscription, renewal: number): boolean {
  return subscription.cancel_at_period_end || (subscription.cancel_at !== null && subscription.cancel_at <= renewal);
}

/** Once for each period, and not when its moment has passed. */
function upcomingAt(world: World, subscription: Subscription, renewal: number): number | null {
  return ifAhead(world, subscription, renewal - billingSettings(world).upcomingSeconds);
}

const TRIAL_WARNING_SECONDS = 3 * SECONDS_PER_DAY;

function trialWarningAt(world: World, subscription: Subscription): number | null {
  const { trial_end: trialEnd } = subscription;
  return trialEnd === null ? null : ifAhead(world, subscription, trialEnd - TRIAL_WARNING_SECONDS);
}

function ifAhead(world: World, subscription: Subscription, at: number): number | null {
  return at > nowOfCustomer(world, subscription.customer) ? at : null;
}
