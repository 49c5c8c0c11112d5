import type { Period } from "./anchor-periods.ts";
import type { DiscountTerms } from "./discounts.ts";
import { type BillingMode, creditsFromDebits, type Debit, mirror, netAmounts, timeShare } from "./proration.ts";

/**
 * The prorations of a change to a subscription: for each item that changes, credits for the time paid and not used, then the
 * charge for the rest of the period as it will be. Items that stay the same have none; neither has an item billed by usage.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations (what triggers prorations, credit prorations).
 */
export function planChange(change: PlannedChange): PlannedProration[] {
  const after = new Map(change.after.map((item) => [item.id, item]));
  const before = new Map(change.before.map((item) => [item.id, item]));
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].flatMap((id) => {
    const old = before.get(id);
    const fresh = after.get(id);
    if (old !== undefined && fresh !== undefined && isSame(old, fresh)) return [];
    return [
      ...(old === undefined ? [] : creditsOf(old, change, onlyShortened(old, fresh))),
      ...(fresh === undefined ? [] : chargesOf(fresh, change, onlyLengthened(old, fresh))),
    ];
  });
}

export type BilledItem = {
  readonly id: string;
  readonly price: string;
  readonly product: string;
  readonly quantity: number;
  /** Price times quantity for one whole interval, before discounts. */
  readonly amount: number;
  readonly isByUsage: boolean;
  readonly ownDiscounts: readonly DiscountTerms[];
  /** The whole interval the change falls into. */
  readonly whole: Period;
  /** Where billing of this item stops: the end of the interval, or earlier when the subscription is to be canceled. */
  readonly until: number;
};

export type PlannedChange = {
  readonly mode: BillingMode;
  readonly at: number;
  readonly before: readonly BilledItem[];
  readonly after: readonly BilledItem[];
  /** Of all items before; used in flexible mode only. */
  readonly debits: readonly (Debit & { readonly item: string })[];
  /** Of the whole subscription as it will be: a change of discounts counts for the prorations of the same request. */
  readonly discounts: readonly DiscountTerms[];
};

export type PlannedProration = {
  readonly kind: "credit" | "charge";
  readonly item: BilledItem;
  readonly amount: number;
  readonly period: Period;
  /** The debit that is credited, where one is known. */
  readonly debit: string | null;
};

/** A change of the end alone touches nothing before the earlier of the two ends. */
function onlyShortened(old: BilledItem, fresh: BilledItem | undefined): number | null {
  return fresh !== undefined && sameTerms(old, fresh) ? fresh.until : null;
}

function onlyLengthened(old: BilledItem | undefined, fresh: BilledItem): number | null {
  return old !== undefined && sameTerms(old, fresh) ? old.until : null;
}

function creditsOf(item: BilledItem, change: PlannedChange, from: number | null): PlannedProration[] {
  const at = Math.max(change.at, from ?? change.at);
  if (item.isByUsage || at >= item.until) return [];
  if (change.mode === "flexible") {
    const debits = change.debits.filter((debit) => debit.item === item.id);
    return creditsFromDebits(debits, at).map(({ debit, amount, period }) => {
      return { kind: "credit", item, amount, period, debit };
    });
  }
  const period = { start: at, end: item.until };
  const amount = mirror(timeShare(netOf(item, change.before, change), item.whole, period));
  return [{ kind: "credit", item, amount, period, debit: null }];
}

function chargesOf(item: BilledItem, change: PlannedChange, from: number | null): PlannedProration[] {
  const period = { start: Math.max(change.at, from ?? change.at), end: item.until };
  if (item.isByUsage || period.start >= period.end) return [];
  const amount = timeShare(netOf(item, change.after, change), item.whole, period);
  return [{ kind: "charge", item, amount, period, debit: null }];
}

function netOf(item: BilledItem, among: readonly BilledItem[], { mode, discounts }: PlannedChange): number {
  const licensed = among.filter((each) => !each.isByUsage);
  const net = netAmounts(mode, licensed, discounts);
  return net[licensed.findIndex((each) => each.id === item.id)] ?? 0;
}

function isSame(one: BilledItem, other: BilledItem): boolean {
  return sameTerms(one, other) && one.until === other.until;
}

function sameTerms(one: BilledItem, other: BilledItem): boolean {
  return one.price === other.price && one.quantity === other.quantity && one.whole.end === other.whole.end;
}
