import type { Account, Hold } from "./account.ts";
import { type AccountDraft, draftOf, holdOf } from "./account-draft.ts";
import { advance } from "./advance.ts";
import { fundsOf, overdraftRoom } from "./funds.ts";
import type { Instant } from "./instants.ts";
import { availableOf } from "./purse.ts";
import type { Rate } from "./rate-card.ts";
import { pinnedRate } from "./rate-lookup.ts";
import { affordable } from "./rating.ts";

/** What a live call may count on, beside what its hold says. A hold that has ended can count on nothing: 0 and true. */
export type Lease = {
  /**
   * Seconds, counted from the start of the call, that its hold and its fair share of what is available would pay: an
   * estimate that other spending can shrink, though never below `grantedSeconds`.
   */
  readonly affordableSeconds: number;
  /** Not one second beyond `grantedSeconds` could be held as things are. */
  readonly final: boolean;
};

/** The longest call: 24 hours. No more is ever granted. */
export const MAX_CALL_SECONDS = 86_400;

/** A hold as it stands at `now`, overdue or not, with what its call may count on; null when the account did not bring it. */
export function holdAt(account: Account, holdId: string, now: Instant): ({ readonly hold: Hold } & Lease) | null {
  // Nothing of this is written, so no run needs an id.
  const draft = draftOf(account, { now, newId: () => "" });
  advance(draft);
  const hold = holdOf(draft, holdId);
  return hold === undefined ? null : { hold, ...leaseOf(draft, hold) };
}

export function leaseOf(draft: AccountDraft, hold: Hold): Lease {
  if (hold.status !== "open") return { affordableSeconds: 0, final: true };
  const rate = pinnedRate(draft.account.rateCards, hold);
  const mostSeconds = secondsFor(rate, hold.held + hold.lent + fairShare(draft, hold, freeFunds(draft)));
  const affordableSeconds = Math.max(hold.grantedSeconds, mostSeconds);
  return { affordableSeconds, final: affordableSeconds <= hold.grantedSeconds };
}

/** What live calls may still take: what is available and what is left of the overdraft limit. */
export function freeFunds(draft: AccountDraft): bigint {
  const available = availableOf(draft, draft.context.now);
  return available + overdraftRoom(fundsOf(draft, available));
}

/** How long a call an amount pays for, as far as calls go. */
export function secondsFor(rate: Rate, amount: bigint): number {
  return Math.min(affordable(rate, amount), MAX_CALL_SECONDS);
}

/**
 * A call's part of an amount that live calls share by weight of their rates, rounded down to the micro-token: charges are
 * whole micro-tokens, so what is cut off could not have been spent. All of it when every live call is free of charge.
 */
export function fairShare(draft: AccountDraft, hold: Hold, amount: bigint): bigint {
  if (amount <= 0n) return amount;
  const live = draft.holds.filter(({ status }) => status === "open");
  if (live.length === 1) return amount;
  const prices = live.map((one) => {
    const { tokens, per } = pinnedRate(draft.account.rateCards, one);
    return { id: one.id, tokens, per: BigInt(per) };
  });
  // Rates are fractions: over a common denominator their numerators are exact weights.
  const denominator = prices.reduce((multiple, { per }) => leastCommonMultiple(multiple, per), 1n);
  let own = 0n;
  let all = 0n;
  for (const { id, tokens, per } of prices) {
    const weight = tokens * (denominator / per);
    if (id === hold.id) own = weight;
    all += weight;
  }
  return all === 0n ? amount : (amount * own) / all;
}

function leastCommonMultiple(left: bigint, right: bigint): bigint {
  let [divisor, rest] = [left, right];
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest];
  return (left / divisor) * right;
}
