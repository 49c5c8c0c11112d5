import type Stripe from "stripe";
import { cancelWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { followExhaustedInvoice, followVoidedInvoice } from "../subscribing/follow-invoice.ts";
import { invalidRequest } from "../wire/errors.ts";
import { moveBalance } from "./balance-transaction.ts";
import { cancelInvoicePayments } from "./invoice-intent.ts";
import { billingSettings } from "./settings.ts";

type Invoice = Stored<Stripe.Invoice>;

/** The last retry failed: the invoice and its subscription become what the settings say. */
export function giveUpInvoice(world: World, id: string): void {
  const { retries } = billingSettings(world);
  if (retries.invoiceAfterwards === "uncollectible") markUncollectible(world, id);
  followExhaustedInvoice(world, world.invoices.require(id), retries.subscriptionAfterwards);
}

export function markUncollectible(world: World, id: string): Invoice {
  const before = requireStatus(world, id, ["open"], "You can only mark an open invoice as uncollectible.");
  cancelWork(world, null, id);
  const at = nowOfCustomer(world, before.customer);
  const invoice = world.invoices.update(id, {
    status: "uncollectible",
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, marked_uncollectible_at: at },
  });
  emit(world, "invoice.marked_uncollectible", invoice);
  emit(world, "invoice.updated", invoice, before);
  return invoice;
}

/** Nobody owes it any more; what it took from the customer's balance goes back. */
export function voidInvoice(world: World, id: string): Invoice {
  const before = requireStatus(
    world,
    id,
    ["open", "uncollectible"],
    "You can only void an open or uncollectible invoice.",
  );
  cancelWork(world, null, id);
  cancelInvoicePayments(world, id);
  if (world.failing_invoices.get(id) !== undefined) world.failing_invoices.delete(id);
  const taken = before.starting_balance - (before.ending_balance ?? before.starting_balance);
  if (taken !== 0 && before.customer !== null) {
    const { customer, currency } = before;
    moveBalance(world, { customer, amount: taken, currency, type: "unapplied_from_invoice", invoice: id });
  }
  const invoice = world.invoices.update(id, {
    status: "void",
    amount_remaining: before.amount_due,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...before.status_transitions, voided_at: nowOfCustomer(world, before.customer) },
  });
  emit(world, "invoice.voided", invoice);
  emit(world, "invoice.updated", invoice, before);
  followVoidedInvoice(world, invoice);
  return world.invoices.require(id);
}

function requireStatus(world: World, id: string, allowed: readonly string[], otherwise: string): Invoice {
  const invoice = world.invoices.require(id, "invoice");
  if (allowed.includes(invoice.status ?? "")) return invoice;
  throw invalidRequest(`${otherwise} This invoice is ${invoice.status}.`, { code: "status_transition_invalid" });
}
