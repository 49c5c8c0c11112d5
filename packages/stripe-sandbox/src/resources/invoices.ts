import type Stripe from "stripe";
import { cancelWork } from "../clock/due-work.ts";
import { emit } from "../events/emit.ts";
import { createInvoice, updateInvoice } from "../invoicing/create-invoice.ts";
import { linesOf } from "../invoicing/draft-invoice.ts";
import {
  addedLinesShape,
  addInvoiceLines,
  lineShape,
  removedLinesShape,
  removeInvoiceLines,
  updateInvoiceLine,
} from "../invoicing/edit-lines.ts";
import { finalizeInvoice, requireDraft } from "../invoicing/finalize-invoice.ts";
import { markUncollectible, voidInvoice } from "../invoicing/give-up-invoice.ts";
import { intentOfInvoice } from "../invoicing/invoice-intent.ts";
import { subscriptionOf } from "../invoicing/invoice-links.ts";
import { invoiceCreateShape, invoiceUpdateShape } from "../invoicing/invoice-parameters.ts";
import { payInvoice, sendInvoice } from "../invoicing/pay-invoice.ts";
import { boolean, enumeration, string } from "../parameters/scalars.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { previewInvoice, previewShape } from "../subscribing/preview-invoice.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageOfRows, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export const invoiceRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/invoices/create_preview",
    parameters: previewShape,
    handle: ({ world, parameters }) => previewInvoice(world, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/invoices",
    parameters: invoiceCreateShape,
    handle: ({ world, parameters }) => createInvoice(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/invoices",
    parameters: {
      ...pageParameters,
      collection_method: enumeration(["charge_automatically", "send_invoice"]),
      created: range(),
      customer: string(),
      due_date: range(),
      status: enumeration(["draft", "open", "paid", "uncollectible", "void"]),
      subscription: string(),
    },
    handle: ({ world, parameters: asked }) =>
      pageOf(world.invoices, asked, {
        url: "/v1/invoices",
        matches: (each) =>
          isInRange(each.created, asked.created) &&
          (asked.due_date === undefined || (each.due_date !== null && isInRange(each.due_date, asked.due_date))) &&
          (asked.collection_method === undefined || each.collection_method === asked.collection_method) &&
          (asked.customer === undefined || each.customer === asked.customer) &&
          (asked.status === undefined || each.status === asked.status) &&
          (asked.subscription === undefined || subscriptionOf(each) === asked.subscription),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/invoices/:invoice",
    parameters: {},
    handle: ({ world, path }) => world.invoices.require(path.invoice, "invoice"),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice",
    parameters: invoiceUpdateShape,
    handle: ({ world, path, parameters }) => updateInvoice(world, path.invoice, parameters),
  }),
  route({
    method: "DELETE",
    path: "/v1/invoices/:invoice",
    parameters: {},
    handle: ({ world, path }) => deleteDraft(world, path.invoice),
  }),
  route({
    method: "GET",
    path: "/v1/invoices/:invoice/lines",
    parameters: pageParameters,
    handle: ({ world, path, parameters }) => {
      const { id } = world.invoices.require(path.invoice, "invoice");
      return pageOfRows(linesOf(world, id), parameters, `/v1/invoices/${id}/lines`);
    },
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/lines/:line",
    parameters: lineShape,
    handle: ({ world, path, parameters }) => updateInvoiceLine(world, path.invoice, path.line, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/add_lines",
    parameters: addedLinesShape,
    handle: ({ world, path, parameters }) => addInvoiceLines(world, path.invoice, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/remove_lines",
    parameters: removedLinesShape,
    handle: ({ world, path, parameters }) => removeInvoiceLines(world, path.invoice, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/finalize",
    parameters: { auto_advance: boolean() },
    handle: ({ world, path, parameters }) =>
      finalizeInvoice(world, path.invoice, { autoAdvance: parameters.auto_advance }),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/pay",
    parameters: { off_session: boolean(), paid_out_of_band: boolean(), payment_method: string() },
    handle: ({ world, path, parameters }) => payInvoice(world, path.invoice, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/send",
    parameters: {},
    handle: ({ world, path }) => sendInvoice(world, path.invoice),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/void",
    parameters: {},
    handle: ({ world, path }) => voidInvoice(world, path.invoice),
  }),
  route({
    method: "POST",
    path: "/v1/invoices/:invoice/mark_uncollectible",
    parameters: {},
    handle: ({ world, path }) => markUncollectible(world, path.invoice),
  }),
];

export const invoiceExpandable: Expandable = {
  invoice: {
    customer: byId("customers"),
    default_payment_method: byId("payment_methods"),
    discounts: byId("discounts"),
    "parent.subscription_details.subscription": byId("subscriptions"),
    "total_discount_amounts.discount": byId("discounts"),
    test_clock: byId("test_clocks"),
    payments: (world, invoice) =>
      pageOf(
        world.invoice_payments,
        {},
        {
          url: "/v1/invoice_payments",
          matches: (payment) => payment.invoice === invoice.id,
        },
      ),
    confirmation_secret: (world, invoice) => {
      const secret = intentOfInvoice(world, invoice.id ?? "")?.client_secret;
      return secret == null ? null : { client_secret: secret, type: "payment_intent" };
    },
  },
  line_item: {
    discounts: byId("discounts"),
    subscription: byId("subscriptions"),
    "discount_amounts.discount": byId("discounts"),
    "pricing.price_details.price": byId("prices"),
  },
};

/** What waited for an invoice waits again, and what was never charged is never credited. */
function deleteDraft(world: World, id: string) {
  const draft = requireDraft(world, id);
  const lines = linesOf(world, id).map((line) => line.id);
  for (const { id: debit, source } of world.item_debits.all()) {
    if ("line" in source && lines.includes(source.line)) world.item_debits.delete(debit);
  }
  for (const line of lines) world.invoice_lines.delete(line);
  for (const item of world.invoice_items.where((each) => each.invoice === id)) {
    world.invoice_items.update(item.id, { invoice: null });
  }
  cancelWork(world, null, id);
  world.invoices.delete(id);
  emit(world, "invoice.deleted", draft);
  return { id, object: "invoice", deleted: true } satisfies Stored<Stripe.DeletedInvoice>;
}
