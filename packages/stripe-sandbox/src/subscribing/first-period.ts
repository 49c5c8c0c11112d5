import type { Period } from "../billing/anchor-periods.ts";
import type { LineDraft } from "../invoicing/line-draft.ts";
import type { World } from "../store/world.ts";
import { periodLine } from "./item-lines.ts";
import { wholePeriod } from "./item-periods.ts";
import type { Subscription, SubscriptionItem } from "./write-subscription.ts";

/** The items with their first period: the trial, the time until the anchor, or a whole interval. */
export function firstPeriods(
  subscription: Subscription,
  items: readonly SubscriptionItem[],
  now: number,
): SubscriptionItem[] {
  return items.map((item) => {
    const { trial_end: trialEnd, cancel_at: cancelAt } = subscription;
    const whole = wholePeriod(subscription, item.price, now);
    const isTrial = trialEnd !== null && trialEnd > now;
    const start =
      isTrial || subscription.billing_cycle_anchor >= now ? now : Math.max(whole.start, subscription.start_date);
    const end = isTrial ? trialEnd : whole.end;
    return { ...item, current_period_start: start, current_period_end: Math.min(end, cancelAt ?? end) };
  });
}

/**
 * What the first invoice bills. A subscription dated back bills what has passed since: in flexible mode a line for each
 * period, in classic mode one line. Source: https://docs.stripe.com/billing/subscriptions/backdating
 */
export function firstLines(
  world: World,
  subscription: Subscription,
  items: readonly SubscriptionItem[],
  { prorates, now }: { prorates: boolean; now: number },
): LineDraft[] {
  return items.flatMap((item) => {
    const lines = periodsSince(subscription, item, now).map((period) => {
      const placed = { ...item, current_period_start: period.start, current_period_end: period.end };
      const line = periodLine(world, subscription, placed);
      const whole = wholePeriod(subscription, item.price, period.start);
      const isPartial = period.start !== whole.start || period.end !== whole.end;
      return isPartial && !prorates ? { ...line, amount: 0 } : line;
    });
    return subscription.billing_mode.type === "classic" ? together(lines) : lines;
  });
}

function periodsSince(subscription: Subscription, item: SubscriptionItem, now: number): Period[] {
  const periods: Period[] = [{ start: item.current_period_start, end: item.current_period_end }];
  if (subscription.start_date >= now) return periods;
  for (let first = periods[0]; first !== undefined && first.start > subscription.start_date; first = periods[0]) {
    const cycle = periodBefore(subscription, item, first.start);
    periods.unshift({ start: Math.max(cycle.start, subscription.start_date), end: first.start });
  }
  return periods;
}

function periodBefore(subscription: Subscription, item: SubscriptionItem, at: number): Period {
  return wholePeriod(subscription, item.price, at - 1);
}

function together(lines: readonly LineDraft[]): LineDraft[] {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return [];
  const amount = lines.reduce((total, line) => total + line.amount, 0);
  return [{ ...first, amount, period: { start: first.period.start, end: last.period.end } }];
}
