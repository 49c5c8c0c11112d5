import type { Hold } from "../account.ts";
import { type AccountDraft, type HoldDraft, holdOf, rememberedBy, takeKey } from "../account-draft.ts";
import { ZERO } from "../amounts.ts";
import type { OpenHoldCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import { expiryOf } from "../hold-expiry.ts";
import { invariant } from "../invariant.ts";
import { holdKeyRef } from "../keys.ts";
import { leaseOf } from "../lease.ts";
import { type Opening, openingOf, splitOf } from "../opening.ts";
import type { OpenHoldOutcome } from "../outcomes.ts";
import { availableOf } from "../purse.ts";
import { knownServices, type RateInForce, rateInForce } from "../rate-lookup.ts";

/**
 * A call begins, once per `callId` for ever: tokens are set aside for its first slice, and its price stays the one in
 * force now. A repeat with the same content answers the hold as it is by now.
 *
 * A refusal takes no key, so that the call may be tried again and is decided anew.
 */
export function openHold(draft: AccountDraft, command: OpenHoldCommand): OpenHoldOutcome {
  const remembered = rememberedBy(draft, holdKeyRef(command.callId));
  if (remembered !== undefined) {
    invariant(remembered.of === "hold", "a key in the scope of holds stands for one");
    return answerAgain(draft, holdOf(draft, remembered.hold.id) ?? remembered.hold, command);
  }
  const inForce = rateInForce(draft.account.rateCards, command.service, draft.context.now);
  if (inForce === null) {
    const known = knownServices(draft.account.rateCards, draft.context.now);
    return refused({ code: "unknown_service", service: command.service, known });
  }
  if (inForce.rate.shape !== "call")
    return refused({ code: "validation_failed", field: "service", message: "is not priced as a live call" });
  const opening = openingOf(draft, { rate: inForce.rate, agentId: command.agentId });
  if ("code" in opening) return refused(opening);

  const hold = insertHold(draft, command, { inForce, opening });
  takeKey(
    draft,
    holdKeyRef(command.callId),
    { scope: "hold", key: command.callId, of: "hold", subjectId: hold.id },
    { of: "hold", hold },
  );
  draft.wrote = true;
  return { outcome: "opened", hold: { ...hold }, ...leaseOf(draft, hold) };
}

function insertHold(
  draft: AccountDraft,
  { holdId, callId, service, agentId }: OpenHoldCommand,
  { inForce, opening }: { readonly inForce: RateInForce; readonly opening: Opening },
): HoldDraft {
  const { now } = draft.context;
  const { held, lent } = splitOf(opening.firstSlice, availableOf(draft, now));
  const hold: HoldDraft = {
    id: holdId,
    callId,
    service,
    agentId,
    rateCardId: inForce.card.id,
    rateVersion: inForce.card.version,
    status: "open",
    openedAt: now,
    lastSeq: 0,
    elapsedSeconds: 0,
    accrued: ZERO,
    held,
    lent,
    grantedSeconds: opening.grantedSeconds,
    expiresAt: expiryOf({ openedAt: now, grantedSeconds: opening.grantedSeconds }),
    closedAt: null,
    closedReason: null,
    lineId: null,
    settledAt: null,
  };
  draft.holds.push(hold);
  draft.holdsInserted.add(hold);
  return hold;
}

function answerAgain(draft: AccountDraft, hold: Hold, command: OpenHoldCommand): OpenHoldOutcome {
  const field = command.service !== hold.service ? "service" : command.agentId !== hold.agentId ? "agentId" : null;
  if (field !== null) return refused({ code: "idempotency_mismatch", key: command.callId, field });
  return { outcome: "replayed", hold: { ...hold }, ...leaseOf(draft, hold) };
}

function refused(error: BillingError): OpenHoldOutcome {
  return { outcome: "refused", error };
}
