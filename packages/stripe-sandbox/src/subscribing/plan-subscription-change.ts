import type { Period } from "../billing/anchor-periods.ts";
import { type BilledItem, type PlannedProration, planChange } from "../billing/plan-change.ts";
import type { LineDraft } from "../invoicing/line-draft.ts";
import { runningDiscounts } from "../invoicing/running-discounts.ts";
import type { World } from "../store/world.ts";
import { amountOf, isByUsage } from "./billed-price.ts";
import type { CreditMark } from "./item-debits.ts";
import { periodLine, prorationLine } from "./item-lines.ts";
import { wholeOfItem, wholePeriod } from "./item-periods.ts";
import { isTrialAt, type Subscription, type SubscriptionItem } from "./write-subscription.ts";

/**
 * What a change does, before anything is written: the subscription and its items as they will be, the prorations, and what
 * is billed at once because a new period begins. The update, its preview and a pending update all follow the same plan.
 */
export function planSubscriptionChange(world: World, before: Subscription, change: SubscriptionChange): ChangePlan {
  const subscription = { ...before, ...change.fields };
  const items = change.items.map((item) => ({ ...item, ...periodAfter(before, subscription, item, change) }));
  const isTrial = isTrialAt(subscription, change.now);
  const wasTrial = isTrialAt(before, change.now);
  const prorations =
    change.prorates && !wasTrial && !(isTrial && !change.startsPeriod)
      ? prorate(world, before, { subscription, items }, change)
      : [];
  return {
    subscription,
    items,
    prorations: prorations.map((each) => prorationLine(world, subscription, rowOf(each, items, before), each)),
    periodLines: change.startsPeriod ? items.map((item) => periodLine(world, subscription, item)) : [],
    credited: prorations.flatMap(({ debit, period }) => (debit === null ? [] : [{ debit, from: period.start }])),
  };
}

export interface SubscriptionChange {
  readonly fields: Partial<Subscription>;
  /** All items as they will be; the periods are worked out here. */
  readonly items: readonly SubscriptionItem[];
  /** True where billing begins anew now: the anchor is reset, or a trial begins or ends. */
  readonly startsPeriod: boolean;
  readonly prorates: boolean;
  readonly now: number;
  /** The instant prorations are counted from. */
  readonly prorationDate: number;
}

export interface ChangePlan {
  readonly subscription: Subscription;
  readonly items: readonly SubscriptionItem[];
  readonly prorations: readonly LineDraft[];
  readonly periodLines: readonly LineDraft[];
  readonly credited: readonly CreditMark[];
}

function prorate(
  world: World,
  before: Subscription,
  { subscription, items }: { subscription: Subscription; items: readonly SubscriptionItem[] },
  change: SubscriptionChange,
): PlannedProration[] {
  const own = (item: SubscriptionItem) => billedItem(world, subscription, item, change.now);
  const ids = new Set(before.items.data.map((item) => item.id));
  return planChange({
    mode: before.billing_mode.type === "classic" ? "classic" : "flexible",
    at: change.prorationDate,
    before: before.items.data.map((item) => ({ ...own(item), whole: wholeOfItem(before, item) })),
    after: change.startsPeriod ? [] : items.map(own),
    debits: world.item_debits.where((debit) => ids.has(debit.item)),
    discounts: runningDiscounts(world, subscription.discounts, { at: change.now, currency: subscription.currency }),
  });
}

function billedItem(world: World, subscription: Subscription, item: SubscriptionItem, at: number): BilledItem {
  const quantity = item.quantity ?? 0;
  return {
    id: item.id,
    price: item.price.id,
    product: item.price.product,
    quantity,
    amount: isByUsage(item.price) ? 0 : amountOf(world, item.price, { quantity, currency: subscription.currency }),
    isByUsage: isByUsage(item.price),
    ownDiscounts: runningDiscounts(world, item.discounts, { at, currency: subscription.currency }),
    whole: wholeOfItem(subscription, item),
    until: item.current_period_end,
  };
}

/** An item that keeps its interval keeps its period; all others get the one that contains now. */
function periodAfter(before: Subscription, after: Subscription, item: SubscriptionItem, change: SubscriptionChange) {
  const known = before.items.data.find((each) => each.id === item.id);
  const period = change.startsPeriod
    ? newPeriod(after, item, change.now)
    : runningPeriod(after, item, { known, now: change.now });
  const end =
    after.cancel_at !== null && !after.cancel_at_period_end
      ? Math.min(period.end, Math.max(after.cancel_at, change.now))
      : period.end;
  return { current_period_start: period.start, current_period_end: end };
}

function newPeriod(after: Subscription, item: SubscriptionItem, now: number): Period {
  if (after.trial_end !== null && after.trial_end > now) return { start: now, end: after.trial_end };
  return { start: now, end: wholePeriod(after, item.price, now).end };
}

function runningPeriod(
  after: Subscription,
  item: SubscriptionItem,
  { known, now }: { known: SubscriptionItem | undefined; now: number },
): Period {
  if (after.trial_end !== null && after.trial_end > now) {
    return { start: known?.current_period_start ?? now, end: after.trial_end };
  }
  if (known === undefined || !sameInterval(known, item)) return wholePeriod(after, item.price, now);
  return { start: known.current_period_start, end: wholeOfItem(after, known).end };
}

export function sameInterval(one: SubscriptionItem, other: SubscriptionItem): boolean {
  const [first, second] = [one.price.recurring, other.price.recurring];
  return first?.interval === second?.interval && first?.interval_count === second?.interval_count;
}

/** A credit names the item as it was, a charge as it will be. */
function rowOf(
  { kind, item }: PlannedProration,
  items: readonly SubscriptionItem[],
  before: Subscription,
): SubscriptionItem {
  const row = (kind === "credit" ? before.items.data : items).find(({ id }) => id === item.id);
  if (row === undefined) throw new Error(`item ${item.id} has no ${kind}`);
  return row;
}
