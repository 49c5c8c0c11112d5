import type Stripe from "stripe";
import { emit } from "../events/emit.ts";
import { requirePaymentMethod } from "../resources/payment-methods.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { collectInvoice } from "./collect-invoice.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";
import { intentOfInvoice } from "./invoice-intent.ts";
import { settleInvoice } from "./settle-invoice.ts";

type Invoice = Stored<Stripe.Invoice>;

/** Collects an invoice at a client's request; a draft is finalized first. Source: https://docs.stripe.com/api/invoices/pay */
export function payInvoice(world: World, id: string, given: PaymentGiven): Invoice {
  const known = world.invoices.require(id, "invoice");
  const invoice = known.status === "draft" ? finalizeInvoice(world, id) : known;
  if (invoice.status === "paid" && known.status === "draft") return invoice;
  checkPayable(invoice);
  if (given.paid_out_of_band === true)
    return settleInvoice(world, id, { amountPaid: invoice.amount_remaining, isOutOfBand: true });
  if (given.payment_method !== undefined) requirePaymentMethod(world, given.payment_method, "payment_method");
  const outcome = collectInvoice(world, id, {
    paymentMethod: given.payment_method ?? null,
    isOffSession: given.off_session ?? true,
    isRetried: false,
  });
  if (outcome.error !== null) throw outcome.error;
  if (outcome.invoice.status !== "paid" && intentOfInvoice(world, id)?.status === "requires_action")
    throw needsAction();
  return outcome.invoice;
}

export interface PaymentGiven {
  readonly off_session?: boolean | undefined;
  readonly paid_out_of_band?: boolean | undefined;
  readonly payment_method?: string | undefined;
}

/** The customer is told; there is no mail here. */
export function sendInvoice(world: World, id: string): Invoice {
  const known = world.invoices.require(id, "invoice");
  if (known.collection_method !== "send_invoice") {
    throw invalidRequest("You can only manually send an invoice if its collection method is `send_invoice`.", {
      param: "invoice",
    });
  }
  const invoice = known.status === "draft" ? finalizeInvoice(world, id) : known;
  emit(world, "invoice.sent", invoice);
  return invoice;
}

function checkPayable({ status }: Invoice): void {
  if (status === "open" || status === "uncollectible") return;
  const message =
    status === "paid" ? "Invoice is already paid" : `This invoice can no longer be paid: it is ${status}.`;
  throw invalidRequest(message, { code: status === "paid" ? "invoice_already_paid" : "invoice_not_open" });
}

function needsAction(): Error {
  return invalidRequest(
    "This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with the invoice.",
    { code: "invoice_payment_intent_requires_action", keepsChanges: true },
  );
}
