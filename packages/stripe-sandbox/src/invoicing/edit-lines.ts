import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { signedAmount } from "../parameters/money.ts";
import { boolean, enumeration, integer, string, timestamp } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { noSuch } from "../wire/errors.ts";
import { addLines, linesOf, recount } from "./draft-invoice.ts";
import { requireDraft } from "./finalize-invoice.ts";
import { itemAmount } from "./item-amount.ts";
import { insertInvoiceItem, lineOfItem } from "./pending-items.ts";

type Invoice = Stored<Stripe.Invoice>;
type Line = Stored<Stripe.InvoiceLineItem>;

export const lineShape = {
  amount: signedAmount(),
  description: string(),
  discountable: boolean(),
  metadata: metadata(),
  period: object({ end: required(timestamp()), start: required(timestamp()) }),
  quantity: integer({ minimum: 0 }),
};

export const addedLinesShape = {
  lines: required(
    list(object({ ...lineShape, invoice_item: string(), pricing: object({ price: string() }) }), { maximum: 250 }),
  ),
};

export const removedLinesShape = {
  lines: required(list(object({ behavior: required(enumeration(["delete", "unassign"])), id: required(string()) }))),
};

/** Puts waiting invoice items, or new ones, on a draft. */
export function addInvoiceLines(world: World, id: string, given: Parsed<typeof addedLinesShape>): Invoice {
  const before = requireDraft(world, id);
  const customer = before.customer ?? "";
  const now = nowOfCustomer(world, customer);
  for (const [index, line] of given.lines.entries()) {
    const item =
      line.invoice_item === undefined
        ? insertInvoiceItem(world, customer, {
            ...draftOf(world, before, line),
            period: line.period ?? { start: now, end: now },
          })
        : world.invoice_items.require(line.invoice_item, `lines[${index}][invoice_item]`, 400);
    if (item.customer !== customer || item.invoice !== null) {
      throw noSuch("invoiceitem", item.id, `lines[${index}][invoice_item]`, 400);
    }
    addLines(world, id, [lineOfItem(item)]);
  }
  return tell(world, before);
}

/** Takes lines off a draft: their items wait for another invoice, or are gone. */
export function removeInvoiceLines(world: World, id: string, given: Parsed<typeof removedLinesShape>): Invoice {
  const before = requireDraft(world, id);
  for (const [index, { id: lineId, behavior }] of given.lines.entries()) {
    const line = requireLine(world, id, { lineId, param: `lines[${index}][id]` });
    const item =
      line.parent?.invoice_item_details?.invoice_item ?? line.parent?.subscription_item_details?.invoice_item;
    world.invoice_lines.delete(line.id);
    if (item == null) continue;
    if (behavior === "unassign") world.invoice_items.update(item, { invoice: null });
    else world.invoice_items.delete(item);
  }
  recount(world, id);
  return tell(world, before);
}

export function updateInvoiceLine(world: World, id: string, lineId: string, given: Parsed<typeof lineShape>): Line {
  const before = requireDraft(world, id);
  const line = requireLine(world, id, { lineId, param: "line_item_id" });
  const { metadata: change, amount, ...plain } = given;
  world.invoice_lines.update(lineId, {
    ...withoutUndefined(plain),
    ...(amount === undefined ? {} : { amount, subtotal: amount }),
    metadata: mergeMetadata(line.metadata, change),
  });
  recount(world, id);
  tell(world, before);
  return world.invoice_lines.require(lineId);
}

function draftOf(world: World, invoice: Invoice, given: Parsed<typeof addedLinesShape>["lines"][number]) {
  const { amount, quantity, pricing, name } = itemAmount(world, given, invoice.currency);
  return {
    amount,
    currency: invoice.currency,
    description: given.description ?? name,
    discountable: given.discountable ?? amount >= 0,
    ownDiscounts: [],
    quantity,
    pricing,
    metadata: given.metadata ?? {},
    subscription: null,
    subscriptionItem: null,
    invoiceItem: null,
    isProration: false,
    credited: null,
  };
}

function requireLine(world: World, invoice: string, { lineId, param }: { lineId: string; param: string }): Line {
  const line = linesOf(world, invoice).find((each) => each.id === lineId);
  if (line === undefined) throw noSuch("invoice line item", lineId, param, 400);
  return line;
}

function tell(world: World, before: Invoice): Invoice {
  const after = world.invoices.require(before.id);
  emit(world, "invoice.updated", after, before);
  return after;
}
