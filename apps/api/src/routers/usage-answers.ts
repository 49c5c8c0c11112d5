import type {
  Authorization,
  Correction,
  RecordUsageOutcome,
  ResolveReviewOutcome,
  ReviewLine,
  UsageLine,
} from "@farebox/billing-core";
import { toTokens } from "@farebox/billing-core";
import { ERROR_TABLE } from "../http/error-table.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { toErrorDetails } from "./billing-error.ts";
import type { AuthorizationAnswer, UsageResult } from "./usage-schemas.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

/** One event's result: what it came to, or why it did not. */
export function toUsageResult(key: string, outcome: RecordUsageOutcome | NotDecided): UsageResult {
  switch (outcome.outcome) {
    case "recorded":
    case "replayed":
      return {
        key,
        outcome: outcome.outcome,
        id: outcome.line.id,
        charged: toTokens(outcome.line.charged),
        balanceAfter: toTokens(outcome.line.balanceAfter),
      };
    case "review":
      return { key, outcome: "review", id: outcome.review.id, charged: 0 };
    case "refused":
      return refused(key, outcome.error);
    case "not_decided":
      return { key, outcome: "refused", charged: 0, reason: outcome.code, ...consequences(outcome.code) };
  }
}

/** Sent before and answered again. What waits for somebody to look stays `review` however often it is sent. */
export function isReplay(outcome: RecordUsageOutcome | NotDecided): boolean {
  return outcome.outcome === "replayed" || (outcome.outcome === "review" && outcome.replayed);
}

function refused(key: string, error: Extract<RecordUsageOutcome, { outcome: "refused" }>["error"]): UsageResult {
  const result: UsageResult = { key, outcome: "refused", charged: 0, reason: error.code, ...consequences(error.code) };
  if (error.code === "business_suspended") return { ...result, suspendedBecause: error.reason };
  return { ...result, ...toErrorDetails(error) };
}

function consequences(code: keyof typeof ERROR_TABLE) {
  return { message: ERROR_TABLE[code].message, retryable: ERROR_TABLE[code].isRetryable };
}

export function toAuthorizationAnswer(authorization: Authorization): AuthorizationAnswer {
  const { refusal } = authorization;
  return {
    allowed: authorization.allowed,
    ...(refusal !== null && { reason: refusal.code, details: toErrorDetails(refusal) }),
    available: toTokens(authorization.available),
    debt: toTokens(authorization.debt),
    ...(authorization.required !== null && { required: toTokens(authorization.required) }),
    affordable: authorization.affordable,
    fix: [...authorization.fix],
  };
}

export function toCorrectionAnswer(outcome: "corrected" | "replayed", correction: Correction) {
  return {
    outcome,
    id: correction.id,
    lineId: correction.lineId,
    reason: correction.reason,
    returned: toTokens(correction.returned),
    balanceAfter: toTokens(correction.balanceAfter),
    recordedAt: toInstantText(correction.recordedAt),
    replacement: toLineOrNull(correction.replacement),
  };
}

export function toResolutionAnswer(resolution: Exclude<ResolveReviewOutcome, { outcome: "refused" }>) {
  return {
    outcome: resolution.outcome,
    review: toReviewAnswer(resolution.review),
    line: toLineOrNull(resolution.line),
  };
}

export function toReviewAnswer(review: ReviewLine) {
  return {
    id: review.id,
    key: review.key ?? "",
    service: review.service,
    quantity: review.quantity,
    occurredAt: toInstantText(review.occurredAt),
    recordedAt: toInstantText(review.recordedAt),
    agentId: review.agentId,
    ref: review.ref,
    metadata: review.metadata,
    status: review.status,
    resolvedAt: toInstantTextOrNull(review.resolvedAt),
    lineId: review.lineId,
    note: review.note,
  };
}

function toLineOrNull(line: UsageLine | null) {
  if (line === null) return null;
  return {
    id: line.id,
    service: line.service,
    quantity: line.quantity,
    charged: toTokens(line.charged),
    balanceAfter: toTokens(line.balanceAfter),
    occurredAt: toInstantText(line.occurredAt),
    recordedAt: toInstantText(line.recordedAt),
  };
}
