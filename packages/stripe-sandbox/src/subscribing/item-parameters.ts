import type Stripe from "stripe";
import { type DiscountPlace, discountsParameter, redeemDiscounts } from "../invoicing/redeem-discounts.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { amount, currency } from "../parameters/money.ts";
import { boolean, decimal, enumeration, integer, string } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import { switchedOff } from "../parameters/uncovered.ts";
import { createPrice } from "../resources/create-price.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { type Price, planOf } from "./billed-price.ts";
import type { SubscriptionItem } from "./write-subscription.ts";

const recurring = object({
  interval: required(enumeration(["day", "month", "week", "year"])),
  interval_count: integer({ minimum: 1 }),
});

export const oneTimePriceData = {
  currency: required(currency()),
  product: required(string()),
  tax_behavior: enumeration(["exclusive", "inclusive", "unspecified"]),
  unit_amount: amount(),
  unit_amount_decimal: decimal(),
};

export const itemShape = {
  discounts: emptyable(discountsParameter()),
  metadata: metadata(),
  plan: string(),
  price: string(),
  price_data: object({ ...oneTimePriceData, recurring: required(recurring) }),
  quantity: integer({ minimum: 0, maximum: 999_999_999 }),
};

export const NO_USAGE = "`clear_usage` can only be true for an item whose price is metered.";

export const newItems = () => list(object(itemShape), { maximum: 20 });
export const changedItems = () =>
  list(object({ ...itemShape, clear_usage: switchedOff(NO_USAGE), deleted: boolean(), id: string() }), { maximum: 20 });

export type ItemGiven = Parsed<typeof itemShape>;
export type ItemChange = ItemGiven & { readonly id?: string | undefined; readonly deleted?: boolean | undefined };

/** The price an item names or describes; null when it says nothing of it. */
export function priceGiven(
  world: World,
  given: ItemGiven,
  { param, currency: billed }: { param: string; currency: string | null },
): Price | null {
  const id = given.price ?? given.plan;
  if (id === undefined && given.price_data === undefined) return null;
  const price = id === undefined ? inlinePrice(world, given) : world.prices.require(id, `${param}[price]`, 400);
  if (price.type !== "recurring") {
    throw invalidRequest(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      { param: `${param}[price]` },
    );
  }
  if (id !== undefined && !price.active) {
    throw invalidRequest("The price specified is inactive. This field only accepts active prices.", {
      param: `${param}[price]`,
    });
  }
  if (billed !== null && !hasCurrency(world, price, billed)) {
    throw invalidRequest(
      `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${billed}\`.`,
      { param: `${param}[price]` },
    );
  }
  return price;
}

/** A new row for the item; its period is worked out by whoever bills it. */
export function buildItem(
  world: World,
  given: ItemGiven,
  about: { price: Price; subscription: string; created: number },
): SubscriptionItem {
  return {
    id: world.subscription_items.newId(),
    object: "subscription_item",
    billing_thresholds: null,
    created: about.created,
    current_period_end: about.created,
    current_period_start: about.created,
    current_trial: null,
    discounts: [],
    metadata: mergeMetadata({}, given.metadata),
    plan: planOf(about.price),
    price: about.price,
    quantity: given.quantity ?? 1,
    subscription: about.subscription,
    tax_rates: [],
  } satisfies SubscriptionItem;
}

/** The item's own discounts: redeemed anew when given, taken away by an empty value. */
export function withDiscounts(
  world: World,
  item: SubscriptionItem,
  given: ItemGiven,
  place: Omit<DiscountPlace, "subscriptionItem">,
): SubscriptionItem {
  if (given.discounts === undefined) return item;
  return { ...item, discounts: redeemDiscounts(world, given.discounts ?? [], { ...place, subscriptionItem: item.id }) };
}

/** No two items of one price, and one interval for all where the billing mode asks for it. */
export function checkItems(items: readonly SubscriptionItem[], mode: Stripe.Subscription.BillingMode.Type): void {
  if (items.length > 20) throw invalidRequest("A subscription can have at most 20 items.", { param: "items" });
  const prices = items.map((item) => item.price.id);
  const twice = prices.find((price, index) => prices.indexOf(price) !== index);
  if (twice !== undefined) {
    throw invalidRequest(`Cannot add multiple subscription items with the same price: ${twice}`, { param: "items" });
  }
  const intervals = new Set(items.map(({ price: { recurring: each } }) => `${each?.interval_count} ${each?.interval}`));
  if (mode === "classic" && intervals.size > 1) {
    throw invalidRequest(
      "All prices on a subscription must have the same `recurring.interval` and `recurring.interval_count`. If you meant to update an existing subscription item instead of creating a new one, make sure to include the subscription item ID in your request.",
      { param: "items" },
    );
  }
}

function inlinePrice(world: World, given: ItemGiven): Price {
  const { id } = createPrice(world, { ...given.price_data, currency: given.price_data?.currency ?? "usd" });
  return world.prices.update(id, { active: false });
}

function hasCurrency(world: World, price: Price, billed: string): boolean {
  return price.currency === billed || world.price_options.get(price.id)?.currency_options[billed] !== undefined;
}
