import type { Correction, Leg, UsageLine } from "../account.ts";
import { type AccountDraft, type HoldDraft, lineOf, takeKey, touchHold } from "../account-draft.ts";
import { settle } from "../advance.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, microTokens, smaller, ZERO } from "../amounts.ts";
import { callLine } from "../book-call.ts";
import { bookLine, legsOfPayment, type TakenLeg } from "../book-line.ts";
import { addCharge } from "../charge-totals.ts";
import type { BillingError } from "../errors.ts";
import { invariant } from "../invariant.ts";
import { correctionKey, correctionKeyRef } from "../keys.ts";
import { payEvent } from "../payments.ts";
import { postRun } from "../post-run.ts";
import { addUsage } from "../usage-totals.ts";
import { grantOf, returnLegs } from "./return-charge.ts";

/** The reason that stands on the correction of an abandoned call's line. */
export const SETTLEMENT_REASON = "the call was settled after it had been abandoned";

type Call = { readonly lineId: string; readonly elapsedSeconds: number; readonly charged: MicroTokens };

/**
 * Settles an abandoned call with what it really was. Its line is corrected and replaced in the same commit, as any line
 * that said something wrong, so that one standing line tells the whole call, and roll-ups, receipts and later corrections
 * need no rule of their own.
 *
 * Only the difference moves. What both lines agree on is returned to where it was taken from and taken from there again,
 * expired grants and repaid debt included; a shorter call returns its last-taken legs as a correction does, a longer one
 * is charged more like work that already happened.
 */
export function settleCall(draft: AccountDraft, hold: HoldDraft, call: Call): BillingError | null {
  const found = lineOf(draft, hold.id);
  invariant(found !== undefined, "an account brings the line of a hold that may be settled");
  const { line, legs } = found;
  if (draft.ledgerTotal + draft.debt + line.charged > MAX_MICRO_TOKENS) return tooMuch(hold);
  if (call.elapsedSeconds !== hold.elapsedSeconds) replaceLine(draft, hold, { line, legs, call });
  hold.status = "settled";
  hold.settledAt = draft.context.now;
  touchHold(draft, hold);
  settle(draft);
  return null;
}

function replaceLine(
  draft: AccountDraft,
  hold: HoldDraft,
  { line, legs, call }: { readonly line: UsageLine; readonly legs: readonly Leg[]; readonly call: Call },
): void {
  const { kept, rest } = splitLegs(legs, smaller(line.charged, call.charged));
  const extra = microTokens(call.charged - smaller(line.charged, call.charged));
  const payment = payEvent(draft, extra, draft.context.now);
  const agreed: TakenLeg[] = kept.map(({ grantId, amount }) => ({
    grant: grantId === null ? null : grantOf(draft, grantId),
    amount,
  }));
  const correctionId = draft.context.newId();
  postRun(draft, {
    runId: correctionId,
    occurredAt: line.occurredAt,
    legs: [
      ...returnLegs(draft, { charged: microTokens(line.charged - call.charged + extra), legs: rest }),
      ...agreed.toReversed().map(({ grant, amount }) => ({ kind: "correction" as const, amount, grant })),
    ],
  });
  const balanceAfter = draft.ledgerTotal;
  const replacement = bookLine(
    draft,
    {
      rateCardId: hold.rateCardId,
      rateVersion: hold.rateVersion,
      charged: call.charged,
      legs: extra > 0n || agreed.length === 0 ? [...agreed, ...legsOfPayment(payment)] : agreed,
      kind: "usage",
    },
    callLine(hold, { id: call.lineId, quantity: call.elapsedSeconds, replacesLineId: line.id }),
  );
  addUsage(draft.usage, { line, sign: -1, timeZone: draft.account.timeZone });
  addCharge(draft.charges, { line, sign: -1, timeZone: draft.account.timeZone });
  keepCorrection(draft, { id: correctionId, line, replacement, balanceAfter });
  hold.elapsedSeconds = call.elapsedSeconds;
  hold.accrued = call.charged;
  hold.lineId = replacement.id;
}

function keepCorrection(
  draft: AccountDraft,
  done: Pick<Correction, "id" | "balanceAfter"> & { readonly line: UsageLine; readonly replacement: UsageLine },
): void {
  const correction: Correction = {
    id: done.id,
    lineId: done.line.id,
    reason: SETTLEMENT_REASON,
    returned: done.line.charged,
    balanceAfter: done.balanceAfter,
    replacement: done.replacement,
    recordedAt: draft.context.now,
  };
  draft.corrections.push(correction);
  takeKey(
    draft,
    correctionKeyRef(done.line.id),
    { scope: "request", key: correctionKey(done.line.id), of: "correction", subjectId: correction.id },
    { of: "correction", correction },
  );
}

/** The first-taken legs up to an amount, and the rest; a leg may be cut in two. */
function splitLegs(legs: readonly Leg[], amount: MicroTokens): { readonly kept: Leg[]; readonly rest: Leg[] } {
  const kept: Leg[] = [];
  const rest: Leg[] = [];
  let left = amount;
  for (const leg of legs) {
    const part = smaller(left, leg.amount);
    left = microTokens(left - part);
    if (part > ZERO) kept.push({ grantId: leg.grantId, amount: part });
    if (part < leg.amount) rest.push({ grantId: leg.grantId, amount: microTokens(leg.amount - part) });
  }
  return { kept, rest };
}

function tooMuch(hold: HoldDraft): BillingError {
  const message = "would bring the business beyond 8 billion tokens";
  return { code: "validation_failed", field: "holdId", message, hold: { ...hold } };
}
