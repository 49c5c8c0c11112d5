import { type Hold, type Lease, toTokens } from "@farebox/billing-core";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

/** A live call with what it may count on. One that has ended can count on nothing. */
export function toHoldAnswer(hold: Hold, { affordableSeconds, final }: Lease = ENDED) {
  return { ...toHoldState(hold), affordableSeconds, final };
}

const ENDED: Lease = { affordableSeconds: 0, final: true };

/** What is written of a call, without the estimate. */
export function toHoldState(hold: Hold) {
  return {
    holdId: hold.id,
    callId: hold.callId,
    status: hold.status,
    service: hold.service,
    agentId: hold.agentId,
    grantedSeconds: hold.grantedSeconds,
    bookedSeconds: hold.elapsedSeconds,
    held: toTokens(hold.held),
    charged: toTokens(hold.accrued),
    rateVersion: hold.rateVersion,
    lastSeq: hold.lastSeq,
    openedAt: toInstantText(hold.openedAt),
    expiresAt: toInstantText(hold.expiresAt),
    closedAt: toInstantTextOrNull(hold.closedAt),
    closedReason: hold.closedReason,
    settledAt: toInstantTextOrNull(hold.settledAt),
    transactionId: hold.lineId,
  };
}
