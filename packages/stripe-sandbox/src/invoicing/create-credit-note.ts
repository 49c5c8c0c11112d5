import type Stripe from "stripe";
import { sum, totalByDiscount } from "../billing/invoice-totals.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import { createRefund } from "../resources/create-refund.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { moveBalance } from "./balance-transaction.ts";
import { buildCreditLines, type CreditLine } from "./credit-lines.ts";
import type { CreditNoteGiven } from "./credit-note-parameters.ts";
import { creditOpenInvoice } from "./credit-open-invoice.ts";

export type CreditNote = Stored<Stripe.CreditNote>;
type Invoice = Stored<Stripe.Invoice>;

/**
 * Takes a part of a finalized invoice back. Before it is paid that lowers what is owed; afterwards the money goes back to the
 * card, onto the customer's balance, or somewhere else. Source: https://docs.stripe.com/invoicing/integration/programmatic-credit-notes
 */
export function createCreditNote(world: World, given: CreditNoteGiven): CreditNote {
  const invoice = world.invoices.require(given.invoice, "invoice", 400);
  if (invoice.status !== "open" && invoice.status !== "paid") {
    throw invalidRequest(
      `Credit notes can only be created for open or paid invoices. This invoice is ${invoice.status}.`,
      { param: "invoice" },
    );
  }
  const lines = buildCreditLines(world, given);
  const note = buildNote(world, invoice, given, lines);
  const isPaid = invoice.status === "paid";
  checkTotal(invoice, note.total);
  if (!isPaid) checkNothingReturned(given);
  world.credit_notes.insert(note);
  for (const line of lines) world.credit_note_lines.insert(line);
  if (isPaid) returnMoney(world, invoice, note, given);
  else creditOpenInvoice(world, invoice, note.total);
  const issued = world.credit_notes.require(note.id);
  emit(world, "credit_note.created", issued);
  return issued;
}

function buildNote(world: World, invoice: Invoice, given: CreditNoteGiven, lines: CreditLine[]): CreditNote {
  const id = world.credit_notes.newId();
  const earlier = world.credit_notes.where((note) => note.invoice === invoice.id).length;
  const subtotal = sum(lines.map((line) => line.amount));
  const discounts = totalByDiscount(
    lines.map((line) => ({ amount: line.amount, discountAmounts: line.discount_amounts })),
  );
  const discount = sum(discounts.map((each) => each.amount));
  const total = subtotal - discount;
  const now = nowOfCustomer(world, invoice.customer);
  const isPaid = invoice.status === "paid";
  return {
    id,
    object: "credit_note",
    amount: total,
    amount_shipping: 0,
    created: now,
    currency: invoice.currency,
    customer: invoice.customer ?? "",
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: discount,
    discount_amounts: discounts,
    effective_at: given.effective_at ?? now,
    invoice: invoice.id,
    lines: { object: "list", data: lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo: given.memo ?? null,
    metadata: mergeMetadata({}, given.metadata),
    number: `${invoice.number}-CN-${String(earlier + 1).padStart(2, "0")}`,
    out_of_band_amount: given.out_of_band_amount ?? null,
    pdf: `${world.baseUrl}/credit_notes/${id}/pdf`,
    post_payment_amount: isPaid ? total : 0,
    pre_payment_amount: isPaid ? 0 : total,
    pretax_credit_amounts: discounts.map((each) => ({ ...each, type: "discount" })),
    reason: given.reason ?? null,
    refunds: [],
    shipping_cost: null,
    status: "issued",
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_excluding_tax: total,
    total_taxes: [],
    type: isPaid ? "post_payment" : "pre_payment",
    voided_at: null,
  } satisfies CreditNote;
}

function checkTotal(invoice: Invoice, total: number): void {
  const left =
    invoice.status === "paid"
      ? invoice.amount_paid - invoice.post_payment_credit_notes_amount
      : invoice.amount_remaining;
  if (total > 0 && total <= left) return;
  throw invalidRequest(
    `The sum of credit amounts must be positive and not more than ${left}, which is what is left of the invoice.`,
    {
      param: "amount",
    },
  );
}

function checkNothingReturned(given: CreditNoteGiven): void {
  const named = (["credit_amount", "refund_amount", "out_of_band_amount", "refunds"] as const).find(
    (name) => given[name] !== undefined,
  );
  if (named !== undefined) {
    throw invalidRequest("Refunds, credits and out of band amounts are only possible for paid invoices.", {
      param: named,
    });
  }
}

/** The whole total has to go somewhere. */
function returnMoney(world: World, invoice: Invoice, note: CreditNote, given: CreditNoteGiven): void {
  const known = (given.refunds ?? []).map(({ refund: id, amount_refunded: amount }, index) => {
    const refund = world.refunds.require(id, `refunds[${index}][refund]`, 400);
    return { amount_refunded: amount ?? refund.amount, payment_record_refund: null, refund: id, type: "refund" };
  });
  const { credit_amount: credit = 0, refund_amount: refunded = 0, out_of_band_amount: outOfBand = 0 } = given;
  const returned = credit + refunded + outOfBand + sum(known.map((each) => each.amount_refunded));
  if (returned !== note.total) {
    throw invalidRequest(
      `The sum of credit_amount, refund_amount, refunds and out_of_band_amount (${returned}) must equal the credit note's total (${note.total}).`,
      { param: "refund_amount" },
    );
  }
  const refunds = refunded === 0 ? known : [...known, refundCharge(world, invoice, refunded)];
  const { customer, currency } = note;
  const movement =
    credit === 0
      ? null
      : moveBalance(world, {
          customer,
          amount: -credit,
          currency,
          type: "credit_note",
          creditNote: note.id,
          invoice: invoice.id,
        });
  world.credit_notes.update(note.id, { refunds, customer_balance_transaction: movement?.id ?? null });
  const after = world.invoices.update(invoice.id, {
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + note.total,
  });
  emit(world, "invoice.updated", after, invoice);
}

function refundCharge(world: World, invoice: Invoice, amount: number) {
  const [payment] = world.invoice_payments.where((each) => each.invoice === invoice.id && each.status === "paid");
  const charge = world.payment_intents.get(payment?.payment.payment_intent ?? "")?.latest_charge;
  if (charge == null)
    throw invalidRequest("This invoice has no payment that could be refunded.", { param: "refund_amount" });
  const refund = createRefund(world, charge, { amount });
  return { amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: "refund" };
}
