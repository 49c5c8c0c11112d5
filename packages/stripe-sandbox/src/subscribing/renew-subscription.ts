import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { LineDraft } from "../invoicing/line-draft.ts";
import type { World } from "../store/world.ts";
import { endSubscription } from "./end-subscription.ts";
import { enterPhase } from "./enter-phase.ts";
import { periodLine } from "./item-lines.ts";
import { wholePeriod } from "./item-periods.ts";
import { draftSubscriptionInvoice, holdBack, planFinalization } from "./subscription-invoice.ts";
import {
  renewsAt,
  type Subscription,
  type SubscriptionItem,
  updateSubscription,
  writeSubscription,
} from "./write-subscription.ts";

/**
 * The current period of one or more items is over: the subscription ends, or bills the next one with a draft that is
 * finalized and collected an hour later. Source: https://docs.stripe.com/billing/invoices/subscription
 */
export function renewSubscription(world: World, id: string): void {
  const now = nowOfCustomer(world, world.subscriptions.require(id).customer);
  const { schedule } = world.subscriptions.require(id);
  if (schedule !== null) enterPhase(world, schedule);
  const before = world.subscriptions.require(id);
  if (before.status === "canceled" || renewsAt(before) > now) return;
  if (before.cancel_at_period_end || (before.cancel_at !== null && before.cancel_at <= now)) {
    endSubscription(world, id, { reason: "cancellation_requested" });
    return;
  }
  const endsTrial = before.status === "trialing" && before.trial_end !== null && before.trial_end <= now;
  if (endsTrial && stopsWithoutMethod(world, before)) return;
  const lines = startNextPeriods(world, before, now);
  if (endsTrial) writeSubscription(world, id, { status: "active" });
  billPeriod(world, before, lines, now);
}

/** Moves every item that is over to its next period, and returns what that costs. */
export function startNextPeriods(world: World, before: Subscription, now: number): LineDraft[] {
  const over = before.items.data.filter((item) => item.current_period_end <= now);
  const renewed = over.map((item) => world.subscription_items.update(item.id, nextPeriod(before, item)));
  const subscription = writeSubscription(world, before.id, {});
  return renewed.map((item) => periodLine(world, subscription, item));
}

function billPeriod(world: World, before: Subscription, lines: readonly LineDraft[], now: number): void {
  const period = { start: Math.min(...before.items.data.map((item) => item.current_period_start)), end: now };
  const subscription = world.subscriptions.require(before.id);
  const invoice = draftSubscriptionInvoice(world, subscription, {
    billingReason: "subscription_cycle",
    lines,
    waits: true,
    period,
  });
  const renewed = world.subscriptions.require(before.id);
  emit(world, "customer.subscription.updated", renewed, before);
  if (!holdBack(world, renewed, invoice.id)) planFinalization(world, renewed, invoice);
}

function nextPeriod(subscription: Subscription, item: SubscriptionItem): Partial<SubscriptionItem> {
  const start = item.current_period_end;
  const { end } = wholePeriod(subscription, item.price, start);
  const { cancel_at: cancelAt } = subscription;
  return { current_period_start: start, current_period_end: Math.min(end, cancelAt ?? end) };
}

/** Source: https://docs.stripe.com/billing/subscriptions/trials/free-trials (trials without payment methods) */
function stopsWithoutMethod(world: World, subscription: Subscription): boolean {
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice";
  if (behavior === "create_invoice" || hasMethod(world, subscription)) return false;
  if (behavior === "cancel") endSubscription(world, subscription.id, { reason: "cancellation_requested" });
  else emit(world, "customer.subscription.paused", updateSubscription(world, subscription.id, { status: "paused" }));
  return true;
}

function hasMethod(world: World, subscription: Subscription): boolean {
  const customer = world.customers.require(subscription.customer);
  const own = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  return (own ?? customer.default_source ?? null) !== null;
}
