import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { addLines, linesOf, recount } from "../invoicing/draft-invoice.ts";
import { requireDraft } from "../invoicing/finalize-invoice.ts";
import { itemAmount } from "../invoicing/item-amount.ts";
import type { LineDraft } from "../invoicing/line-draft.ts";
import { type InvoiceItem, insertInvoiceItem, lineOfItem } from "../invoicing/pending-items.ts";
import { discountsParameter, redeemDiscounts } from "../invoicing/redeem-discounts.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { currency, signedAmount } from "../parameters/money.ts";
import { boolean, decimal, integer, string, timestamp } from "../parameters/scalars.ts";
import { emptyable, required } from "../parameters/schema.ts";
import { object, type Parsed } from "../parameters/structures.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { oneTimePriceData } from "../subscribing/item-parameters.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

const described = {
  amount: signedAmount(),
  description: string(),
  discountable: boolean(),
  discounts: emptyable(discountsParameter()),
  metadata: metadata(),
  period: object({ end: required(timestamp()), start: required(timestamp()) }),
  price_data: object(oneTimePriceData),
  pricing: object({ price: string() }),
  quantity: integer({ minimum: 0 }),
  unit_amount_decimal: decimal(),
};

const createShape = {
  ...described,
  currency: currency(),
  customer: required(string()),
  invoice: string(),
  subscription: string(),
};

export const invoiceItemRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/invoiceitems",
    parameters: createShape,
    handle: ({ world, parameters }) => createInvoiceItem(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/invoiceitems",
    parameters: { ...pageParameters, created: range(), customer: string(), invoice: string(), pending: boolean() },
    handle: ({ world, parameters: asked }) =>
      pageOf(world.invoice_items, asked, {
        url: "/v1/invoiceitems",
        matches: (item) =>
          isInRange(item.date, asked.created) &&
          (asked.customer === undefined || item.customer === asked.customer) &&
          (asked.invoice === undefined || item.invoice === asked.invoice) &&
          (asked.pending === undefined || (item.invoice === null) === asked.pending),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/invoiceitems/:item",
    parameters: {},
    handle: ({ world, path }) => world.invoice_items.require(path.item, "invoiceitem"),
  }),
  route({
    method: "POST",
    path: "/v1/invoiceitems/:item",
    parameters: described,
    handle: ({ world, path, parameters }) => updateInvoiceItem(world, path.item, parameters),
  }),
  route({
    method: "DELETE",
    path: "/v1/invoiceitems/:item",
    parameters: {},
    handle: ({ world, path }) => deleteInvoiceItem(world, path.item),
  }),
];

export const invoiceItemExpandable: Expandable = {
  invoiceitem: {
    customer: byId("customers"),
    discounts: byId("discounts"),
    invoice: byId("invoices"),
    test_clock: byId("test_clocks"),
    "pricing.price_details.price": byId("prices"),
  },
};

function createInvoiceItem(world: World, given: Parsed<typeof createShape>): InvoiceItem {
  const customer = world.customers.require(given.customer, "customer", 400);
  const at = nowOfCustomer(world, customer.id);
  const billed = currencyOf(world, given);
  const { amount, quantity, pricing, name } = itemAmount(world, given, billed);
  if (given.invoice !== undefined) requireDraft(world, given.invoice);
  const place = { customer: customer.id, at, currency: billed };
  const item = insertInvoiceItem(world, customer.id, {
    amount,
    currency: billed,
    description: given.description ?? name,
    discountable: given.discountable ?? amount >= 0,
    ownDiscounts: redeemDiscounts(world, given.discounts ?? [], place),
    period: given.period ?? { start: at, end: at },
    quantity,
    pricing,
    metadata: mergeMetadata({}, given.metadata),
    subscription: given.subscription ?? null,
    subscriptionItem: null,
    invoiceItem: null,
    isProration: false,
    credited: null,
  } satisfies LineDraft);
  if (given.invoice === undefined) return item;
  const before = world.invoices.require(given.invoice);
  if (before.currency !== billed) {
    throw invalidRequest(
      `The currency of the invoice item (${billed}) is not that of the invoice (${before.currency}).`,
      { param: "currency" },
    );
  }
  emit(world, "invoice.updated", addLines(world, given.invoice, [lineOfItem(item)]), before);
  return world.invoice_items.require(item.id);
}

/** The parameter, or what the subscription, the invoice, the price or the customer say. */
function currencyOf(world: World, given: Parsed<typeof createShape>): string {
  const subscription =
    given.subscription === undefined ? undefined : world.subscriptions.require(given.subscription, "subscription", 400);
  const invoice = given.invoice === undefined ? undefined : world.invoices.require(given.invoice, "invoice", 400);
  const price =
    given.pricing?.price === undefined ? undefined : world.prices.require(given.pricing.price, "pricing[price]", 400);
  const known = subscription?.currency ?? invoice?.currency ?? price?.currency ?? given.price_data?.currency;
  return given.currency ?? known ?? world.customers.get(given.customer)?.currency ?? "usd";
}

function updateInvoiceItem(world: World, id: string, given: Parsed<typeof described>): InvoiceItem {
  const before = world.invoice_items.require(id, "invoiceitem");
  if (before.invoice !== null) requireDraft(world, before.invoice);
  const changesAmount = [given.amount, given.price_data, given.pricing, given.unit_amount_decimal, given.quantity].some(
    (each) => each !== undefined,
  );
  const priced = changesAmount ? itemAmount(world, { ...asGiven(before), ...given }, before.currency) : null;
  const place = { customer: before.customer, at: nowOfCustomer(world, before.customer), currency: before.currency };
  const after = world.invoice_items.update(id, {
    metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
    ...(given.description === undefined ? {} : { description: given.description }),
    ...(given.discountable === undefined ? {} : { discountable: given.discountable }),
    ...(given.period === undefined ? {} : { period: given.period }),
    ...(given.discounts === undefined ? {} : { discounts: redeemDiscounts(world, given.discounts ?? [], place) }),
    ...(priced === null
      ? {}
      : {
          amount: priced.amount,
          net_amount: priced.amount,
          quantity: priced.quantity,
          quantity_decimal: String(priced.quantity),
        }),
  });
  if (after.invoice !== null) {
    for (const line of linesOf(world, after.invoice).filter(
      (each) => each.parent?.invoice_item_details?.invoice_item === id,
    )) {
      const { amount, description, period, discountable, quantity } = after;
      world.invoice_lines.update(line.id, {
        amount,
        subtotal: amount,
        description,
        period,
        discountable,
        quantity,
        discounts: [...(after.discounts ?? [])],
      });
    }
    recount(world, after.invoice);
  }
  return after;
}

function asGiven(item: InvoiceItem): Parsed<typeof described> {
  const price = item.pricing?.price_details?.price;
  return price === undefined
    ? { unit_amount_decimal: item.pricing?.unit_amount_decimal ?? undefined, quantity: item.quantity }
    : { pricing: { price }, quantity: item.quantity };
}

function deleteInvoiceItem(world: World, id: string) {
  const item = world.invoice_items.require(id, "invoiceitem");
  if (item.invoice !== null) {
    requireDraft(world, item.invoice);
    const own = linesOf(world, item.invoice).filter(
      ({ parent }) =>
        parent?.invoice_item_details?.invoice_item === id || parent?.subscription_item_details?.invoice_item === id,
    );
    for (const line of own) world.invoice_lines.delete(line.id);
    recount(world, item.invoice);
  }
  // What was never charged is never credited.
  for (const { id: debit, source } of world.item_debits.all())
    if ("invoiceItem" in source && source.invoiceItem === id) world.item_debits.delete(debit);
  world.invoice_items.delete(id);
  emit(world, "invoiceitem.deleted", item);
  return { id, object: "invoiceitem", deleted: true } satisfies Stored<Stripe.DeletedInvoiceItem>;
}
