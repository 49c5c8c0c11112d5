import type Stripe from "stripe";
import { type DiscountTerms, discountLines } from "../billing/discounts.ts";
import { couponOptions } from "../invoicing/coupon-options.ts";
import { amountOffIn, requireRedeemable } from "../invoicing/redeemable-coupon.ts";
import { missing, type Parsed } from "../parameters/structures.ts";
import { createPrice } from "../resources/create-price.ts";
import { randomText } from "../store/ids.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { amountOf, type Price, productName } from "../subscribing/billed-price.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { lineItemShape } from "./session-parameters.ts";

export type LineItem = Stored<Stripe.LineItem>;

/** What is for sale, before any discount; all of it in one currency. */
export function buildLineItems(
  world: World,
  given: readonly Parsed<typeof lineItemShape>[],
  currency: string | null,
): LineItem[] {
  // What a subscription is made of must be for sale when it begins; other prices made in passing are for this session alone.
  const isForSale = given.some((each) => each.price_data?.recurring !== undefined || isRecurring(world, each.price));
  const priced = given.map((each, index) => ({
    each,
    price: priceOf(world, each, { param: `line_items[${index}]`, isForSale }),
    param: `line_items[${index}]`,
  }));
  const sold = currency ?? priced[0]?.price.currency ?? "usd";
  return priced.map(({ each, price, param }) => {
    if (each.quantity === undefined) throw missing(`${param}[quantity]`);
    const options = world.price_options.get(price.id)?.currency_options ?? {};
    if (price.currency !== sold && options[sold] === undefined) {
      throw invalidRequest(
        `You cannot combine currencies on a single Checkout Session: the price \`${price.id}\` is in ${price.currency} and not in ${sold}.`,
        { param: `${param}[price]` },
      );
    }
    const amount = amountOf(world, price, { quantity: each.quantity, currency: sold });
    return {
      id: `li_1${randomText(23)}`,
      object: "item",
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: sold,
      description: productName(world, price),
      metadata: {},
      price,
      quantity: each.quantity,
    } satisfies LineItem;
  });
}

/** The items with a coupon's discount spread over them, as an invoice spreads it. */
export function discounted(world: World, items: readonly LineItem[], couponId: string | null, at: number): LineItem[] {
  const terms = couponId === null ? [] : [termsOf(world, couponId, { currency: items[0]?.currency ?? "usd", at })];
  const taken = discountLines(
    items.map((item) => ({ amount: item.amount_subtotal, product: item.price?.product ?? null, discountable: true })),
    terms,
  );
  return items.map((item, index) => {
    const amount_discount = (taken[index] ?? []).reduce((sum, each) => sum + each.amount, 0);
    return { ...item, amount_discount, amount_total: item.amount_subtotal - amount_discount };
  });
}

/** What the customer pays today: recurring items wait while there is a trial. */
export function dueToday(
  items: readonly LineItem[],
  hasTrial: boolean,
): { subtotal: number; discount: number; total: number } {
  const due = items.filter((item) => !hasTrial || item.price?.recurring == null);
  const sum = (pick: (item: LineItem) => number) => due.reduce((total, item) => total + pick(item), 0);
  return {
    subtotal: sum((item) => item.amount_subtotal),
    discount: sum((item) => item.amount_discount),
    total: sum((item) => item.amount_total),
  };
}

function termsOf(world: World, id: string, { currency, at }: { currency: string; at: number }): DiscountTerms {
  const coupon = requireRedeemable(world, id, { customer: null, at, currency });
  return {
    id: coupon.id,
    percentOff: coupon.percent_off,
    amountOff: coupon.percent_off === null ? (amountOffIn(world, coupon, currency) ?? 0) : null,
    appliesToProducts: couponOptions(world, coupon.id).applies_to?.products ?? null,
  };
}

function isRecurring(world: World, price: string | undefined): boolean {
  return price !== undefined && world.prices.get(price)?.recurring != null;
}

function priceOf(
  world: World,
  given: Parsed<typeof lineItemShape>,
  { param, isForSale }: { param: string; isForSale: boolean },
): Price {
  if (given.price !== undefined) {
    const price = world.prices.require(given.price, `${param}[price]`, 400);
    if (price.custom_unit_amount !== null) {
      throw invalidRequest("The sandbox's page does not ask how much to pay (`custom_unit_amount`).", {
        param: `${param}[price]`,
      });
    }
    if (price.active) return price;
    throw invalidRequest("The price specified is inactive. This field only accepts active prices.", {
      param: `${param}[price]`,
    });
  }
  if (given.price_data === undefined) throw missing(`${param}[price]`);
  return createPrice(world, { ...given.price_data, active: isForSale });
}
