import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";

type Invoice = Stored<Stripe.Invoice>;
type Customer = Stored<Stripe.Customer>;

/** What makes one new invoice differ from another; all else follows from the customer. */
export interface InvoiceTerms {
  readonly billingReason: string;
  readonly collectionMethod: string;
  readonly currency: string;
  readonly autoAdvance: boolean;
  readonly automaticallyFinalizesAt: number | null;
  readonly dueDate: number | null;
  readonly defaultPaymentMethod: string | null;
  readonly description: string | null;
  readonly discounts: readonly string[];
  readonly footer: string | null;
  readonly metadata: { readonly [key: string]: string };
  readonly parent: Invoice["parent"];
  readonly period: { readonly start: number; readonly end: number };
  readonly statementDescriptor: string | null;
  /** Null leaves it to what the account has switched on. */
  readonly paymentMethodTypes: readonly string[] | null;
}

/** A draft without lines: every amount is zero until they are counted. */
export function buildInvoice(id: string, customer: Customer, at: number, terms: InvoiceTerms): Invoice {
  return {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Stripe sandbox",
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: terms.autoAdvance,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: terms.automaticallyFinalizesAt,
    billing_reason: terms.billingReason,
    collection_method: terms.collectionMethod,
    created: at,
    currency: terms.currency,
    custom_fields: customer.invoice_settings.custom_fields,
    ...customerDetails(customer),
    default_payment_method: terms.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: terms.description,
    discounts: [...terms.discounts],
    due_date: terms.dueDate,
    effective_at: null,
    ending_balance: null,
    footer: terms.footer ?? customer.invoice_settings.footer,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: [], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: { ...terms.metadata },
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: terms.parent,
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: terms.paymentMethodTypes && [...terms.paymentMethodTypes],
    },
    period_end: terms.period.end,
    period_start: terms.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: terms.statementDescriptor,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: customer.test_clock ?? null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: at,
  } satisfies Invoice;
}

/** Copied at creation and at finalization, so that an invoice keeps whom it was sent to. */
export function customerDetails(customer: Customer) {
  const { shipping } = customer;
  return {
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: shipping ?? null,
    customer_tax_exempt: customer.tax_exempt ?? null,
    customer_tax_ids: [],
  } satisfies Partial<Invoice>;
}
