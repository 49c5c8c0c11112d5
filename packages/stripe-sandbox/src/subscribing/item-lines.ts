import type { PlannedProration } from "../billing/plan-change.ts";
import { timeShare } from "../billing/proration.ts";
import type { CreditedDebit, LineDraft } from "../invoicing/line-draft.ts";
import type { World } from "../store/world.ts";
import { amountOf, describePrice, isByUsage, productName, unitAmountOf } from "./billed-price.ts";
import { wholeOfItem } from "./item-periods.ts";
import type { ItemDebit } from "./records.ts";
import { isTrialAt, type Subscription, type SubscriptionItem } from "./write-subscription.ts";

/**
 * The line that bills an item for its current period, at its start: all of it, or the seconds there are when the period is cut
 * by an anchor or by a date to cancel. A trial is free. Items billed by usage come with their usage, of which there is none here.
 */
export function periodLine(world: World, subscription: Subscription, item: SubscriptionItem): LineDraft {
  const quantity = item.quantity ?? 0;
  const period = { start: item.current_period_start, end: item.current_period_end };
  if (isTrialAt(subscription, period.start)) {
    const description = `Free trial for ${quantity} × ${productName(world, item.price)}`;
    return itemLine(world, subscription, item, { amount: 0, description, period, isProration: false });
  }
  const whole = wholeOfItem(subscription, item);
  const isWhole = whole.start === period.start && whole.end === period.end;
  const { currency } = subscription;
  const full = isByUsage(item.price) ? 0 : amountOf(world, item.price, { quantity, currency });
  return itemLine(world, subscription, item, {
    amount: isWhole ? full : timeShare(full, whole, period),
    description: describePrice(world, item.price, { quantity, currency }),
    period,
    isProration: false,
  });
}

/** A proration names what it credits or charges, and from which day. */
export function prorationLine(
  world: World,
  subscription: Subscription,
  item: SubscriptionItem,
  planned: PlannedProration,
): LineDraft {
  const { quantity } = planned.item;
  const name = quantity === 1 ? productName(world, item.price) : `${quantity} × ${productName(world, item.price)}`;
  const verb = planned.kind === "credit" ? "Unused" : "Remaining";
  const description = `${verb} time on ${name} after ${dayName(planned.period.start)}`;
  const debit = planned.debit === null ? undefined : world.item_debits.get(planned.debit);
  const line = itemLine(world, subscription, item, {
    amount: planned.amount,
    description,
    period: planned.period,
    isProration: true,
  });
  return debit === undefined ? line : { ...line, credited: creditedDebit(debit) };
}

function creditedDebit({ source }: ItemDebit): CreditedDebit {
  if ("line" in source) return { invoice: source.invoice, invoice_line_items: [source.line] };
  return { invoice_item: source.invoiceItem };
}

function itemLine(
  world: World,
  subscription: Subscription,
  item: SubscriptionItem,
  line: Pick<LineDraft, "amount" | "description" | "period" | "isProration">,
): LineDraft {
  const { price } = item;
  return {
    ...line,
    currency: subscription.currency,
    discountable: !line.isProration,
    ownDiscounts: line.isProration ? [] : item.discounts,
    quantity: item.quantity ?? 0,
    pricing: {
      price: price.id,
      product: price.product,
      unitAmountDecimal: unitAmountOf(world, price, subscription.currency),
    },
    metadata: subscription.metadata,
    subscription: subscription.id,
    subscriptionItem: item.id,
    invoiceItem: null,
    credited: null,
  };
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `01 Sep 2020` */
function dayName(at: number): string {
  const date = new Date(at * 1000);
  return `${String(date.getUTCDate()).padStart(2, "0")} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
