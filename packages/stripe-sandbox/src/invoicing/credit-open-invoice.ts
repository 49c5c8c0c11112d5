import type Stripe from "stripe";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { intentOfInvoice } from "./invoice-intent.ts";
import { settleInvoice } from "./settle-invoice.ts";

type Invoice = Stored<Stripe.Invoice>;

/** Lowers what is owed by `credit` (raises it again by a negative one); owing nothing, the invoice is paid. */
export function creditOpenInvoice(world: World, before: Invoice, credit: number): void {
  const owed = before.amount_remaining - credit;
  const invoice = world.invoices.update(before.id, {
    amount_due: before.amount_due - credit,
    amount_remaining: owed,
    pre_payment_credit_notes_amount: before.pre_payment_credit_notes_amount + credit,
  });
  emit(world, "invoice.updated", invoice, before);
  if (owed === 0) {
    settleInvoice(world, before.id, { amountPaid: 0 });
    return;
  }
  const intent = intentOfInvoice(world, before.id);
  if (intent !== null && intent.status !== "canceled") world.payment_intents.update(intent.id, { amount: owed });
  for (const payment of world.invoice_payments.where((each) => each.invoice === before.id && each.status === "open")) {
    world.invoice_payments.update(payment.id, { amount_requested: owed });
  }
}
