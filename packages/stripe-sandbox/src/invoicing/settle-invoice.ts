import type Stripe from "stripe";
import { cancelWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { followPaidInvoice } from "../subscribing/follow-invoice.ts";
import { cancelInvoicePayments, payInvoicePayment } from "./invoice-intent.ts";

type Invoice = Stored<Stripe.Invoice>;

/**
 * An open (or given up) invoice is paid: by a payment, outside of Stripe, or because there was nothing to pay. What depends on
 * it follows: the subscription becomes active again, a change that waited is made.
 */
export function settleInvoice(world: World, id: string, { amountPaid, isOutOfBand = false }: Settlement): Invoice {
  const before = world.invoices.require(id, "invoice");
  const at = nowOfCustomer(world, before.customer);
  cancelWork(world, null, id);
  if (world.failing_invoices.get(id) !== undefined) world.failing_invoices.delete(id);
  if (isOutOfBand || amountPaid === 0) cancelInvoicePayments(world, id);
  else payInvoicePayment(world, id, amountPaid);
  const invoice = world.invoices.update(id, {
    status: "paid",
    amount_paid: amountPaid,
    ...(isOutOfBand ? { amount_paid_off_stripe: amountPaid } : {}),
    amount_remaining: 0,
    attempt_count: before.attempt_count + (amountPaid > 0 && !isOutOfBand ? 1 : 0),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, paid_at: at },
  });
  if (before.customer !== null) settleDelinquency(world, before.customer);
  if (amountPaid > 0) emit(world, "invoice.updated", invoice, before);
  emit(world, "invoice.paid", invoice);
  emit(world, "invoice.payment_succeeded", invoice);
  followPaidInvoice(world, invoice);
  return world.invoices.require(id);
}

interface Settlement {
  readonly amountPaid: number;
  readonly isOutOfBand?: boolean;
}

/** A customer is delinquent while the latest charge of an invoice failed. */
function settleDelinquency(world: World, customerId: string): void {
  const before = world.customers.get(customerId);
  if (before === undefined || before.delinquent !== true || hasFailing(world, customerId)) return;
  emit(world, "customer.updated", world.customers.update(customerId, { delinquent: false }), before);
}

function hasFailing(world: World, customerId: string): boolean {
  return world.failing_invoices.all().some(({ id }) => world.invoices.get(id)?.customer === customerId);
}
