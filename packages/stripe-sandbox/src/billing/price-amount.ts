import { DECIMAL_UNIT, fromDecimal, roundedQuotient } from "./rounding.ts";

/**
 * What `quantity` of a price costs for one whole interval, in the currency's smallest unit.
 * Sources: https://docs.stripe.com/products-prices/pricing-models (tiers, packages),
 * https://docs.stripe.com/api/prices/object (`unit_amount_decimal` has at most twelve decimal places).
 */
export function priceAmount(terms: PriceTerms, quantity: number): number {
  const units = transformed(quantity, terms.transformQuantity);
  const exact =
    terms.tiers === null ? fromDecimal(terms.unitAmountDecimal) * BigInt(units) : tiered(terms.tiers, units);
  return roundedQuotient(exact, DECIMAL_UNIT);
}

export type PriceTerms = {
  readonly unitAmountDecimal: string;
  readonly transformQuantity: { readonly divideBy: number; readonly round: "up" | "down" } | null;
  readonly tiers: Tiers | null;
};

export type Tiers = {
  /** Graduated: each unit at its own tier's price. Volume: all units at the price of the tier the total falls in. */
  readonly mode: "graduated" | "volume";
  readonly steps: readonly {
    /** Last unit of the tier; null means without end. */
    readonly upTo: number | null;
    readonly unitAmountDecimal: string;
    readonly flatAmountDecimal: string;
  }[];
};

function transformed(quantity: number, transform: PriceTerms["transformQuantity"]): number {
  if (transform === null) return quantity;
  const packages = quantity / transform.divideBy;
  return transform.round === "up" ? Math.ceil(packages) : Math.floor(packages);
}

function tiered(tiers: Tiers, units: number): bigint {
  let exact = 0n;
  let below = 0;
  for (const step of tiers.steps) {
    const isLast = step.upTo === null || units <= step.upTo;
    if (tiers.mode === "volume") {
      if (isLast) return fromDecimal(step.flatAmountDecimal) + fromDecimal(step.unitAmountDecimal) * BigInt(units);
      continue;
    }
    const inStep = Math.min(units, step.upTo ?? units) - below;
    if (inStep > 0 || below === 0) {
      exact += fromDecimal(step.flatAmountDecimal) + fromDecimal(step.unitAmountDecimal) * BigInt(inStep);
    }
    if (isLast) return exact;
    below = step.upTo ?? below;
  }
  return exact;
}
