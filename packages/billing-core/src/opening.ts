import type { AccountDraft } from "./account-draft.ts";
import { larger, type MicroTokens, microTokens, smaller } from "./amounts.ts";
import { CALL_FLOOR } from "./balance.ts";
import { capReached } from "./caps.ts";
import type { BillingError } from "./errors.ts";
import { canSpend, fundsOf, insufficientTokens } from "./funds.ts";
import { freeFunds, secondsFor } from "./lease.ts";
import { availableOf, openCountOf } from "./purse.ts";
import type { Rate } from "./rate-card.ts";
import { charge } from "./rating.ts";

/** How long the slice is that a call is topped up to: beyond its opening, or beyond its last reported second. */
export const SLICE_SECONDS = 60;

/** What a call that may start gets at once. */
export type Opening = { readonly firstSlice: MicroTokens; readonly grantedSeconds: number };

export type OpeningRefused = Extract<
  BillingError,
  {
    readonly code:
      | "business_suspended"
      | "below_call_floor"
      | "insufficient_tokens"
      | "cap_reached"
      | "concurrency_limit";
  }
>;

/**
 * Whether a live call may start, asked by `openHold` and by `authorize` alike: no suspension, the floor, caps, slots.
 * It gets the greater of a minute and the floor, though never more than there is. Where its first second costs more than
 * there is, tokens are missing although the floor is there.
 */
export function openingOf(
  draft: AccountDraft,
  { rate, agentId }: { readonly rate: Rate; readonly agentId: string | null },
): Opening | OpeningRefused {
  const { suspendedAt, suspendedReason, concurrentCallsLimit } = draft.settings;
  if (suspendedAt !== null) return { code: "business_suspended", reason: suspendedReason ?? "suspended" };

  const available = availableOf(draft, draft.context.now);
  const funds = fundsOf(draft, available);
  if (!canSpend(funds, CALL_FLOOR)) return { code: "below_call_floor", available, floor: CALL_FLOOR };
  const wanted = larger<bigint>(charge(rate, SLICE_SECONDS), CALL_FLOOR);
  const firstSlice = microTokens(smaller(wanted, freeFunds(draft)));
  const grantedSeconds = secondsFor(rate, firstSlice);
  if (grantedSeconds === 0) return insufficientTokens(draft, funds, charge(rate, 1));

  const cap = capReached(draft, { agentId, slice: firstSlice });
  if (cap !== null) return cap;
  if (concurrentCallsLimit !== null && openCountOf(draft) >= concurrentCallsLimit)
    return { code: "concurrency_limit", limit: concurrentCallsLimit };
  return { firstSlice, grantedSeconds };
}

/** Which part of an amount that a call sets aside are tokens; the overdraft limit stands for the rest. */
export function splitOf(amount: MicroTokens, tokensFree: MicroTokens): { held: MicroTokens; lent: MicroTokens } {
  const held = smaller(amount, tokensFree);
  return { held, lent: microTokens(amount - held) };
}
