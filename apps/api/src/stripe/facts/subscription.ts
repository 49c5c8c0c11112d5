import type { SubscriptionState, SubscriptionStatus } from "@farebox/billing-core";
import { readDatabaseTime, readPrices, type StoredPrice } from "@farebox/db/selling";
import type Stripe from "stripe";
import type { Deps } from "../../deps.ts";
import { disagreement, type Finding, idOf } from "./finding.ts";
import { findOwner } from "./owner.ts";

/** How a subscription stands at the provider now, whatever an event said of it. */
export async function readSubscription(deps: ReadDeps, subscriptionId: string): Promise<Finding> {
  return toFinding(deps, await fetchSubscription(deps, subscriptionId));
}

export async function fetchSubscription(deps: ReadDeps, subscriptionId: string): Promise<FetchedSubscription> {
  // Before asking: of two answers the one that was asked for later is newer, whichever is heard first.
  const asOf = await readDatabaseTime(deps.db.service);
  const subscription = await deps.stripe.api.subscriptions.retrieve(subscriptionId, { expand: ["schedule"] });
  return { asOf, subscription };
}

export type ReadDeps = Pick<Deps, "db" | "stripe">;
export type FetchedSubscription = { readonly asOf: number; readonly subscription: Stripe.Subscription };

export async function toFinding(deps: ReadDeps, fetched: FetchedSubscription): Promise<Finding> {
  const { subscription } = fetched;
  const businessId = await findOwner(deps, subscription);
  if (typeof businessId !== "string") return businessId;
  const next = nextPhaseOf(subscription);
  const ids = [...subscription.items.data.map(({ price }) => price.id), ...(next === null ? [] : [next.priceId])];
  const prices = await readPrices(deps.db.service, ids);
  const items = subscription.items.data.map((item) => ({ item, plan: planOf(prices.get(item.price.id)) }));
  const sold = items.find(({ plan }) => plan !== null);
  if (sold === undefined || sold.plan === null)
    return disagreement(`the subscription ${subscription.id} is to no plan of ours`, businessId);

  const concerns = items.flatMap(({ item, plan }) => {
    if (plan === null) return [`unknown_price ${item.price.id} of ${subscription.id}`];
    return (item.quantity ?? 1) === 1 ? [] : [`quantity_not_one of ${subscription.id}`];
  });
  const pendingPlan = next === null ? null : planOf(prices.get(next.priceId));
  if (next !== null && pendingPlan === null) concerns.push(`unknown_price ${next.priceId} of ${subscription.id}`);
  const state = {
    ...stateOf(fetched, sold.item),
    planKey: sold.plan.planKey,
    interval: sold.plan.interval,
    pending:
      next === null || pendingPlan === null || isSame(pendingPlan, sold.plan)
        ? null
        : { planKey: pendingPlan.planKey, interval: pendingPlan.interval, at: next.at },
  } satisfies SubscriptionState;
  return { kind: "facts", businessId, facts: [{ fact: "subscription_state", subscription: state }], concerns };
}

type SoldPlan = Extract<StoredPrice["sells"], { readonly kind: "plan" }>;

function planOf(price: StoredPrice | undefined): SoldPlan | null {
  return price?.sells.kind === "plan" ? price.sells : null;
}

function isSame(one: SoldPlan, other: SoldPlan): boolean {
  return one.planKey === other.planKey && one.interval === other.interval;
}

function stateOf({ asOf, subscription }: FetchedSubscription, item: Stripe.SubscriptionItem) {
  const endedAt = toInstant(subscription.ended_at);
  const periodEndAt = item.current_period_end * 1_000;
  const cancelsAt = toInstant(subscription.cancel_at) ?? (subscription.cancel_at_period_end ? periodEndAt : null);
  return {
    id: subscription.id,
    // The provider may add statuses; until this code knows one, it is none that lets a business do anything.
    status: subscription.status as SubscriptionStatus,
    startedAt: subscription.start_date * 1_000,
    anchorAt: subscription.billing_cycle_anchor * 1_000,
    periodStartAt: item.current_period_start * 1_000,
    periodEndAt,
    cancelsAt: endedAt === null ? cancelsAt : null,
    endedAt,
    asOf,
  };
}

function toInstant(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1_000;
}

/** What its schedule changes it to once the phase it is in is over. */
function nextPhaseOf({ schedule }: Stripe.Subscription): { readonly priceId: string; readonly at: number } | null {
  if (schedule === null || typeof schedule === "string") return null;
  const current = schedule.current_phase;
  if (schedule.status !== "active" || current === null) return null;
  const next = schedule.phases.find((phase) => phase.start_date >= current.end_date);
  const priceId = idOf(next?.items[0]?.price);
  return next === undefined || priceId === null ? null : { priceId, at: next.start_date * 1_000 };
}
