import type Stripe from "stripe";
import { SECONDS_PER_DAY } from "../billing/anchor-periods.ts";
import { minimumCharge } from "../billing/currencies.ts";
import { invoiceTotals } from "../billing/invoice-totals.ts";
import { cancelWork, scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { moveBalance } from "./balance-transaction.ts";
import { customerDetails } from "./build-invoice.ts";
import { recount } from "./draft-invoice.ts";
import { openInvoicePayment } from "./invoice-intent.ts";
import { requireCustomer } from "./invoice-links.ts";
import { settleInvoice } from "./settle-invoice.ts";
import { taxIdsOnInvoices } from "./tax-ids-on-invoices.ts";

type Invoice = Stored<Stripe.Invoice>;

/**
 * A draft becomes open: it gets its number, uses up the customer's balance, and can no longer be edited. With nothing to pay it
 * is paid at once. Source: https://docs.stripe.com/invoicing/integration/workflow-transitions
 */
export function finalizeInvoice(
  world: World,
  id: string,
  { autoAdvance }: { autoAdvance?: boolean | undefined } = {},
): Invoice {
  const draft = requireDraft(world, id);
  const customer = requireCustomer(world, draft);
  const at = nowOfCustomer(world, customer.id);
  cancelWork(world, null, id);
  const counted = recount(world, id, {
    ...customerDetails(customer),
    customer_tax_ids: taxIdsOnInvoices(world, customer.id),
    starting_balance: customer.balance,
  });
  const { endingBalance, isTooSmall } = invoiceTotals({
    lines: [{ amount: counted.total, discountAmounts: [] }],
    startingBalance: customer.balance,
    minimumCharge: minimumCharge(counted.currency),
  });
  const invoice = world.invoices.update(id, {
    status: "open",
    auto_advance: counted.amount_due > 0 && (autoAdvance ?? counted.auto_advance ?? false),
    automatically_finalizes_at: null,
    due_date: dueDate(counted, at),
    effective_at: counted.effective_at ?? at,
    ending_balance: endingBalance,
    hosted_invoice_url: `${world.baseUrl}/invoices/${id}`,
    invoice_pdf: `${world.baseUrl}/invoices/${id}/pdf`,
    number: counted.number ?? numberOf(world, customer.id),
    status_transitions: { ...counted.status_transitions, finalized_at: at },
  });
  const change = endingBalance - customer.balance;
  if (change !== 0) {
    const type = isTooSmall ? "invoice_too_small" : "applied_to_invoice";
    moveBalance(world, { customer: customer.id, amount: change, currency: invoice.currency, type, invoice: id });
  }
  if (invoice.amount_due > 0) openInvoicePayment(world, invoice);
  emit(world, "invoice.finalized", invoice);
  if (invoice.amount_due === 0) return settleInvoice(world, id, { amountPaid: 0 });
  if (invoice.due_date !== null) {
    scheduleWork(world, {
      kind: "invoice.overdue",
      subject: id,
      at: invoice.due_date,
      testClock: customer.test_clock ?? null,
    });
  }
  return invoice;
}

export function requireDraft(world: World, id: string): Invoice {
  const invoice = world.invoices.require(id, "invoice");
  if (invoice.status === "draft") return invoice;
  throw invalidRequest("This invoice is already finalized and can no longer be edited.", {
    code: "invoice_not_editable",
    param: "invoice",
  });
}

function dueDate(invoice: Invoice, at: number): number | null {
  if (invoice.collection_method !== "send_invoice" || invoice.due_date !== null) return invoice.due_date;
  return at + 30 * SECONDS_PER_DAY;
}

/** Invoices of a customer are numbered one after the other, under the customer's own prefix. */
function numberOf(world: World, customerId: string): string {
  const customer = world.customers.require(customerId);
  const sequence = customer.next_invoice_sequence ?? 1;
  world.customers.update(customerId, { next_invoice_sequence: sequence + 1 });
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, "0")}`;
}
