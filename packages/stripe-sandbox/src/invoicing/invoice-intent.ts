import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { attemptPayment } from "../resources/attempt-payment.ts";
import { buildPaymentIntent, type PaymentIntent } from "../resources/build-payment-intent.ts";
import { cancelPaymentIntent } from "../resources/cancel-payment-intent.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, type StripeError } from "../wire/errors.ts";
import { subscriptionOf } from "./invoice-links.ts";

type Invoice = Stored<Stripe.Invoice>;
type InvoicePayment = Stored<Stripe.InvoicePayment>;

/** An invoice to be paid has a payment intent from the moment it is open; its client secret is what a page confirms. */
export function openInvoicePayment(world: World, invoice: Invoice): void {
  const given = {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    description: describe(invoice),
    payment_method_types: usableTypes(invoice.payment_settings.payment_method_types, invoice.currency),
    ...(invoice.customer === null ? {} : { customer: invoice.customer }),
    ...(subscriptionOf(invoice) === null ? {} : { setup_future_usage: "off_session" as const }),
  };
  const { statement_descriptor } = invoice;
  const intent = world.payment_intents.insert({ ...buildPaymentIntent(world, given), statement_descriptor });
  world.invoice_payments.insert(buildPayment(world, invoice, intent));
  emit(world, "payment_intent.created", intent);
}

/** Of the types a subscription names, those the sandbox has; refused when none is left to collect with. */
export function usableTypes(named: readonly string[] | null, currency: string): ("card" | "sepa_debit")[] {
  const switchedOn = currency === "eur" ? (["card", "sepa_debit"] as const) : (["card"] as const);
  const usable = switchedOn.filter((type) => named === null || named.includes(type));
  if (usable.length > 0) return usable;
  throw invalidRequest(`None of these payment method types can be used for invoices in ${currency}.`, {
    param: "payment_settings[payment_method_types]",
  });
}

/** The payment intent that pays the invoice unless something else does. */
export function intentOfInvoice(world: World, invoice: string): PaymentIntent | null {
  const [payment] = world.invoice_payments.where((each) => each.invoice === invoice && each.is_default);
  const id = payment?.payment.payment_intent;
  return id === undefined ? null : (world.payment_intents.get(id) ?? null);
}

/** The open invoice that this payment intent was made for; null for all other intents. */
export function invoiceOfIntent(world: World, intent: string): Invoice | null {
  const [payment] = world.invoice_payments.where((each) => each.payment.payment_intent === intent);
  return payment === undefined ? null : (world.invoices.get(payment.invoice) ?? null);
}

/** One try with one method; returns what a client who asked for it is told when it was declined. */
export function attemptInvoicePayment(world: World, invoice: Invoice, attempt: MethodAttempt): StripeError | null {
  const known = intentOfInvoice(world, invoice.id);
  if (known === null || known.status === "canceled") openInvoicePayment(world, invoice);
  const intent = intentOfInvoice(world, invoice.id);
  if (intent === null) throw new Error(`invoice ${invoice.id} has no payment intent`);
  const [mandate] = world.mandates.where((each) => each.payment_method === attempt.paymentMethod);
  world.payment_intents.update(intent.id, { payment_method: attempt.paymentMethod, status: "requires_confirmation" });
  const { refusal } = attemptPayment(world, intent.id, {
    isOffSession: attempt.isOffSession,
    isAuthenticated: false,
    returnUrl: null,
    mandate: mandate?.id ?? null,
  });
  return refusal;
}

export interface MethodAttempt {
  readonly paymentMethod: string;
  readonly isOffSession: boolean;
}

export function payInvoicePayment(world: World, invoice: string, amountPaid: number): void {
  for (const payment of openPaymentsOf(world, invoice)) {
    const at = nowOfInvoicePayment(world, payment);
    const paid = world.invoice_payments.update(payment.id, {
      status: "paid",
      amount_paid: amountPaid,
      status_transitions: { canceled_at: null, paid_at: at },
    });
    emit(world, "invoice_payment.paid", paid);
  }
}

/** The invoice will not be paid this way: its intents are canceled. */
export function cancelInvoicePayments(world: World, invoice: string): void {
  for (const payment of openPaymentsOf(world, invoice)) {
    const at = nowOfInvoicePayment(world, payment);
    world.invoice_payments.update(payment.id, {
      status: "canceled",
      status_transitions: { canceled_at: at, paid_at: null },
    });
    const intent = world.payment_intents.get(payment.payment.payment_intent ?? "");
    const isOver = intent === undefined || intent.status === "succeeded" || intent.status === "canceled";
    if (!isOver && intent.status !== "processing") cancelPaymentIntent(world, intent.id, "void_invoice");
  }
}

function openPaymentsOf(world: World, invoice: string): InvoicePayment[] {
  return world.invoice_payments.where((each) => each.invoice === invoice && each.status === "open");
}

function nowOfInvoicePayment(world: World, payment: InvoicePayment): number {
  return nowOfCustomer(world, world.invoices.get(payment.invoice)?.customer);
}

function buildPayment(world: World, invoice: Invoice, intent: PaymentIntent): InvoicePayment {
  for (const other of world.invoice_payments.where((each) => each.invoice === invoice.id && each.is_default)) {
    world.invoice_payments.update(other.id, { is_default: false });
  }
  return {
    id: world.invoice_payments.newId(),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created: intent.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  } satisfies InvoicePayment;
}

function describe(invoice: Invoice): string {
  switch (invoice.billing_reason) {
    case "subscription_create":
      return "Subscription creation";
    case "subscription_cycle":
    case "subscription_update":
      return "Subscription update";
    default:
      return `Payment for Invoice ${invoice.number ?? invoice.id}`;
  }
}
