import { type AccountDraft, type HoldDraft, holdOf, rememberedBy } from "../account-draft.ts";
import { settle } from "../advance.ts";
import type { MicroTokens } from "../amounts.ts";
import { endCall } from "../book-call.ts";
import type { CaptureHoldCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import { correctionKeyRef } from "../keys.ts";
import type { CaptureHoldOutcome } from "../outcomes.ts";
import { payCall } from "../payments.ts";
import { pinnedRate } from "../rate-lookup.ts";
import { charge } from "../rating.ts";
import { problemWithCharge, problemWithElapsed } from "./elapsed-seconds.ts";
import { settleCall } from "./settle-call.ts";

/**
 * A call ended: its price is booked as its one usage line and what its hold kept beyond that is released. A call beyond
 * its hold takes what is available and then becomes debt, never what another hold keeps.
 *
 * A hold that was abandoned meanwhile is settled instead, once, within the late window, unless a person has corrected its
 * line since: then their word stands. The same capture again is answered `replayed`.
 */
export function captureHold(draft: AccountDraft, command: CaptureHoldCommand): CaptureHoldOutcome {
  const hold = holdOf(draft, command.holdId);
  if (hold === undefined) return refused({ code: "not_found", what: "hold" });
  if ((hold.status === "captured" || hold.status === "settled") && hold.elapsedSeconds === command.elapsedSeconds)
    return { outcome: "replayed", hold: { ...hold } };
  if (hold.status !== "open" && !canBeSettled(draft, hold, command.lateAfterMs))
    return refused({ code: "hold_not_open", hold: { ...hold } });

  const price = charge(pinnedRate(draft.account.rateCards, hold), command.elapsedSeconds);
  const problem = problemWithElapsed(draft, hold, command.elapsedSeconds) ?? problemWithCharge(draft, hold, price);
  if (problem !== null) return refused(problem);
  const { elapsedSeconds, lineId } = command;
  const charged = price as MicroTokens;
  if (hold.status !== "open") {
    const error = settleCall(draft, hold, { lineId, elapsedSeconds, charged });
    if (error !== null) return refused(error);
    draft.wrote = true;
    return { outcome: "settled", hold: { ...hold } };
  }
  const { now } = draft.context;
  const payment = payCall(draft, { hold, cost: charged }, now);
  endCall(draft, hold, { status: "captured", elapsedSeconds, charged, payment, at: now, reason: null });
  settle(draft);
  draft.wrote = true;
  return { outcome: "captured", hold: { ...hold } };
}

function canBeSettled(draft: AccountDraft, hold: HoldDraft, lateAfterMs: number): boolean {
  return (
    hold.status === "abandoned" &&
    draft.context.now - hold.expiresAt <= lateAfterMs &&
    rememberedBy(draft, correctionKeyRef(hold.id)) === undefined
  );
}

function refused(error: BillingError): CaptureHoldOutcome {
  return { outcome: "refused", error };
}
