import type Stripe from "stripe";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { currency } from "../parameters/money.ts";
import { boolean, enumeration, integer, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { missing, object, type Parsed } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { createProduct, productDataShape } from "./create-product.ts";
import {
  buildCurrencyOptions,
  buildPricing,
  buildTiers,
  currencyOptionsSchema,
  type PricingGiven,
  pricingShape,
} from "./price-options.ts";

type Price = Stored<Stripe.Price>;

export const recurringSchema = object({
  interval: required(enumeration(["day", "month", "week", "year"])),
  interval_count: integer({ minimum: 1 }),
  meter: string(),
  trial_period_days: integer({ minimum: 1, maximum: 730 }),
  usage_type: enumeration(["licensed", "metered"]),
});

export const priceShape = {
  ...pricingShape,
  active: boolean(),
  billing_scheme: enumeration(["per_unit", "tiered"]),
  currency: required(currency()),
  currency_options: currencyOptionsSchema,
  lookup_key: string({ maximumLength: 200 }),
  metadata: metadata(),
  nickname: string(),
  product: string(),
  product_data: object(productDataShape),
  recurring: recurringSchema,
  tiers_mode: enumeration(["graduated", "volume"]),
  transfer_lookup_key: boolean(),
  transform_quantity: object({
    divide_by: required(integer({ minimum: 1 })),
    round: required(enumeration(["down", "up"])),
  }),
};

export function createPrice(world: World, given: Parsed<typeof priceShape>): Price {
  const tiers = checkPricing(given);
  const recurring = given.recurring === undefined ? null : buildRecurring(given.recurring);
  const product = productOf(world, given);
  if (given.lookup_key !== undefined) takeLookupKey(world, given.lookup_key, given.transfer_lookup_key === true);
  const pricing = buildPricing(given);
  const price = {
    id: world.prices.newId(),
    object: "price",
    active: given.active ?? true,
    billing_scheme: given.billing_scheme ?? "per_unit",
    created: now(world),
    currency: given.currency,
    custom_unit_amount: pricing.custom_unit_amount,
    livemode: false,
    lookup_key: given.lookup_key ?? null,
    metadata: mergeMetadata({}, given.metadata),
    nickname: given.nickname ?? null,
    product,
    recurring,
    tax_behavior: pricing.tax_behavior,
    tiers_mode: given.tiers_mode ?? null,
    transform_quantity: given.transform_quantity ?? null,
    type: recurring === null ? "one_time" : "recurring",
    unit_amount: pricing.unit_amount,
    unit_amount_decimal: pricing.unit_amount_decimal,
  } satisfies Price;
  world.prices.insert(price);
  const currency_options = buildCurrencyOptions(given.currency_options ?? {}, {
    currency: price.currency,
    pricing,
    tiers,
  });
  world.price_options.insert({ id: price.id, tiers, currency_options });
  emit(world, "price.created", price);
  return price;
}

/** A lookup key names one price; it moves to another only when asked. */
export function takeLookupKey(world: World, lookupKey: string, mayTransfer: boolean): void {
  const holder = world.prices.where((price) => price.lookup_key === lookupKey)[0];
  if (holder === undefined) return;
  if (!mayTransfer) {
    throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: "lookup_key" });
  }
  emit(world, "price.updated", world.prices.update(holder.id, { lookup_key: null }), holder);
}

function buildRecurring(given: NonNullable<Parsed<typeof priceShape>["recurring"]>) {
  const interval_count = given.interval_count ?? 1;
  // Stripe bills at least every three years.
  const maximum = { day: 1095, week: 156, month: 36, year: 3 }[given.interval];
  if (interval_count > maximum) {
    throw invalidRequest(`Invalid interval_count: the maximum for \`${given.interval}\` is ${maximum}.`, {
      param: "recurring[interval_count]",
    });
  }
  if (given.usage_type === "metered") {
    throw invalidRequest("Metered prices need a billing meter, which the sandbox does not cover.", {
      param: "recurring[usage_type]",
    });
  }
  if (given.meter !== undefined) {
    throw invalidRequest("Billing meters are not covered by the sandbox.", { param: "recurring[meter]" });
  }
  return {
    interval: given.interval,
    interval_count,
    meter: null,
    trial_period_days: given.trial_period_days ?? null,
    usage_type: given.usage_type ?? "licensed",
  } satisfies Stored<Stripe.Price.Recurring>;
}

function checkPricing(
  given: PricingGiven &
    Pick<Parsed<typeof priceShape>, "billing_scheme" | "tiers_mode" | "recurring" | "transform_quantity">,
) {
  if (given.unit_amount !== undefined && given.unit_amount_decimal !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: unit_amount, unit_amount_decimal.", {
      param: "unit_amount",
    });
  }
  if (given.billing_scheme === "tiered") {
    if (given.tiers === undefined || given.tiers.length === 0) throw missing("tiers");
    if (given.tiers_mode === undefined) throw missing("tiers_mode");
    if (given.unit_amount !== undefined || given.unit_amount_decimal !== undefined) {
      throw invalidRequest("`unit_amount` cannot be used with `billing_scheme=tiered`.", { param: "unit_amount" });
    }
    return buildTiers(given.tiers);
  }
  if (given.tiers !== undefined || given.tiers_mode !== undefined) {
    throw invalidRequest("`tiers` can only be used with `billing_scheme=tiered`.", { param: "tiers" });
  }
  const isCustom = given.custom_unit_amount?.enabled === true;
  if (isCustom && given.recurring !== undefined) {
    throw invalidRequest("`custom_unit_amount` cannot be used with recurring prices.", { param: "custom_unit_amount" });
  }
  if (!isCustom && given.unit_amount === undefined && given.unit_amount_decimal === undefined) {
    throw missing("unit_amount");
  }
  const value = Number(given.unit_amount_decimal ?? given.unit_amount ?? 0);
  if (value < 0) {
    throw invalidRequest("This value must be greater than or equal to 0.", {
      code: "parameter_invalid_integer",
      param: "unit_amount",
    });
  }
  return null;
}

function productOf(world: World, given: Parsed<typeof priceShape>): string {
  if (given.product !== undefined && given.product_data !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: product, product_data.", { param: "product" });
  }
  if (given.product_data !== undefined) return createProduct(world, given.product_data).id;
  if (given.product === undefined) throw missing("product");
  return world.products.require(given.product, "product", 400).id;
}
