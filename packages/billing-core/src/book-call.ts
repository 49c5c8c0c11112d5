import type { Hold, UsageLine } from "./account.ts";
import { type AccountDraft, type GrantDraft, type HoldDraft, touchHold } from "./account-draft.ts";
import { type MicroTokens, ZERO } from "./amounts.ts";
import { bookLine, legsOfPayment, type UnpricedLine } from "./book-line.ts";
import type { BurnDown } from "./burn-down.ts";
import type { Instant } from "./instants.ts";

/** How a call ended, what it is charged and who pays. */
export type CallEnd = {
  readonly status: Extract<Hold["status"], "captured" | "voided" | "abandoned">;
  readonly elapsedSeconds: number;
  readonly charged: MicroTokens;
  readonly payment: BurnDown<GrantDraft>;
  readonly at: Instant;
  readonly reason: string | null;
};

/**
 * Books a call as its one usage line and releases what its hold kept beyond that. The line carries the hold's id, so that
 * it is the same line whoever ends the call, and however often that is decided anew.
 */
export function endCall(draft: AccountDraft, hold: HoldDraft, end: CallEnd): UsageLine {
  const line = bookLine(
    draft,
    {
      rateCardId: hold.rateCardId,
      rateVersion: hold.rateVersion,
      charged: end.charged,
      legs: legsOfPayment(end.payment),
      kind: end.status === "voided" ? "void" : "usage",
    },
    callLine(hold, { id: hold.id, quantity: end.elapsedSeconds, replacesLineId: null }),
  );
  hold.status = end.status;
  hold.elapsedSeconds = end.elapsedSeconds;
  hold.accrued = end.charged;
  hold.held = ZERO;
  hold.lent = ZERO;
  hold.closedAt = end.at;
  hold.closedReason = end.reason;
  hold.lineId = line.id;
  touchHold(draft, hold);
  return line;
}

/** A call happened when it was opened: that instant priced it, and a correction of its line prices it again. */
export function callLine(
  hold: Hold,
  { id, quantity, replacesLineId }: Pick<UnpricedLine, "id" | "quantity" | "replacesLineId">,
): UnpricedLine {
  return {
    id,
    key: null,
    holdId: hold.id,
    service: hold.service,
    quantity,
    occurredAt: hold.openedAt,
    statedOccurredAt: null,
    agentId: hold.agentId,
    ref: hold.callId,
    metadata: null,
    replacesLineId,
  };
}
