import type { AfterCharge } from "./card-behaviour.ts";

/**
 * How each kind of dispute opens. An inquiry is a question: no money moves and the charge may still be refunded;
 * a chargeback has already taken amount and fee.
 *
 * Sources: https://docs.stripe.com/disputes/how-disputes-work, https://docs.stripe.com/disputes/categories
 */
export const DISPUTE_TERMS = {
  dispute_fraudulent: { reason: "fraudulent", isInquiry: false, networkReasonCode: "10.4" },
  dispute_product_not_received: {
    reason: "product_not_received",
    isInquiry: false,
    networkReasonCode: "13.1",
  },
  dispute_inquiry: { reason: "fraudulent", isInquiry: true, networkReasonCode: "10" },
} as const satisfies Record<AfterCharge, DisputeTerms>;

interface DisputeTerms {
  readonly reason: "fraudulent" | "product_not_received";
  readonly isInquiry: boolean;
  readonly networkReasonCode: string;
}

/** Days to answer before the case is decided without an answer. */
export const EVIDENCE_DUE_SECONDS = 9 * 24 * 60 * 60;

/**
 * What a submitted answer leads to in test mode, by the text given as `uncategorized_text`
 * (https://docs.stripe.com/testing#evidence); any other text leaves the case under review.
 */
export function decideEvidence(
  uncategorizedText: string | null,
  isInquiry: boolean,
): "won" | "lost" | "under_review" | "warning_closed" | "warning_under_review" {
  const verdict = uncategorizedText?.trim();
  if (verdict === "winning_evidence") return isInquiry ? "warning_closed" : "won";
  if (verdict === "losing_evidence") return "lost";
  return isInquiry ? "warning_under_review" : "under_review";
}
