import type { Period } from "./anchor-periods.ts";
import { type DiscountTerms, discountLines } from "./discounts.ts";
import { roundedQuotient } from "./rounding.ts";

/**
 * Credits for time that was paid and will not be used, under flexible billing mode: each comes from an amount that was really
 * debited, so a price that was never charged is never credited, and time billed by several debits gives several credits.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations
 */
export function creditsFromDebits(debits: readonly Debit[], at: number): ProratedCredit[] {
  return debits.flatMap((debit) => {
    const period = { start: Math.max(at, debit.period.start), end: debit.creditedFrom };
    if (period.end <= period.start) return [];
    return [{ debit: debit.id, amount: mirror(timeShare(debit.amount, debit.period, period)), period }];
  });
}

/** An amount a customer was charged for a stretch of time of one subscription item, discounts already taken off. */
export type Debit = {
  readonly id: string;
  readonly amount: number;
  readonly period: Period;
  /** The stretch from here to its end was credited already; equal to the end while nothing was. */
  readonly creditedFrom: number;
};

export type ProratedCredit = { readonly debit: string; readonly amount: number; readonly period: Period };

/**
 * The part of an amount for a whole period that falls to `part` of it, by the second.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations ("Stripe prorates to the second").
 */
export function timeShare(amount: number, whole: Period, part: Period): number {
  const seconds = BigInt(part.end - part.start);
  return roundedQuotient(BigInt(amount) * seconds, BigInt(whole.end - whole.start));
}

/**
 * What each item costs for a whole interval after the discounts that a proration carries inside its amount. Flexible mode
 * shares an amount off by the items' amounts; classic mode takes all of it off each item, as the published figures do
 * (half of 10 USD less 5 USD is 2.50 USD), though the words beside them speak of equal parts.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations (coupons on several items).
 */
export function netAmounts(
  mode: BillingMode,
  items: readonly PricedItem[],
  discounts: readonly DiscountTerms[],
): number[] {
  return mode === "flexible" ? netOf(items, discounts) : items.flatMap((item) => netOf([item], discounts));
}

export type BillingMode = "classic" | "flexible";

export type PricedItem = {
  readonly amount: number;
  readonly product: string;
  readonly ownDiscounts?: readonly DiscountTerms[] | undefined;
};

/** The opposite of an amount, without JavaScript's negative zero. */
export function mirror(amount: number): number {
  return amount === 0 ? 0 : -amount;
}

function netOf(items: readonly PricedItem[], discounts: readonly DiscountTerms[]): number[] {
  const taken = discountLines(
    items.map((item) => ({ ...item, discountable: true })),
    discounts,
  );
  return items.map((item, index) => {
    const amounts = taken[index] ?? [];
    return amounts.reduce((left, { amount }) => left - amount, item.amount);
  });
}
