import type Stripe from "stripe";
import { SECONDS_PER_DAY } from "../billing/anchor-periods.ts";
import { scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import type { Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { statementDescriptorProblem } from "../payments/statement-descriptor.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { draftSubscriptionInvoice } from "../subscribing/subscription-invoice.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { InvoiceTerms } from "./build-invoice.ts";
import { draftInvoice, recount } from "./draft-invoice.ts";
import { requireDraft } from "./finalize-invoice.ts";
import type { invoiceCreateShape, invoiceUpdateShape } from "./invoice-parameters.ts";
import { lineOfItem, pendingItems } from "./pending-items.ts";
import { redeemDiscounts } from "./redeem-discounts.ts";

type Invoice = Stored<Stripe.Invoice>;

/** A draft made by hand: for a customer, or for what waits for a subscription's next invoice. */
export function createInvoice(world: World, given: Parsed<typeof invoiceCreateShape>): Invoice {
  const created =
    given.subscription === undefined
      ? draftForCustomer(world, given)
      : draftForSubscription(world, given.subscription, given);
  const {
    currency: _currency,
    customer: _customer,
    pending_invoice_items_behavior: _items,
    subscription: _subscription,
    ...described
  } = given;
  const invoice = world.invoices.update(created.id, fieldsOf(world, created, described));
  planAdvance(world, invoice);
  return recount(world, invoice.id);
}

export function updateInvoice(world: World, id: string, given: Parsed<typeof invoiceUpdateShape>): Invoice {
  const before = world.invoices.require(id, "invoice");
  const always = [
    "auto_advance",
    "description",
    "footer",
    "metadata",
    "default_payment_method",
    "statement_descriptor",
  ];
  const isEdited = Object.keys(given).some((name) => !always.includes(name));
  if (isEdited) requireDraft(world, id);
  world.invoices.update(id, fieldsOf(world, before, given));
  const invoice = before.status === "draft" ? recount(world, id) : world.invoices.require(id);
  if (before.status === "draft") planAdvance(world, invoice);
  emit(world, "invoice.updated", invoice, before);
  return invoice;
}

function draftForCustomer(world: World, given: Parsed<typeof invoiceCreateShape>): Invoice {
  if (given.customer === undefined) {
    throw invalidRequest("Missing required param: customer.", { code: "parameter_missing", param: "customer" });
  }
  const customer = world.customers.require(given.customer, "customer", 400);
  const currency = given.currency?.toLowerCase() ?? customer.currency ?? "usd";
  const waiting =
    given.pending_invoice_items_behavior === "include"
      ? pendingItems(world, customer.id, { subscription: null, currency })
      : [];
  const terms = manualTerms({ currency, now: nowOfCustomer(world, customer.id) });
  const asked = {
    collectionMethod: given.collection_method ?? "charge_automatically",
    autoAdvance: given.auto_advance ?? false,
  };
  return draftInvoice(world, customer.id, { ...terms, ...asked }, waiting.map(lineOfItem));
}

export function manualTerms({ currency, now }: { currency: string; now: number }): InvoiceTerms {
  return {
    billingReason: "manual",
    collectionMethod: "charge_automatically",
    currency,
    autoAdvance: false,
    automaticallyFinalizesAt: null,
    dueDate: null,
    defaultPaymentMethod: null,
    description: null,
    discounts: [],
    footer: null,
    metadata: {},
    parent: null,
    period: { start: now, end: now },
    statementDescriptor: null,
    paymentMethodTypes: null,
  };
}

function draftForSubscription(world: World, id: string, given: Parsed<typeof invoiceCreateShape>): Invoice {
  const subscription = world.subscriptions.require(id, "subscription", 400);
  if (given.customer !== undefined && given.customer !== subscription.customer) {
    throw invalidRequest("The subscription does not belong to this customer.", { param: "subscription" });
  }
  const { customer, currency } = subscription;
  if (pendingItems(world, customer, { subscription: id, currency }).length === 0) {
    throw invalidRequest("Nothing to invoice for subscription", {
      code: "invoice_no_subscription_line_items",
      param: "subscription",
    });
  }
  return draftSubscriptionInvoice(world, subscription, { billingReason: "manual", lines: [] });
}

function fieldsOf(world: World, invoice: Invoice, given: Parsed<typeof invoiceUpdateShape>): Partial<Invoice> {
  const { metadata, discounts, days_until_due: days, automatic_tax: _isOff, due_date: dueDate, ...plain } = given;
  const method = given.collection_method ?? invoice.collection_method;
  if (days !== undefined && method !== "send_invoice") {
    throw invalidRequest("You can only specify `days_until_due` if `collection_method` is `send_invoice`.", {
      param: "days_until_due",
    });
  }
  checkPrinted(world, invoice, given);
  const now = nowOfCustomer(world, invoice.customer);
  const place = {
    customer: invoice.customer,
    invoice: invoice.id,
    at: now,
    amount: invoice.subtotal,
    currency: invoice.currency,
  };
  return {
    ...withoutUndefined(plain),
    metadata: mergeMetadata(invoice.metadata ?? {}, metadata),
    ...(discounts === undefined ? {} : { discounts: redeemDiscounts(world, discounts ?? [], place) }),
    ...(days === undefined ? {} : { due_date: now + days * SECONDS_PER_DAY }),
    ...(dueDate === undefined ? {} : { due_date: dueDate }),
  };
}

/** Numbers are the account's, not the customer's: no two invoices share one. */
function checkPrinted(world: World, invoice: Invoice, given: Parsed<typeof invoiceUpdateShape>): void {
  const { number, statement_descriptor: descriptor, default_payment_method: method } = given;
  if (number !== undefined && world.invoices.where((each) => each.number === number && each.id !== invoice.id)[0]) {
    throw invalidRequest(`Invoice number ${number} is already in use.`, { param: "number" });
  }
  const problem = descriptor === undefined ? null : statementDescriptorProblem(descriptor, "full");
  if (problem !== null) throw invalidRequest(problem, { param: "statement_descriptor" });
  if (method !== undefined) world.payment_methods.require(method, "default_payment_method", 400);
}

/** A draft that advances by itself is finalized after about an hour. */
function planAdvance(world: World, invoice: Invoice): void {
  if (invoice.auto_advance !== true) return;
  const at = invoice.automatically_finalizes_at ?? nowOfCustomer(world, invoice.customer) + 3600;
  if (invoice.automatically_finalizes_at === null)
    world.invoices.update(invoice.id, { automatically_finalizes_at: at });
  scheduleWork(world, {
    kind: "invoice.finalize",
    subject: invoice.id,
    at,
    testClock: world.customers.get(invoice.customer ?? "")?.test_clock ?? null,
  });
}
