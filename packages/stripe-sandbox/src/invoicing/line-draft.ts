import type Stripe from "stripe";
import type { Period } from "../billing/anchor-periods.ts";
import type { Stored } from "../store/stored.ts";

/** A line before it stands on an invoice: what a renewal, a proration or an invoice item will charge. */
export interface LineDraft {
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly discountable: boolean;
  /** Discounts of this line alone. */
  readonly ownDiscounts: readonly string[];
  readonly period: Period;
  readonly quantity: number;
  readonly pricing: LinePricing | null;
  readonly metadata: { readonly [key: string]: string };
  readonly subscription: string | null;
  readonly subscriptionItem: string | null;
  readonly invoiceItem: string | null;
  readonly isProration: boolean;
  /** What a credit proration takes back. */
  readonly credited: CreditedDebit | null;
}

/** Lines of an invoice, or an invoice item that waited for one when it was credited. */
export type CreditedDebit =
  | { readonly invoice: string; readonly invoice_line_items: readonly string[] }
  | { readonly invoice_item: string };

export interface LinePricing {
  readonly price: string | null;
  readonly product: string;
  readonly unitAmountDecimal: string | null;
}

type Line = Stored<Stripe.InvoiceLineItem>;

/** The line as it stands on the invoice, not yet discounted. */
export function buildLine(draft: LineDraft, { id, invoice }: { id: string; invoice: string }): Line {
  return {
    id,
    object: "line_item",
    amount: draft.amount,
    currency: draft.currency,
    description: draft.description,
    discount_amounts: [],
    discountable: draft.discountable,
    discounts: [...draft.ownDiscounts],
    invoice,
    livemode: false,
    metadata: { ...draft.metadata },
    parent: buildParent(draft),
    period: { ...draft.period },
    pretax_credit_amounts: [],
    pricing: draft.pricing === null ? null : buildPricing(draft.pricing),
    quantity: draft.quantity,
    quantity_decimal: String(draft.quantity),
    subscription: draft.subscription,
    subtotal: draft.amount,
    taxes: [],
  } satisfies Line;
}

export function buildPricing(pricing: LinePricing) {
  return {
    ...(pricing.price === null ? {} : { price_details: { price: pricing.price, product: pricing.product } }),
    type: "price_details",
    unit_amount_decimal: pricing.unitAmountDecimal,
  } satisfies Stored<Stripe.InvoiceLineItem.Pricing>;
}

function buildParent(draft: LineDraft): Line["parent"] {
  const shared = {
    proration: draft.isProration,
    proration_details: { credited_items: creditedLines(draft.credited) },
    subscription: draft.subscription,
  };
  if (draft.subscriptionItem !== null) {
    const details = { ...shared, invoice_item: draft.invoiceItem, subscription_item: draft.subscriptionItem };
    return { invoice_item_details: null, subscription_item_details: details, type: "subscription_item_details" };
  }
  if (draft.invoiceItem === null) return null;
  const details = { ...shared, invoice_item: draft.invoiceItem };
  return { invoice_item_details: details, subscription_item_details: null, type: "invoice_item_details" };
}

/** A line can name lines only: what waited for an invoice when it was credited is named by the credit's invoice item. */
function creditedLines(credited: CreditedDebit | null) {
  if (credited === null || "invoice_item" in credited) return null;
  return { ...credited, invoice_line_items: [...credited.invoice_line_items] };
}
