import { insertInvoiceItem } from "../invoicing/pending-items.ts";
import { metadata } from "../parameters/metadata.ts";
import { boolean, integer, string } from "../parameters/scalars.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import { createPrice } from "../resources/create-price.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, noSuch } from "../wire/errors.ts";
import { amountOf, type Price, productName, unitAmountOf } from "./billed-price.ts";
import { oneTimePriceData } from "./item-parameters.ts";
import type { Subscription } from "./write-subscription.ts";

const shape = {
  discountable: boolean(),
  metadata: metadata(),
  price: string(),
  price_data: object(oneTimePriceData),
  quantity: integer({ minimum: 0 }),
};

export const addedItems = () => list(object(shape), { maximum: 20 });

/** `add_invoice_items`: one-time charges for the subscription's next invoice. */
export function insertAddedItems(
  world: World,
  subscription: Subscription,
  given: readonly Parsed<typeof shape>[],
  at: number,
): void {
  for (const [index, each] of given.entries()) {
    const price = oneTimePrice(world, each, `add_invoice_items[${index}]`);
    const quantity = each.quantity ?? 1;
    const { currency } = subscription;
    insertInvoiceItem(world, subscription.customer, {
      amount: amountOf(world, price, { quantity, currency }),
      currency,
      description: productName(world, price),
      discountable: each.discountable ?? true,
      ownDiscounts: [],
      period: { start: at, end: at },
      quantity,
      pricing: { price: price.id, product: price.product, unitAmountDecimal: unitAmountOf(world, price, currency) },
      metadata: each.metadata ?? {},
      subscription: subscription.id,
      subscriptionItem: null,
      invoiceItem: null,
      isProration: false,
      credited: null,
    });
  }
}

function oneTimePrice(world: World, given: Parsed<typeof shape>, param: string): Price {
  if (given.price_data !== undefined) return createPrice(world, { ...given.price_data, active: false });
  if (given.price === undefined) throw noSuch("price", "", `${param}[price]`, 400);
  const price = world.prices.require(given.price, `${param}[price]`, 400);
  if (price.type === "one_time") return price;
  throw invalidRequest(
    "The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.",
    { param: `${param}[price]` },
  );
}
