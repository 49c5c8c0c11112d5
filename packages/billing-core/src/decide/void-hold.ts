import { type AccountDraft, holdOf } from "../account-draft.ts";
import { settle } from "../advance.ts";
import { ZERO } from "../amounts.ts";
import { endCall } from "../book-call.ts";
import type { VoidHoldCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import type { VoidHoldOutcome } from "../outcomes.ts";

/**
 * A call never got through: everything its hold kept is released, and a line of 0 tokens proves it. Only while nothing is
 * accrued. The same void again is answered `replayed`.
 */
export function voidHold(draft: AccountDraft, command: VoidHoldCommand): VoidHoldOutcome {
  const hold = holdOf(draft, command.holdId);
  if (hold === undefined) return refused({ code: "not_found", what: "hold" });
  if (hold.status === "voided" && hold.closedReason === command.reason)
    return { outcome: "replayed", hold: { ...hold } };
  if (hold.status !== "open") return refused({ code: "hold_not_open", hold: { ...hold } });
  if (hold.accrued > 0n) {
    const message = "the call has cost something already: capture it";
    return refused({ code: "validation_failed", field: "holdId", message, hold: { ...hold } });
  }
  endCall(draft, hold, {
    status: "voided",
    elapsedSeconds: 0,
    charged: ZERO,
    payment: { draws: [], shortfall: ZERO },
    at: draft.context.now,
    reason: command.reason,
  });
  settle(draft);
  draft.wrote = true;
  return { outcome: "voided", hold: { ...hold } };
}

function refused(error: BillingError): VoidHoldOutcome {
  return { outcome: "refused", error };
}
