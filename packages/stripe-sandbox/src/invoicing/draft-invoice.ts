import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { buildInvoice, type InvoiceTerms } from "./build-invoice.ts";
import { countInvoice } from "./count-invoice.ts";
import { buildLine, type CreditedDebit, type LineDraft } from "./line-draft.ts";
import { noteDebits } from "./note-debits.ts";
import { taxIdsOnInvoices } from "./tax-ids-on-invoices.ts";

type Invoice = Stored<Stripe.Invoice>;
type Line = Stored<Stripe.InvoiceLineItem>;

/** A new draft with its lines and sums. Its lines are remembered as what their subscription items were charged. */
export function draftInvoice(
  world: World,
  customerId: string,
  terms: InvoiceTerms,
  drafts: readonly LineDraft[],
): Invoice {
  const customer = world.customers.require(customerId, "customer", 400);
  const id = world.invoices.newId();
  const blank = buildInvoice(id, customer, nowOfCustomer(world, customerId), terms);
  world.invoices.insert({ ...blank, customer_tax_ids: taxIdsOnInvoices(world, customerId) });
  if (customer.currency === null) world.customers.update(customerId, { currency: terms.currency });
  const invoice = addLines(world, id, drafts);
  emit(world, "invoice.created", invoice);
  return invoice;
}

/** Puts more lines on a draft and counts it again. */
export function addLines(world: World, id: string, drafts: readonly LineDraft[]): Invoice {
  for (const draft of drafts) {
    const billed = { ...draft, credited: creditedOnInvoice(world, draft) };
    const line = world.invoice_lines.insert(buildLine(billed, { id: world.invoice_lines.newId(), invoice: id }));
    if (draft.invoiceItem !== null) world.invoice_items.update(draft.invoiceItem, { invoice: id });
    noteDebits(world, draft, line);
  }
  return recount(world, id);
}

/** Counts a draft again, after its lines, its discounts or the customer's balance changed. */
export function recount(world: World, id: string, changes: Partial<Invoice> = {}): Invoice {
  const before = { ...world.invoices.require(id), ...changes };
  const counted = countInvoice(world, before, linesOf(world, id));
  for (const line of counted.lines) {
    const written = world.invoice_lines.update(line.id, line);
    const net = (written.discount_amounts ?? []).reduce((left, { amount }) => left - amount, written.amount);
    for (const debit of world.item_debits.where((each) => "line" in each.source && each.source.line === line.id)) {
      if (debit.amount !== net) world.item_debits.update(debit.id, { amount: net });
    }
  }
  return world.invoices.update(id, counted.invoice);
}

/** The credit of a pending update has no invoice item that could name the item it credits, which is billed by now. */
function creditedOnInvoice(world: World, { credited, invoiceItem }: LineDraft): CreditedDebit | null {
  if (credited === null || invoiceItem !== null || !("invoice_item" in credited)) return credited;
  const [line] = world.invoice_lines.where(
    ({ parent }) => parent?.subscription_item_details?.invoice_item === credited.invoice_item,
  );
  return line?.invoice == null ? credited : { invoice: line.invoice, invoice_line_items: [line.id] };
}

export function linesOf(world: World, invoice: string): Line[] {
  return world.invoice_lines.where((line) => line.invoice === invoice);
}
