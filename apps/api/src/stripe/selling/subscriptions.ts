import { SUBSCRIPTION_STATUSES } from "@farebox/billing-core";
import type Stripe from "stripe";
import type { ProviderSubscription } from "../../use-cases/payment-provider.ts";

/** Subscriptions of a customer that are not over, the oldest first, with what is to become of them. */
export async function readRunning(api: Stripe, customerId: string): Promise<readonly ProviderSubscription[]> {
  const found = await api.subscriptions.list({
    customer: customerId,
    limit: 100,
    expand: ["data.schedule", "data.latest_invoice"],
  });
  return found.data
    .filter(({ status }) => status !== "canceled" && status !== "incomplete_expired")
    .flatMap((subscription) => toProviderSubscription(subscription) ?? [])
    .sort((left, right) => left.startedAt - right.startedAt);
}

function toProviderSubscription(subscription: Stripe.Subscription): ProviderSubscription | null {
  const [item] = subscription.items.data;
  const status = SUBSCRIPTION_STATUSES.find((known) => known === subscription.status);
  if (item === undefined || status === undefined) return null;
  const invoice = typeof subscription.latest_invoice === "string" ? null : subscription.latest_invoice;
  return {
    id: subscription.id,
    itemId: item.id,
    priceId: item.price.id,
    status,
    interval: item.price.recurring?.interval === "year" ? "year" : "month",
    startedAt: toInstant(subscription.start_date),
    anchorAt: toInstant(subscription.billing_cycle_anchor),
    periodStartAt: toInstant(item.current_period_start),
    periodEndAt: toInstant(item.current_period_end),
    cancelsAt: subscription.cancel_at === null ? null : toInstant(subscription.cancel_at),
    isCancelAtPeriodEnd: subscription.cancel_at_period_end,
    schedule: toSchedule(subscription.schedule, item.price.id),
    payUrl: invoice?.status === "open" ? (invoice.hosted_invoice_url ?? null) : null,
  };
}

function toSchedule(schedule: Stripe.Subscription["schedule"], priceId: string): ProviderSubscription["schedule"] {
  if (schedule === null || typeof schedule === "string")
    return schedule === null ? null : { id: schedule, nextPriceId: null, nextAt: null };
  if (schedule.status !== "active" && schedule.status !== "not_started") return null;
  const runsUntil = schedule.current_phase?.end_date ?? 0;
  const next = schedule.phases.find(({ start_date }) => start_date >= runsUntil);
  const price = next?.items[0]?.price;
  const nextPriceId = typeof price === "string" ? price : (price?.id ?? null);
  if (next === undefined || nextPriceId === null || nextPriceId === priceId)
    return { id: schedule.id, nextPriceId: null, nextAt: null };
  return { id: schedule.id, nextPriceId, nextAt: toInstant(next.start_date) };
}

/** The provider counts in whole seconds. */
export function toInstant(seconds: number): number {
  return seconds * 1_000;
}

export function toSeconds(instant: number): number {
  return Math.floor(instant / 1_000);
}
