import type { ReviewLine, UsageLine } from "../account.ts";
import { type AccountDraft, lineOf, reviewOf } from "../account-draft.ts";
import { bookUse, priceUse, type UnpricedLine } from "../book-line.ts";
import type { ResolveReviewCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import { usageKeyRef } from "../keys.ts";
import type { ResolveReviewOutcome } from "../outcomes.ts";
import { knownServices, rateInForce } from "../rate-lookup.ts";

/**
 * An operator decides about an event that came too late. Accepted, it is booked whatever the balance is, priced at when
 * it happened, and its key stands for the usage line from then on. Rejected, it is only marked.
 *
 * The same decision again is answered `replayed`; the other one is `idempotency_mismatch` on `decision`.
 */
export function resolveReview(draft: AccountDraft, command: ResolveReviewCommand): ResolveReviewOutcome {
  const review = reviewOf(draft, command.reviewId);
  if (review === undefined) return refused({ code: "not_found", what: "review" });
  if (review.status !== "pending") return answerAgain(draft, review, command);
  if (command.decision === "reject")
    return {
      outcome: "rejected",
      review: resolved(draft, review, { status: "rejected", lineId: null, note: command.note }),
      line: null,
    };

  const inForce = rateInForce(draft.account.rateCards, review.service, review.occurredAt);
  if (inForce === null)
    return refused({
      code: "unknown_service",
      service: review.service,
      known: knownServices(draft.account.rateCards, review.occurredAt),
    });
  const use = priceUse(draft, inForce, review.quantity);
  if (use === null)
    return refused({ code: "validation_failed", field: "quantity", message: "costs more than can be booked" });

  const line = bookUse(draft, use, unpricedLineOf(review, command.lineId));
  if (review.key !== null) draft.remembered.set(usageKeyRef(review.key), { of: "usage", line });
  return {
    outcome: "accepted",
    review: resolved(draft, review, { status: "accepted", lineId: line.id, note: command.note }),
    line,
  };
}

function unpricedLineOf(review: ReviewLine, lineId: string): UnpricedLine {
  const { key, service, quantity, occurredAt, statedOccurredAt, agentId, ref, metadata } = review;
  return {
    id: lineId,
    key,
    holdId: null,
    service,
    quantity,
    occurredAt,
    statedOccurredAt,
    agentId,
    ref,
    metadata,
    replacesLineId: null,
  };
}

function answerAgain(draft: AccountDraft, review: ReviewLine, command: ResolveReviewCommand): ResolveReviewOutcome {
  const before = review.status === "accepted" ? "accept" : "reject";
  if (before !== command.decision)
    return refused({ code: "idempotency_mismatch", key: review.key ?? review.id, field: "decision" });
  return { outcome: "replayed", review, line: lineThatBecame(draft, review) };
}

function lineThatBecame(draft: AccountDraft, review: ReviewLine): UsageLine | null {
  return review.lineId === null ? null : (lineOf(draft, review.lineId)?.line ?? null);
}

/** The review's last state, among the inserted rows if this very fold made it. */
function resolved(
  draft: AccountDraft,
  review: ReviewLine,
  decision: Pick<ReviewLine, "status" | "lineId" | "note">,
): ReviewLine {
  const after: ReviewLine = { ...review, ...decision, resolvedAt: draft.context.now };
  const rows = draft.reviewsInserted.has(review.id) ? draft.reviewsInserted : draft.reviewsUpdated;
  rows.set(review.id, after);
  if (review.key !== null && after.status === "rejected")
    draft.remembered.set(usageKeyRef(review.key), { of: "review", review: after });
  draft.wrote = true;
  return after;
}

function refused(error: BillingError): ResolveReviewOutcome {
  return { outcome: "refused", error };
}
