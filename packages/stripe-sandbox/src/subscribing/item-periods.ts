import { type Cycle, type Interval, type Period, periodContaining } from "../billing/anchor-periods.ts";
import type { Price } from "./billed-price.ts";
import type { Subscription, SubscriptionItem } from "./write-subscription.ts";

type Anchored = Pick<Subscription, "billing_cycle_anchor" | "billing_cycle_anchor_config">;

/** The interval of the price that `at` falls into, counted from the subscription's anchor. */
export function wholePeriod(subscription: Anchored, price: Price, at: number): Period {
  return periodContaining(cycleOf(subscription, price), at);
}

/** The whole interval of an item's current period, of which a first period before the anchor is only a part. */
export function wholeOfItem(subscription: Anchored, item: SubscriptionItem): Period {
  return wholePeriod(subscription, item.price, item.current_period_start);
}

function cycleOf(subscription: Anchored, price: Price): Cycle {
  return {
    anchor: subscription.billing_cycle_anchor,
    dayOfMonth: subscription.billing_cycle_anchor_config?.day_of_month,
    interval: (price.recurring?.interval ?? "month") as Interval,
    intervalCount: price.recurring?.interval_count ?? 1,
  };
}
