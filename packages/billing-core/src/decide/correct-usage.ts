import type { Correction, UsageLine } from "../account.ts";
import { type AccountDraft, lineOf, rememberedBy, takeKey } from "../account-draft.ts";
import { settle } from "../advance.ts";
import { MAX_MICRO_TOKENS } from "../amounts.ts";
import { bookUse, priceUse } from "../book-line.ts";
import { addCharge } from "../charge-totals.ts";
import type { CorrectUsageCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import { invariant } from "../invariant.ts";
import { correctionKey, correctionKeyRef } from "../keys.ts";
import type { CorrectUsageOutcome } from "../outcomes.ts";
import { postRun } from "../post-run.ts";
import { accruedOf } from "../purse.ts";
import { knownServices, rateInForce } from "../rate-lookup.ts";
import { charge } from "../rating.ts";
import { addUsage } from "../usage-totals.ts";
import { returnLegs } from "./return-charge.ts";

/**
 * Reverses a line once, with a reason, and perhaps books it anew as another line in the same commit.
 *
 * Everything that was charged returns, in this order: today's debt shrinks first; then the line's grants get back what
 * they paid, last taken first; what is still left (a part of the line that was debt and has been repaid since) goes to the
 * grants that repaid debt, last in order of repayment first. What returns to an expired grant lapses at once.
 *
 * The replacement happened when the line happened, is priced by the version in force then, and is booked whatever the balance is.
 */
export function correctUsage(draft: AccountDraft, command: CorrectUsageCommand): CorrectUsageOutcome {
  const found = lineOf(draft, command.lineId);
  if (found === undefined) return refused({ code: "not_found", what: "line" });
  const remembered = rememberedBy(draft, correctionKeyRef(command.lineId));
  if (remembered !== undefined) {
    invariant(remembered.of === "correction", "the key of a correction stands for one");
    return answerAgain(remembered.correction, command);
  }
  const refusal = problemWith(draft, found.line, command);
  if (refusal !== null) return refused(refusal);

  const { line, legs } = found;
  postRun(draft, {
    runId: command.correctionId,
    occurredAt: line.occurredAt,
    legs: returnLegs(draft, { charged: line.charged, legs }),
  });
  addUsage(draft.usage, { line, sign: -1, timeZone: draft.account.timeZone });
  addCharge(draft.charges, { line, sign: -1, timeZone: draft.account.timeZone });
  draft.wrote = true;
  const correction: Correction = {
    id: command.correctionId,
    lineId: line.id,
    reason: command.reason,
    returned: line.charged,
    balanceAfter: draft.ledgerTotal,
    replacement: command.replacement === null ? null : bookReplacement(draft, line, command.replacement),
    recordedAt: draft.context.now,
  };
  settle(draft);
  draft.corrections.push(correction);
  takeKey(
    draft,
    correctionKeyRef(line.id),
    { scope: "request", key: correctionKey(line.id), of: "correction", subjectId: correction.id },
    { of: "correction", correction },
  );
  return { outcome: "corrected", correction };
}

type Replacement = NonNullable<CorrectUsageCommand["replacement"]>;

function answerAgain(correction: Correction, command: CorrectUsageCommand): CorrectUsageOutcome {
  const field = firstDifference(correction, command);
  if (field === null) return { outcome: "replayed", correction };
  return refused({ code: "idempotency_mismatch", key: correctionKey(command.lineId), field });
}

function firstDifference({ reason, replacement }: Correction, command: CorrectUsageCommand): string | null {
  if (command.reason !== reason) return "reason";
  if (command.replacement === null || replacement === null)
    return command.replacement === replacement ? null : "replacement";
  if (command.replacement.service !== replacement.service) return "replacement.service";
  if (command.replacement.quantity !== replacement.quantity) return "replacement.quantity";
  return null;
}

/** Found before anything is posted, so that a correction is done as a whole or not at all. */
function problemWith(draft: AccountDraft, line: UsageLine, { replacement }: CorrectUsageCommand): BillingError | null {
  // Σ remaining = Σ ledger + debt must stay within the bound, whichever grants the tokens return to.
  if (draft.ledgerTotal + draft.debt + line.charged > MAX_MICRO_TOKENS) {
    return { code: "validation_failed", field: "lineId", message: "would bring the business beyond 8 billion tokens" };
  }
  if (replacement === null) return null;
  const inForce = rateInForce(draft.account.rateCards, replacement.service, line.occurredAt);
  if (inForce === null) {
    return {
      code: "unknown_service",
      service: replacement.service,
      known: knownServices(draft.account.rateCards, line.occurredAt),
    };
  }
  if (charge(inForce.rate, replacement.quantity) + draft.debt + accruedOf(draft) > MAX_MICRO_TOKENS) {
    return { code: "validation_failed", field: "replacement.quantity", message: "costs more than can be booked" };
  }
  return null;
}

function bookReplacement(draft: AccountDraft, line: UsageLine, replacement: Replacement): UsageLine {
  const inForce = rateInForce(draft.account.rateCards, replacement.service, line.occurredAt);
  const use = inForce === null ? null : priceUse(draft, inForce, replacement.quantity);
  invariant(use !== null, "a replacement was found to have a price before its line was reversed");
  return bookUse(draft, use, {
    id: replacement.lineId,
    key: null,
    holdId: line.holdId,
    service: replacement.service,
    quantity: replacement.quantity,
    occurredAt: line.occurredAt,
    statedOccurredAt: line.statedOccurredAt,
    agentId: line.agentId,
    ref: line.ref,
    metadata: line.metadata,
    replacesLineId: line.id,
  });
}

function refused(error: BillingError): CorrectUsageOutcome {
  return { outcome: "refused", error };
}
