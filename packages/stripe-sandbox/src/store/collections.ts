import type Stripe from "stripe";
import type { CheckoutPlan } from "../checkout/checkout-plan.ts";
import type { DueWork } from "../clock/due-work.ts";
import type { Delivery } from "../events/delivery.ts";
import type { DeliverySwitch } from "../events/delivery-switches.ts";
import type { EndpointSecret } from "../events/endpoint-secret.ts";
import type { CouponOptions } from "../invoicing/coupon-options.ts";
import type { BillingSettings, FailingInvoice } from "../invoicing/records.ts";
import type { IntentAttempt, PaymentMethodHistory } from "../payments/private-records.ts";
import type { PriceOptions } from "../resources/price-options.ts";
import type { ItemDebit, PendingChange } from "../subscribing/records.ts";
import type { KeptAnswer } from "../wire/idempotency.ts";
import type { RequestFault } from "../wire/request-faults.ts";
import type { CollectionKind } from "./collection.ts";
import type { Stored } from "./stored.ts";

/**
 * Every collection of the world and the type of its rows. Rows that are Stripe's objects are what the wire sends;
 * what Stripe keeps to itself (a secret, work that is due) has a collection of its own.
 */
export interface Records {
  balance_transactions: Stored<Stripe.BalanceTransaction>;
  billing_portal_configurations: Stored<Stripe.BillingPortal.Configuration>;
  billing_portal_sessions: Stored<Stripe.BillingPortal.Session>;
  billing_settings: BillingSettings;
  charges: Stored<Stripe.Charge>;
  checkout_plans: CheckoutPlan;
  checkout_sessions: Stored<Stripe.Checkout.Session>;
  coupon_options: CouponOptions;
  coupons: Stored<Stripe.Coupon>;
  credit_note_lines: Stored<Stripe.CreditNoteLineItem>;
  credit_notes: Stored<Stripe.CreditNote>;
  customer_balance_transactions: Stored<Stripe.CustomerBalanceTransaction>;
  customers: Stored<Stripe.Customer>;
  deliveries: Delivery;
  delivery_switches: DeliverySwitch;
  discounts: Stored<Stripe.Discount>;
  disputes: Stored<Stripe.Dispute>;
  due_work: DueWork;
  endpoint_secrets: EndpointSecret;
  events: Stored<Stripe.EventBase>;
  failing_invoices: FailingInvoice;
  idempotency_keys: KeptAnswer;
  intent_attempts: IntentAttempt;
  invoice_items: Stored<Stripe.InvoiceItem>;
  invoice_lines: Stored<Stripe.InvoiceLineItem>;
  invoice_payments: Stored<Stripe.InvoicePayment>;
  invoices: Stored<Stripe.Invoice>;
  item_debits: ItemDebit;
  mandates: Stored<Stripe.Mandate>;
  payment_intents: Stored<Stripe.PaymentIntent>;
  payment_method_histories: PaymentMethodHistory;
  payment_methods: Stored<Stripe.PaymentMethod>;
  pending_changes: PendingChange;
  price_options: PriceOptions;
  prices: Stored<Stripe.Price>;
  products: Stored<Stripe.Product>;
  promotion_codes: Stored<Stripe.PromotionCode>;
  refunds: Stored<Stripe.Refund>;
  request_faults: RequestFault;
  retired_coupons: Stored<Stripe.Coupon>;
  sandbox_state: { readonly id: string; readonly offsetSeconds: number };
  setup_attempts: Stored<Stripe.SetupAttempt>;
  setup_intents: Stored<Stripe.SetupIntent>;
  subscription_items: Stored<Stripe.SubscriptionItem>;
  subscription_schedules: Stored<Stripe.SubscriptionSchedule>;
  subscriptions: Stored<Stripe.Subscription>;
  tax_ids: Stored<Stripe.TaxId>;
  test_clocks: Stored<Stripe.TestHelpers.TestClock>;
  webhook_endpoints: Stored<Stripe.WebhookEndpoint>;
}

export const COLLECTION_KINDS = {
  balance_transactions: { idPrefix: "txn", idLength: 24, label: "balance transaction" },
  billing_portal_configurations: { idPrefix: "bpc", idLength: 24, label: "configuration" },
  billing_portal_sessions: { idPrefix: "bps", idLength: 24, label: "session" },
  billing_settings: { idPrefix: "settings", idLength: 24, label: "billing settings", isInternal: true },
  charges: { idPrefix: "ch", idLength: 24, label: "charge" },
  checkout_plans: { idPrefix: "cs_test", idLength: 58, label: "checkout plan" },
  checkout_sessions: { idPrefix: "cs_test", idLength: 58, label: "checkout.session" },
  coupon_options: { idPrefix: "coupon", idLength: 14, label: "coupon", isInternal: true },
  coupons: { idPrefix: "coupon", idLength: 14, label: "coupon" },
  credit_note_lines: { idPrefix: "cnli", idLength: 24, label: "credit note line item" },
  credit_notes: { idPrefix: "cn", idLength: 24, label: "credit note" },
  customer_balance_transactions: { idPrefix: "cbtxn", idLength: 24, label: "customer balance transaction" },
  customers: { idPrefix: "cus", idLength: 14, label: "customer" },
  deliveries: { idPrefix: "whd", idLength: 24, label: "delivery", isInternal: true, liveWhile: "nextAttemptAt" },
  delivery_switches: { idPrefix: "whs", idLength: 24, label: "switch", isInternal: true },
  discounts: { idPrefix: "di", idLength: 24, label: "discount" },
  disputes: { idPrefix: "du", idLength: 24, label: "dispute" },
  due_work: { idPrefix: "due", idLength: 24, label: "due work", isInternal: true },
  endpoint_secrets: { idPrefix: "whsec", idLength: 32, label: "secret", isInternal: true },
  events: { idPrefix: "evt", idLength: 24, label: "event" },
  failing_invoices: { idPrefix: "failing", idLength: 24, label: "failing invoice", isInternal: true },
  idempotency_keys: { idPrefix: "idem", idLength: 24, label: "idempotency key", isInternal: true },
  intent_attempts: { idPrefix: "pi", idLength: 24, label: "intent attempt" },
  invoice_items: { idPrefix: "ii", idLength: 24, label: "invoiceitem" },
  invoice_lines: { idPrefix: "il", idLength: 24, label: "invoice line item" },
  invoice_payments: { idPrefix: "inpay", idLength: 24, label: "invoice_payment" },
  invoices: { idPrefix: "in", idLength: 24, label: "invoice" },
  item_debits: { idPrefix: "debit", idLength: 24, label: "item debit", isInternal: true },
  mandates: { idPrefix: "mandate", idLength: 24, label: "mandate" },
  payment_intents: { idPrefix: "pi", idLength: 24, label: "payment_intent" },
  payment_method_histories: { idPrefix: "pm", idLength: 24, label: "payment method history" },
  payment_methods: { idPrefix: "pm", idLength: 24, label: "PaymentMethod" },
  pending_changes: { idPrefix: "pending", idLength: 24, label: "pending change", isInternal: true },
  price_options: { idPrefix: "price", idLength: 24, label: "price", isInternal: true },
  prices: { idPrefix: "price", idLength: 24, label: "price" },
  products: { idPrefix: "prod", idLength: 14, label: "product" },
  promotion_codes: { idPrefix: "promo", idLength: 24, label: "promotion code" },
  refunds: { idPrefix: "re", idLength: 24, label: "refund" },
  request_faults: { idPrefix: "fault", idLength: 24, label: "fault", isInternal: true },
  retired_coupons: { idPrefix: "coupon", idLength: 14, label: "coupon", isInternal: true },
  sandbox_state: { idPrefix: "state", idLength: 24, label: "state", isInternal: true },
  setup_attempts: { idPrefix: "setatt", idLength: 24, label: "setup_attempt" },
  setup_intents: { idPrefix: "seti", idLength: 24, label: "setupintent" },
  subscription_items: { idPrefix: "si", idLength: 14, label: "subscription_item" },
  subscription_schedules: { idPrefix: "sub_sched", idLength: 24, label: "subscription_schedule" },
  subscriptions: { idPrefix: "sub", idLength: 24, label: "subscription" },
  tax_ids: { idPrefix: "txi", idLength: 24, label: "tax ID" },
  test_clocks: { idPrefix: "clock", idLength: 24, label: "test clock" },
  webhook_endpoints: { idPrefix: "we", idLength: 24, label: "webhook endpoint" },
} as const satisfies Record<keyof Records, CollectionKind>;
