import type { Remembered, ReviewLine, UsageLine } from "../account.ts";
import { type AccountDraft, rememberedBy, takeKey } from "../account-draft.ts";
import { availableBehind, bookUse, type PricedUse, priceUse } from "../book-line.ts";
import type { RecordUsageCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import { canSpend, fundsOf, insufficientTokens } from "../funds.ts";
import { type Instant, MINUTE_MS } from "../instants.ts";
import { invariant } from "../invariant.ts";
import { usageKeyRef } from "../keys.ts";
import type { RecordUsageOutcome } from "../outcomes.ts";
import { knownServices, rateInForce } from "../rate-lookup.ts";

/** How far a reporter's clock may be ahead of ours. */
export const FUTURE_TOLERANCE_MS = 5 * MINUTE_MS;

/**
 * One event is reported. In this order: a key seen before answers again; a time in the future and a service without a
 * price at that time are refused; an event older than the late window waits for an operator; a suspended business and one
 * that cannot pay are refused. What remains is charged, in spending order. So what waits has a price.
 *
 * A refusal takes no key, so that the same event may be tried again and is decided anew.
 */
export function recordUsage(draft: AccountDraft, command: RecordUsageCommand): RecordUsageOutcome {
  const { now } = draft.context;
  const remembered = rememberedBy(draft, usageKeyRef(command.key));
  if (remembered !== undefined) return answerAgain(remembered, command);

  const occurredAt = command.occurredAt ?? now;
  if (occurredAt > now + FUTURE_TOLERANCE_MS) {
    return refused({
      code: "validation_failed",
      field: "occurredAt",
      message: "must not be more than 5 minutes in the future",
    });
  }
  const inForce = rateInForce(draft.account.rateCards, command.service, occurredAt);
  if (inForce === null)
    return refused({
      code: "unknown_service",
      service: command.service,
      known: knownServices(draft.account.rateCards, occurredAt),
    });
  if (now - occurredAt > command.lateAfterMs)
    return { outcome: "review", review: keepForReview(draft, command, occurredAt), replayed: false };
  if (draft.settings.suspendedAt !== null && !command.allowOverdraft) {
    return refused({ code: "business_suspended", reason: draft.settings.suspendedReason ?? "suspended" });
  }
  const use = priceUse(draft, inForce, command.quantity);
  if (use === null)
    return refused({ code: "validation_failed", field: "quantity", message: "costs more than can be booked" });
  const shortage = command.allowOverdraft ? null : shortageOf(draft, use);
  if (shortage !== null) return refused(shortage);

  const line = bookUse(draft, use, {
    id: command.lineId,
    key: command.key,
    holdId: null,
    service: command.service,
    quantity: command.quantity,
    occurredAt,
    statedOccurredAt: command.occurredAt,
    agentId: command.agentId,
    ref: command.ref,
    metadata: command.metadata,
    replacesLineId: null,
  });
  takeKey(
    draft,
    usageKeyRef(command.key),
    { scope: "usage", key: command.key, of: "usage", subjectId: line.id },
    { of: "usage", line },
  );
  draft.wrote = true;
  return { outcome: "recorded", line };
}

function answerAgain(remembered: Remembered, command: RecordUsageCommand): RecordUsageOutcome {
  invariant(remembered.of === "usage" || remembered.of === "review", "a key in the scope of usage stands for usage");
  const field = firstDifference(remembered.of === "usage" ? remembered.line : remembered.review, command);
  if (field !== null) return refused({ code: "idempotency_mismatch", key: command.key, field });
  if (remembered.of === "usage") return { outcome: "replayed", line: remembered.line };
  return { outcome: "review", review: remembered.review, replayed: true };
}

/** Not charged and not priced, but its key is taken: the operator decides about it, not a second report. */
function keepForReview(draft: AccountDraft, command: RecordUsageCommand, occurredAt: Instant): ReviewLine {
  const review: ReviewLine = {
    id: command.lineId,
    key: command.key,
    service: command.service,
    quantity: command.quantity,
    occurredAt,
    statedOccurredAt: command.occurredAt,
    recordedAt: draft.context.now,
    agentId: command.agentId,
    ref: command.ref,
    metadata: command.metadata,
    status: "pending",
    resolvedAt: null,
    lineId: null,
    note: null,
  };
  draft.reviewsInserted.set(review.id, review);
  takeKey(
    draft,
    usageKeyRef(command.key),
    { scope: "usage", key: command.key, of: "review", subjectId: review.id },
    { of: "review", review },
  );
  draft.wrote = true;
  return review;
}

function shortageOf(draft: AccountDraft, { charged, payment }: PricedUse): BillingError | null {
  // Without debt and fully paid by grants is the usual case, and needs no further sum.
  if (draft.debt === 0n && payment.shortfall === 0n) return null;
  const funds = fundsOf(draft, availableBehind(payment));
  return canSpend(funds, charged) ? null : insufficientTokens(draft, funds, charged);
}

function firstDifference(seen: UsageLine | ReviewLine, command: RecordUsageCommand): string | null {
  if (command.service !== seen.service) return "service";
  if (command.quantity !== seen.quantity) return "quantity";
  if (command.occurredAt !== seen.statedOccurredAt) return "occurredAt";
  if (command.agentId !== seen.agentId) return "agentId";
  if (command.ref !== seen.ref) return "ref";
  return null;
}

function refused(error: BillingError): RecordUsageOutcome {
  return { outcome: "refused", error };
}
