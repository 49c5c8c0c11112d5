import type Stripe from "stripe";
import { amount, currency, signedAmount } from "../parameters/money.ts";
import { boolean, decimal, enumeration, integer } from "../parameters/scalars.ts";
import { either, required } from "../parameters/schema.ts";
import { hashOf, list, object, type Parsed } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import { invalidRequest } from "../wire/errors.ts";

/** What a price has and shows only when it is expanded; the id is the price's. */
export interface PriceOptions {
  readonly id: string;
  readonly tiers: Stored<Stripe.Price.Tier>[] | null;
  readonly currency_options: { readonly [currency: string]: Stored<Stripe.Price.CurrencyOptions> };
}

const tierShape = {
  flat_amount: amount(),
  flat_amount_decimal: decimal(),
  unit_amount: amount(),
  unit_amount_decimal: decimal(),
  up_to: required(either(enumeration(["inf"]), integer({ minimum: 1 }))),
};

const customUnitAmountShape = {
  enabled: required(boolean()),
  maximum: amount(),
  minimum: amount(),
  preset: amount(),
};

/** How much a price asks: exactly one of an amount, tiers and an amount the customer chooses. */
export const pricingShape = {
  custom_unit_amount: object(customUnitAmountShape),
  tax_behavior: enumeration(["exclusive", "inclusive", "unspecified"]),
  tiers: list(object(tierShape)),
  unit_amount: signedAmount(),
  unit_amount_decimal: decimal(),
};

export const currencyOptionsSchema = hashOf(object(pricingShape));

export type PricingGiven = Parsed<typeof pricingShape>;

export interface Pricing {
  readonly custom_unit_amount: Stored<Stripe.Price.CustomUnitAmount> | null;
  readonly tax_behavior: "exclusive" | "inclusive" | "unspecified";
  readonly unit_amount: number | null;
  readonly unit_amount_decimal: string | null;
}

export function buildPricing(given: PricingGiven): Pricing {
  const custom = given.custom_unit_amount?.enabled === true ? given.custom_unit_amount : null;
  const decimalAmount = given.unit_amount_decimal ?? given.unit_amount?.toString() ?? null;
  return {
    custom_unit_amount: custom && {
      maximum: custom.maximum ?? null,
      minimum: custom.minimum ?? null,
      preset: custom.preset ?? null,
    },
    tax_behavior: given.tax_behavior ?? "unspecified",
    unit_amount: decimalAmount === null || !/^-?\d+(\.0+)?$/u.test(decimalAmount) ? null : Number(decimalAmount),
    unit_amount_decimal: decimalAmount,
  };
}

/** Tiers grow, end with one that has no bound, and each says what it costs. */
export function buildTiers(given: NonNullable<PricingGiven["tiers"]>, param = "tiers"): Stored<Stripe.Price.Tier>[] {
  return given.map((tier, index) => {
    const bound = tier.up_to === "inf" ? null : tier.up_to;
    const isLast = index === given.length - 1;
    if (isLast !== (bound === null)) {
      throw invalidRequest("The last tier, and it alone, must have `up_to` set to `inf`.", { param });
    }
    const before = given[index - 1]?.up_to;
    if (bound !== null && typeof before === "number" && bound <= before) {
      throw invalidRequest("Tiers must be in ascending order of `up_to`.", { param });
    }
    const flat = tier.flat_amount_decimal ?? tier.flat_amount?.toString() ?? null;
    const unit = tier.unit_amount_decimal ?? tier.unit_amount?.toString() ?? null;
    if (flat === null && unit === null) {
      throw invalidRequest("Each tier must have at least one of `flat_amount` and `unit_amount`.", {
        param: `${param}[${index}]`,
      });
    }
    return {
      flat_amount: wholeOrNull(flat),
      flat_amount_decimal: flat,
      unit_amount: wholeOrNull(unit),
      unit_amount_decimal: unit,
      up_to: bound,
    };
  });
}

export function buildCurrencyOptions(
  given: { readonly [code: string]: PricingGiven },
  own: { readonly currency: string; readonly pricing: Pricing; readonly tiers: PriceOptions["tiers"] },
): PriceOptions["currency_options"] {
  const options: { [code: string]: Stored<Stripe.Price.CurrencyOptions> } = {
    [own.currency]: { ...own.pricing, ...(own.tiers === null ? {} : { tiers: own.tiers }) },
  };
  for (const [name, each] of Object.entries(given)) {
    const code = currency().parse(name, `currency_options[${name}]`);
    if (code === own.currency) continue;
    const tiers = each.tiers === undefined ? {} : { tiers: buildTiers(each.tiers, `currency_options[${name}][tiers]`) };
    options[code] = { ...buildPricing(each), ...tiers };
  }
  return options;
}

function wholeOrNull(text: string | null): number | null {
  return text === null || !/^-?\d+(\.0+)?$/u.test(text) ? null : Number(text);
}
