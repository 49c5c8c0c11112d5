import type { BillingInterval, CostBasis, Fact, Instant, SubscriptionStatus } from "@farebox/billing-core";
import type { Refusal } from "./refusal.ts";
import type { TaxIdText } from "./tax-id-kinds.ts";

/**
 * What selling asks of the payment provider. Everything that is made there carries a key, so that asking again after an
 * outage makes nothing twice. What was paid is never answered here: it arrives as a fact.
 */
export type PaymentProvider = {
  /** Its pages reckon and add taxes; a bare charge of a card cannot. */
  readonly isTaxAutomatic: boolean;

  /** The id of the customer that a business pays as. */
  createCustomer(asked: {
    readonly businessId: string;
    readonly name: string;
    readonly email: string | null;
    /** One that was deleted, so that its answer is not repeated. */
    readonly insteadOf: string | null;
  }): Promise<string | Refusal>;

  openCheckout(asked: AskedCheckout): Promise<CheckoutNow | Refusal>;
  readCheckout(sessionId: string): Promise<CheckoutNow | Refusal>;
  /** Nobody can pay it afterwards; one that was paid meanwhile stays `complete`. */
  expireCheckout(sessionId: string): Promise<CheckoutNow | Refusal>;

  listCards(customerId: string): Promise<readonly Card[] | Refusal>;
  /** A page where a person adds a card. */
  openCardSetup(
    asked: { readonly customerId: string; readonly businessId: string } & ReturnUrls,
  ): Promise<string | Refusal>;
  makeCardDefault(asked: { readonly customerId: string; readonly cardId: string }): Promise<null | Refusal>;
  removeCard(cardId: string): Promise<null | Refusal>;
  chargeCard(asked: AskedCharge): Promise<CardCharge | Refusal>;
  readCharge(paymentIntentId: string): Promise<CardCharge | Refusal>;
  /** Nobody can pay it afterwards. */
  cancelCharge(paymentIntentId: string): Promise<CardCharge | Refusal>;

  readBillingDetails(customerId: string): Promise<BillingDetails | Refusal>;
  /** All of them; a tax id instead of those there were. */
  writeBillingDetails(asked: {
    readonly customerId: string;
    readonly details: Omit<BillingDetails, "taxId"> & { readonly taxId: TaxIdText | null };
  }): Promise<BillingDetails | Refusal>;

  /** Those that are not over. */
  readSubscriptions(customerId: string): Promise<readonly ProviderSubscription[] | Refusal>;
  /** How one stands now, as the facts that say so. */
  readSubscription(subscriptionId: string): Promise<readonly Fact[] | Refusal>;
  previewPlan(asked: AskedPreview): Promise<MoneyPreview | Refusal>;
  /** Paid now; the plan moves when it is. */
  upgrade(asked: AskedPlanMove & { readonly proratedAt: Instant }): Promise<PlanPayment | Refusal>;
  /** At the end of what was paid for. */
  scheduleChange(asked: AskedPlanMove): Promise<null | Refusal>;
  /** Takes back what was to end or to change. */
  keepAsIs(subscription: ProviderSubscription): Promise<null | Refusal>;
  cancel(asked: {
    readonly subscription: ProviderSubscription;
    readonly at: "period_end" | "now";
    readonly reason: CancelReason | null;
  }): Promise<null | Refusal>;

  listBills(asked: {
    readonly customerId: string;
    readonly before: Instant | null;
    readonly limit: number;
  }): Promise<readonly Bill[] | Refusal>;
  openPortal(asked: { readonly customerId: string; readonly returnUrl: string }): Promise<string | Refusal>;
  refund(asked: AskedRefund): Promise<RefundMade | Refusal>;
};

/** Why somebody leaves, in the payment provider's words. */
export const CANCEL_REASONS = [
  "too_expensive",
  "unused",
  "missing_features",
  "switched_service",
  "too_complex",
  "low_quality",
  "customer_service",
  "other",
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

export type ReturnUrls = { readonly successUrl: string; readonly cancelUrl: string };

export type AskedCheckout = ReturnUrls & {
  readonly sells: "package" | "plan";
  readonly customerId: string;
  readonly businessId: string;
  readonly priceId: string;
  /** Null for a plan. */
  readonly purchaseId: string | null;
  readonly idempotencyKey: string;
};

export type CheckoutNow = {
  readonly sessionId: string;
  readonly status: "open" | "complete" | "expired";
  /** Null once nobody can pay there any more. */
  readonly url: string | null;
};

export type Card = {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly isDefault: boolean;
};

/** Whom invoices are made out to, and where they are sent. */
export type BillingDetails = {
  readonly name: string | null;
  readonly email: string | null;
  readonly address: PostalAddress | null;
  readonly taxId: {
    readonly value: string;
    /** Whether the tax office knows it; `unavailable`: nobody can be asked. */
    readonly status: "pending" | "verified" | "unverified" | "unavailable";
  } | null;
};

export type PostalAddress = {
  readonly line1: string;
  readonly line2: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
  /** Two capital letters. */
  readonly country: string;
};

export type AskedCharge = {
  readonly customerId: string;
  readonly businessId: string;
  readonly cardId: string;
  readonly purchaseId: string;
  readonly price: CostBasis;
  readonly description: string;
  /** Where the bank sends a person who had to confirm; null: nobody is there to confirm anything. */
  readonly returnUrl: string | null;
  readonly idempotencyKey: string;
};

/** How far a charge of a saved card has come. */
export type CardCharge = {
  readonly paymentIntentId: string;
  readonly state: "succeeded" | "processing" | "action_required" | "declined" | "canceled";
  /** Where the bank asks; null unless `action_required`. */
  readonly actionUrl: string | null;
  readonly declineCode: string | null;
};

export type ProviderSubscription = {
  readonly id: string;
  readonly itemId: string;
  readonly priceId: string;
  readonly status: SubscriptionStatus;
  readonly interval: BillingInterval;
  readonly startedAt: Instant;
  readonly anchorAt: Instant;
  readonly periodStartAt: Instant;
  readonly periodEndAt: Instant;
  readonly cancelsAt: Instant | null;
  readonly isCancelAtPeriodEnd: boolean;
  /** What leads it to another plan by itself. */
  readonly schedule: {
    readonly id: string;
    readonly nextPriceId: string | null;
    readonly nextAt: Instant | null;
  } | null;
  /** Of an invoice that waits to be paid. */
  readonly payUrl: string | null;
};

export type AskedPreview = {
  readonly customerId: string;
  /** Null: a first subscription. */
  readonly subscription: ProviderSubscription | null;
  readonly change: "create" | "upgrade" | "later";
  readonly priceId: string;
  readonly proratedAt: Instant;
};

export type MoneyPreview = {
  readonly currency: string;
  readonly dueNow: number;
  readonly tax: number;
  readonly lines: readonly PreviewLine[];
  /** What a whole period costs from then on, with tax. */
  readonly eachPeriod: number;
};

export type PreviewLine = {
  readonly description: string;
  readonly amount: number;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly isProration: boolean;
};

export type AskedPlanMove = {
  readonly subscription: ProviderSubscription;
  readonly priceId: string;
  readonly idempotencyKey: string;
};

/** Whether what an upgrade costs was paid. */
export type PlanPayment =
  | { readonly state: "paid" }
  | { readonly state: "action_required"; readonly url: string | null }
  | { readonly state: "declined"; readonly declineCode: string | null };

/** An invoice, or the receipt of a package. */
export type Bill = {
  readonly id: string;
  readonly kind: "invoice" | "receipt";
  readonly number: string | null;
  readonly purchaseId: string | null;
  readonly description: string;
  readonly createdAt: Instant;
  readonly amount: number;
  readonly amountDue: number;
  readonly refunded: number;
  readonly currency: string;
  readonly status: "draft" | "open" | "paid" | "void" | "uncollectible" | "refunded" | "failed";
  readonly url: string | null;
  readonly pdfUrl: string | null;
};

export type AskedRefund = {
  /** The provider's payment, or an invoice whose payment it is. */
  readonly of: { readonly paymentIntentId: string } | { readonly invoiceId: string };
  /** Null: all of it. */
  readonly amount: number | null;
  readonly reason: string;
  readonly businessId: string;
  readonly idempotencyKey: string;
};

export type RefundMade = {
  readonly refundId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: "pending" | "succeeded" | "failed" | "canceled";
};
