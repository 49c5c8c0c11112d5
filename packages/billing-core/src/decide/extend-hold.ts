import { type AccountDraft, type HoldDraft, holdOf, touchHold } from "../account-draft.ts";
import { settle } from "../advance.ts";
import { larger, type MicroTokens, microTokens, smaller } from "../amounts.ts";
import type { ExtendHoldCommand } from "../commands.ts";
import type { BillingError } from "../errors.ts";
import { expiryOf } from "../hold-expiry.ts";
import { fairShare, freeFunds, leaseOf, secondsFor } from "../lease.ts";
import { SLICE_SECONDS, splitOf } from "../opening.ts";
import type { ExtendHoldOutcome } from "../outcomes.ts";
import { availableOf } from "../purse.ts";
import type { Rate } from "../rate-card.ts";
import { pinnedRate } from "../rate-lookup.ts";
import { charge } from "../rating.ts";
import { problemWithCharge, problemWithElapsed } from "./elapsed-seconds.ts";

/**
 * A heartbeat: what the call has cost so far accrues on its hold, and the next slice is set aside. A `seq` that is not
 * greater than the last is answered with the hold as it is.
 *
 * Neither a cap nor a suspension ends a running call; only tokens that run out do.
 */
export function extendHold(draft: AccountDraft, command: ExtendHoldCommand): ExtendHoldOutcome {
  const hold = holdOf(draft, command.holdId);
  if (hold === undefined) return refused({ code: "not_found", what: "hold" });
  if (hold.status !== "open") return refused({ code: "hold_not_open", hold: { ...hold } });
  if (command.seq <= hold.lastSeq) return { outcome: "replayed", hold: { ...hold }, ...leaseOf(draft, hold) };
  const rate = pinnedRate(draft.account.rateCards, hold);
  const problem =
    problemWithElapsed(draft, hold, command.elapsedSeconds) ??
    problemWithCharge(draft, hold, charge(rate, command.elapsedSeconds));
  if (problem !== null) return refused(problem);

  const slice = nextSlice(draft, hold, { rate, elapsedSeconds: command.elapsedSeconds });
  const tokensFree = microTokens(hold.held + availableOf(draft, draft.context.now));
  const { held, lent } = splitOf(slice.setAside, tokensFree);
  hold.lastSeq = command.seq;
  hold.elapsedSeconds = command.elapsedSeconds;
  hold.accrued = microTokens(charge(rate, command.elapsedSeconds));
  hold.held = held;
  hold.lent = lent;
  hold.grantedSeconds = Math.max(hold.grantedSeconds, slice.grantedSeconds);
  hold.expiresAt = expiryOf(hold);
  touchHold(draft, hold);
  settle(draft);
  draft.wrote = true;
  return { outcome: "extended", hold: { ...hold }, ...leaseOf(draft, hold) };
}

/**
 * How much is set aside for a call that has lasted so long: what it has cost, and the greatest slice whose price is at
 * most max(own, min(price of 60 s, fair share of own and what is free)), where own is what its hold has left.
 *
 * A call that outlasted its grant has less than nothing left: it takes what is free for what it has cost already, as
 * far as that goes, and never what another hold keeps.
 */
function nextSlice(
  draft: AccountDraft,
  hold: HoldDraft,
  { rate, elapsedSeconds }: { readonly rate: Rate; readonly elapsedSeconds: number },
): { readonly setAside: MicroTokens; readonly grantedSeconds: number } {
  const accrued = charge(rate, elapsedSeconds);
  const own = hold.held + hold.lent - accrued;
  const free = freeFunds(draft);
  const share = fairShare(draft, hold, free + own);
  const minute = charge(rate, elapsedSeconds + SLICE_SECONDS) - accrued;
  const most = larger(own, smaller(minute, share));
  if (most < 0n) {
    const setAside = microTokens(accrued + free + own);
    return { setAside, grantedSeconds: Math.min(secondsFor(rate, setAside), elapsedSeconds) };
  }
  const grantedSeconds = secondsFor(rate, accrued + most);
  return { setAside: microTokens(charge(rate, grantedSeconds)), grantedSeconds };
}

function refused(error: BillingError): ExtendHoldOutcome {
  return { outcome: "refused", error };
}
