import type Stripe from "stripe";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { buildPricing, type CreditedDebit, type LineDraft } from "./line-draft.ts";

export type InvoiceItem = Stored<Stripe.InvoiceItem>;

/** A charge or credit that waits for the customer's next invoice. */
export function insertInvoiceItem(world: World, customer: string, draft: LineDraft): InvoiceItem {
  const item = buildInvoiceItem(world, customer, draft);
  world.invoice_items.insert(item);
  if (draft.subscriptionItem !== null && draft.isProration && draft.amount > 0) {
    const source = { invoiceItem: item.id };
    const { subscriptionItem, amount, period } = draft;
    const id = world.item_debits.newId();
    world.item_debits.insert({ id, item: subscriptionItem, amount, period, creditedFrom: period.end, source });
  }
  emit(world, "invoiceitem.created", item);
  return item;
}

/** What waits for an invoice of this customer: of this subscription, or of none. */
export function pendingItems(world: World, customer: string, { subscription, currency }: PendingOf): InvoiceItem[] {
  return world.invoice_items.where(
    (item) =>
      item.customer === customer && item.invoice === null && item.currency === currency && isFor(item, subscription),
  );
}

interface PendingOf {
  /** Null asks for items of no subscription only. */
  readonly subscription: string | null;
  readonly currency: string;
}

/** The line that brings a waiting item onto an invoice. */
export function lineOfItem(item: InvoiceItem): LineDraft {
  const details = item.parent?.subscription_details;
  return {
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discountable: item.discountable,
    ownDiscounts: item.discounts ?? [],
    period: item.period,
    quantity: item.quantity,
    pricing: pricingOf(item),
    metadata: item.metadata ?? {},
    subscription: details?.subscription ?? null,
    subscriptionItem: details?.subscription_item ?? null,
    invoiceItem: item.id,
    isProration: item.proration,
    credited: creditedBy(item),
  };
}

function pricingOf({ pricing }: InvoiceItem): LineDraft["pricing"] {
  if (pricing === null) return null;
  const details = pricing.price_details;
  return {
    price: details?.price ?? null,
    product: details?.product ?? "",
    unitAmountDecimal: pricing.unit_amount_decimal,
  };
}

function isFor(item: InvoiceItem, subscription: string | null): boolean {
  const own = item.parent?.subscription_details?.subscription ?? null;
  return own === null || own === subscription;
}

function buildInvoiceItem(world: World, customer: string, draft: LineDraft): InvoiceItem {
  const { subscription, subscriptionItem, credited } = draft;
  return {
    id: world.invoice_items.newId(),
    object: "invoiceitem",
    amount: draft.amount,
    currency: draft.currency,
    customer,
    customer_account: null,
    date: nowOfCustomer(world, customer),
    description: draft.description,
    discountable: draft.discountable,
    discounts: [...draft.ownDiscounts],
    invoice: null,
    livemode: false,
    metadata: { ...draft.metadata },
    net_amount: draft.amount,
    parent: subscription === null ? null : parentOf(subscription, subscriptionItem),
    period: { ...draft.period },
    pricing: draft.pricing === null ? null : buildPricing(draft.pricing),
    proration: draft.isProration,
    ...(draft.isProration
      ? { proration_details: { credited_items: creditedItems(credited), discount_amounts: [] } }
      : {}),
    quantity: draft.quantity,
    quantity_decimal: String(draft.quantity),
    tax_rates: [],
    test_clock: testClockOfCustomer(world, customer),
  } satisfies InvoiceItem;
}

function parentOf(subscription: string, item: string | null) {
  const details = { subscription, ...(item === null ? {} : { subscription_item: item }) };
  return { subscription_details: details, type: "subscription_details" } as const;
}

function creditedBy({ proration_details: details }: InvoiceItem): CreditedDebit | null {
  const { invoice_line_item_details: lines, invoice_item: item } = details?.credited_items ?? {};
  if (lines !== undefined) return lines;
  return item === undefined ? null : { invoice_item: item };
}

/** Source: https://docs.stripe.com/changelog/dahlia/2026-05-27/invoice-item-proration-credited-items */
function creditedItems(credited: LineDraft["credited"]) {
  if (credited === null) return null;
  if ("invoice_item" in credited) return { ...credited, type: "invoice_item" };
  const details = { invoice: credited.invoice, invoice_line_items: [...credited.invoice_line_items] };
  return { invoice_line_item_details: details, type: "invoice_line_items" };
}
