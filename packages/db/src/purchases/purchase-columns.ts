import type { CostBasis, Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";

export const PURCHASE_STATUSES = ["created", "open", "processing", "paid", "failed", "expired"] as const;
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number];

/** A purchase with what was offered when it was begun. */
export type StoredPurchase = {
  readonly businessId: string;
  readonly id: string;
  readonly packageKey: string;
  readonly kind: "package" | "top_up";
  readonly tokens: MicroTokens;
  readonly bonus: MicroTokens;
  readonly price: CostBasis;
  readonly priceId: string | null;
  readonly status: PurchaseStatus;
  readonly requestKey: string | null;
  readonly checkoutSessionId: string | null;
  readonly checkoutUrl: string | null;
  readonly paymentIntentId: string | null;
  /** The provider's payment that paid it; a second one is somebody's mistake. Null before. */
  readonly paidBy: string | null;
  readonly failureCode: string | null;
  readonly createdAt: Instant;
  readonly paidAt: Instant | null;
};

export const PURCHASE_COLUMNS = `
  purchase.business_id,
  purchase.id,
  purchase.package_key,
  purchase.kind,
  purchase.tokens_micro,
  purchase.bonus_micro,
  purchase.price_amount_minor,
  purchase.price_currency,
  purchase.price_id,
  purchase.status,
  purchase.request_key,
  purchase.checkout_session_id,
  purchase.checkout_url,
  purchase.payment_intent_id,
  purchase.paid_by,
  purchase.failure_code,
  ${milliseconds("purchase.created_at")} as created_ms,
  ${milliseconds("purchase.paid_at")} as paid_ms`;

export type PurchaseColumns = {
  readonly business_id: string;
  readonly id: string;
  readonly package_key: string;
  readonly kind: "package" | "top_up";
  readonly tokens_micro: bigint;
  readonly bonus_micro: bigint;
  readonly price_amount_minor: bigint;
  readonly price_currency: string;
  readonly price_id: string | null;
  readonly status: PurchaseStatus;
  readonly request_key: string | null;
  readonly checkout_session_id: string | null;
  readonly checkout_url: string | null;
  readonly payment_intent_id: string | null;
  readonly paid_by: string | null;
  readonly failure_code: string | null;
  readonly created_ms: bigint;
  readonly paid_ms: bigint | null;
};

export function toStoredPurchase(row: PurchaseColumns): StoredPurchase {
  return {
    businessId: row.business_id,
    id: row.id,
    packageKey: row.package_key,
    kind: row.kind,
    tokens: row.tokens_micro as MicroTokens,
    bonus: row.bonus_micro as MicroTokens,
    price: { amount: Number(row.price_amount_minor), currency: row.price_currency },
    priceId: row.price_id,
    status: row.status,
    requestKey: row.request_key,
    checkoutSessionId: row.checkout_session_id,
    checkoutUrl: row.checkout_url,
    paymentIntentId: row.payment_intent_id,
    paidBy: row.paid_by,
    failureCode: row.failure_code,
    createdAt: Number(row.created_ms),
    paidAt: row.paid_ms === null ? null : Number(row.paid_ms),
  };
}
