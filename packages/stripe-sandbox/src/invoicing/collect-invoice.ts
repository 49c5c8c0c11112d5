import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, type StripeError } from "../wire/errors.ts";
import { attemptInvoicePayment, intentOfInvoice, invoiceOfIntent } from "./invoice-intent.ts";
import { defaultMethodOf } from "./invoice-links.ts";
import { noteFailedAttempt } from "./note-failed-attempt.ts";
import { settleInvoice } from "./settle-invoice.ts";

type Invoice = Stored<Stripe.Invoice>;

/** Tries to collect an open invoice once. What failed is noted and, where retries are planned, tried again later. */
export function collectInvoice(world: World, id: string, attempt: CollectionAttempt): CollectionOutcome {
  const invoice = world.invoices.require(id, "invoice");
  const paymentMethod = attempt.paymentMethod ?? defaultMethodOf(world, invoice);
  if (paymentMethod === null) {
    noteFailedAttempt(world, invoice, { isRetried: attempt.isRetried, needsAction: false });
    return { invoice: world.invoices.require(id), error: noPaymentMethod() };
  }
  const error = attemptInvoicePayment(world, invoice, { paymentMethod, isOffSession: attempt.isOffSession });
  concludeAttempt(world, id, attempt);
  return { invoice: world.invoices.require(id), error };
}

export interface CollectionAttempt {
  readonly paymentMethod?: string | null;
  readonly isOffSession: boolean;
  /** Whether later tries are planned when this one fails: for renewals, not for the first invoice of a subscription. */
  readonly isRetried: boolean;
}

export interface CollectionOutcome {
  readonly invoice: Invoice;
  /** What a client who asked for this payment is told; null when it was not declined. */
  readonly error: StripeError | null;
}

/** The payment intent of an invoice changed from outside: a client confirmed it, 3-D Secure was passed, a debit arrived. */
export function followInvoicePayment(world: World, intentId: string): void {
  const invoice = invoiceOfIntent(world, intentId);
  if (invoice?.status !== "open" && invoice?.status !== "uncollectible") return;
  const isRetried = invoice.billing_reason === "subscription_cycle" && invoice.auto_advance === true;
  concludeAttempt(world, invoice.id, { isRetried });
}

function concludeAttempt(world: World, id: string, { isRetried }: { isRetried: boolean }): void {
  const intent = intentOfInvoice(world, id);
  const invoice = world.invoices.require(id);
  if (invoice.status === "paid") return;
  switch (intent?.status) {
    case "succeeded":
      settleInvoice(world, id, { amountPaid: intent.amount_received });
      return;
    case "processing":
      world.invoices.update(id, { attempted: true, next_payment_attempt: null });
      return;
    case "requires_action":
      noteFailedAttempt(world, invoice, { isRetried, needsAction: true });
      return;
    case "requires_payment_method": {
      const needsAction = intent.last_payment_error?.code === "authentication_required";
      noteFailedAttempt(world, invoice, { isRetried, needsAction });
    }
  }
}

function noPaymentMethod(): StripeError {
  return invalidRequest(
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
    { code: "resource_missing" },
  );
}
