import { DECIMAL_UNIT, fromDecimal, roundedQuotient } from "../billing/rounding.ts";
import { createPrice } from "../resources/create-price.ts";
import type { World } from "../store/world.ts";
import { amountOf, productName, unitAmountOf } from "../subscribing/billed-price.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { LinePricing } from "./line-draft.ts";

interface AmountGiven {
  readonly amount?: number | undefined;
  readonly unit_amount_decimal?: string | undefined;
  readonly quantity?: number | undefined;
  readonly pricing?: { readonly price?: string | undefined } | undefined;
  readonly price_data?: Parameters<typeof createPrice>[1] | undefined;
}

interface ItemAmount {
  readonly amount: number;
  readonly quantity: number;
  readonly pricing: LinePricing | null;
  /** What the item is called when nobody says. */
  readonly name: string | null;
}

/** What an invoice item charges: an amount, or a quantity of a price that must be for one time. */
export function itemAmount(world: World, given: AmountGiven, currency: string): ItemAmount {
  const quantity = given.quantity ?? 1;
  if (given.amount !== undefined) {
    return {
      amount: given.amount,
      quantity: 1,
      name: null,
      pricing: { price: null, product: "", unitAmountDecimal: String(given.amount) },
    };
  }
  if (given.unit_amount_decimal !== undefined) {
    const amount = roundedQuotient(fromDecimal(given.unit_amount_decimal) * BigInt(quantity), DECIMAL_UNIT);
    return {
      amount,
      quantity,
      name: null,
      pricing: { price: null, product: "", unitAmountDecimal: given.unit_amount_decimal },
    };
  }
  const price =
    given.price_data === undefined
      ? world.prices.require(priceId(given), "pricing[price]", 400)
      : createPrice(world, { ...given.price_data, active: false });
  if (price.type !== "one_time") {
    throw invalidRequest(
      "The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.",
      { param: "pricing[price]" },
    );
  }
  return {
    amount: amountOf(world, price, { quantity, currency }),
    quantity,
    name: productName(world, price),
    pricing: { price: price.id, product: price.product, unitAmountDecimal: unitAmountOf(world, price, currency) },
  };
}

function priceId(given: AmountGiven): string {
  if (given.pricing?.price !== undefined) return given.pricing.price;
  throw invalidRequest("You must provide one of `amount`, `unit_amount_decimal`, `pricing[price]` or `price_data`.", {
    code: "parameter_missing",
    param: "amount",
  });
}
