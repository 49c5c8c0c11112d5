import type Stripe from "stripe";
import { SECONDS_PER_DAY } from "../billing/anchor-periods.ts";
import { scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { InvoiceTerms } from "../invoicing/build-invoice.ts";
import { draftInvoice } from "../invoicing/draft-invoice.ts";
import { finalizeInvoice } from "../invoicing/finalize-invoice.ts";
import { markUncollectible, voidInvoice } from "../invoicing/give-up-invoice.ts";
import type { LineDraft } from "../invoicing/line-draft.ts";
import { lineOfItem, pendingItems } from "../invoicing/pending-items.ts";
import { isUsedOnce } from "../invoicing/running-discounts.ts";
import { billingSettings } from "../invoicing/settings.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { type Subscription, writeSubscription } from "./write-subscription.ts";

type Invoice = Stored<Stripe.Invoice>;

/** A draft for the subscription, with everything that waits for its next invoice; it becomes the latest invoice. */
export function draftSubscriptionInvoice(world: World, subscription: Subscription, asked: InvoiceAsked): Invoice {
  const pending = pendingItems(world, subscription.customer, {
    subscription: subscription.id,
    currency: subscription.currency,
  });
  const lines = [...pending.map(lineOfItem), ...asked.lines];
  const invoice = draftInvoice(world, subscription.customer, termsOf(world, subscription, asked), lines);
  const discounts = subscription.discounts.filter((id) => !isConsumed(world, invoice, id));
  for (const id of subscription.discounts) {
    if (!discounts.includes(id)) emit(world, "customer.discount.deleted", world.discounts.require(id));
  }
  writeSubscription(world, subscription.id, { latest_invoice: invoice.id, discounts });
  return invoice;
}

export interface InvoiceAsked {
  readonly billingReason: string;
  readonly lines: readonly LineDraft[];
  /** True for renewals, which stay drafts for a while. */
  readonly waits?: boolean;
  readonly period?: { readonly start: number; readonly end: number };
}

/** A paused collection decides what becomes of the invoices made meanwhile; returns true where it did. */
export function holdBack(world: World, subscription: Subscription, invoice: string): boolean {
  switch (subscription.pause_collection?.behavior) {
    case undefined:
      return false;
    case "void":
      finalizeInvoice(world, invoice, { autoAdvance: false });
      if (world.invoices.require(invoice).status === "open") voidInvoice(world, invoice);
      return true;
    case "mark_uncollectible":
      finalizeInvoice(world, invoice, { autoAdvance: false });
      if (world.invoices.require(invoice).status === "open") markUncollectible(world, invoice);
      return true;
    default:
      world.invoices.update(invoice, { auto_advance: false, automatically_finalizes_at: null });
      return true;
  }
}

/** Source: https://docs.stripe.com/billing/invoices/subscription (a renewal's invoice is a draft for about an hour). */
export function planFinalization(world: World, subscription: Subscription, invoice: Invoice): void {
  if (invoice.automatically_finalizes_at === null) return;
  const testClock = subscription.test_clock ?? null;
  scheduleWork(world, {
    kind: "invoice.finalize",
    subject: invoice.id,
    at: invoice.automatically_finalizes_at,
    testClock,
  });
}

/** A coupon of duration `once` is used up by the first invoice it takes something off. */
function isConsumed(world: World, invoice: Invoice, discount: string): boolean {
  return (
    isUsedOnce(world, discount) && (invoice.total_discount_amounts ?? []).some((each) => each.discount === discount)
  );
}

function termsOf(world: World, subscription: Subscription, asked: InvoiceAsked): InvoiceTerms {
  const now = nowOfCustomer(world, subscription.customer);
  const isPaused = subscription.pause_collection !== null || subscription.status === "unpaid";
  const isSent = subscription.collection_method === "send_invoice";
  const finalizesAt = asked.waits === true && !isPaused ? now + billingSettings(world).draftSeconds : null;
  return {
    billingReason: asked.billingReason,
    collectionMethod: subscription.collection_method,
    currency: subscription.currency,
    autoAdvance: !isPaused,
    automaticallyFinalizesAt: finalizesAt,
    dueDate: isSent ? (finalizesAt ?? now) + (subscription.days_until_due ?? 30) * SECONDS_PER_DAY : null,
    defaultPaymentMethod: null,
    description: subscription.invoice_settings.description,
    discounts: subscription.discounts,
    footer: subscription.invoice_settings.footer,
    metadata: {},
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: "subscription_details",
    },
    period: asked.period ?? { start: now, end: now },
    statementDescriptor: null,
    paymentMethodTypes: subscription.payment_settings?.payment_method_types ?? null,
  };
}
