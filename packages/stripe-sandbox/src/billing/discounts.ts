import { addMonths } from "./anchor-periods.ts";
import { DECIMAL_UNIT, fromDecimal, roundedQuotient } from "./rounding.ts";

/**
 * What each discount takes off each line. Discounts apply one after the other, each to what the ones before it left;
 * a line that is not discountable (a proration already carries its discounts) is passed over, and nothing falls below zero.
 * Within a discount the lines share by their amounts, rounded down, the last takes the rest: Stripe's example of 5 USD off
 * 10 USD and 20 USD shows 1.66 and 3.34.
 * Sources: https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations,
 * https://docs.stripe.com/billing/subscriptions/coupons (stacking, `applies_to`).
 */
export function discountLines(
  lines: readonly DiscountableLine[],
  discounts: readonly DiscountTerms[],
): DiscountedLine[] {
  const results = lines.map(withOwnDiscounts);
  for (const terms of discounts) {
    const reached = lines.flatMap((line, index) => {
      const result = results[index];
      return result !== undefined && result.left > 0 && reaches(terms, line) ? [result] : [];
    });
    const total = reached.reduce((sum, result) => sum + result.left, 0);
    let toShare = discountOf(terms, total);
    let weight = total;
    for (const [index, result] of reached.entries()) {
      const share = index === reached.length - 1 ? toShare : floorShare(toShare, result.left, weight);
      weight -= result.left;
      toShare -= share;
      result.left -= share;
      result.taken.push({ discount: terms.id, amount: share });
    }
  }
  return results.map((result) => result.taken);
}

export type DiscountTerms = {
  readonly id: string;
  /** Per cent, up to two decimal places in Stripe's interface; exactly one of the two is set. */
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  /** Products the coupon is limited to; null means all. */
  readonly appliesToProducts: readonly string[] | null;
};

export type DiscountableLine = {
  readonly amount: number;
  readonly product: string | null;
  readonly discountable: boolean;
  /** Discounts of this line alone (of its subscription item); they come before those of the whole invoice. */
  readonly ownDiscounts?: readonly DiscountTerms[] | undefined;
};

export type DiscountAmount = { readonly discount: string; readonly amount: number };

export type DiscountedLine = readonly DiscountAmount[];

/** First instant at which the discount no longer applies; null never ends (or, for `once`, ends by being used). */
export function discountEnd(start: number, duration: string, durationInMonths: number | null): number | null {
  return duration === "repeating" && durationInMonths !== null ? addMonths(start, durationInMonths) : null;
}

/** What a discount takes off an amount, never more than the amount. */
function discountOf(terms: DiscountTerms, amount: number): number {
  if (terms.percentOff !== null) {
    return roundedQuotient(BigInt(amount) * fromDecimal(String(terms.percentOff)), 100n * DECIMAL_UNIT);
  }
  return Math.min(terms.amountOff ?? 0, amount);
}

function withOwnDiscounts(line: DiscountableLine): { left: number; taken: DiscountAmount[] } {
  const result = { left: line.amount, taken: [] as DiscountAmount[] };
  for (const terms of line.ownDiscounts ?? []) {
    if (!reaches(terms, line) || result.left <= 0) continue;
    const amount = discountOf(terms, result.left);
    result.left -= amount;
    result.taken.push({ discount: terms.id, amount });
  }
  return result;
}

function reaches(terms: DiscountTerms, line: DiscountableLine): boolean {
  const { appliesToProducts } = terms;
  if (!line.discountable) return false;
  return appliesToProducts === null || (line.product !== null && appliesToProducts.includes(line.product));
}

function floorShare(toShare: number, part: number, whole: number): number {
  return whole === 0 ? 0 : Number((BigInt(toShare) * BigInt(part)) / BigInt(whole));
}
