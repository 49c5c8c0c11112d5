import type { Grant, Hold } from "./account.ts";
import { type MicroTokens, microTokens, smaller, ZERO } from "./amounts.ts";
import { isExpired, isSpendable } from "./grants.ts";
import type { Instant } from "./instants.ts";

/** What a business has, keeps for live calls and owes. An account and a draft of one are purses. */
export type Purse<G extends Grant = Grant, H extends Hold = Hold> = {
  readonly grants: readonly G[];
  readonly holds: readonly H[];
  readonly debt: MicroTokens;
};

/**
 * What can be spent at an instant: what spendable grants have beyond what open holds keep. ≥ 0.
 *
 * `available = spendable + covered − held`, where `covered` fills exactly what spendable grants lack: so it is 0 whenever
 * something is covered.
 */
export function availableOf(purse: Purse, at: Instant): MicroTokens {
  const free = spendableOf(purse, at) - heldOf(purse);
  return free > 0n ? microTokens(free) : ZERO;
}

/** Σ remaining of the grants that can be spent at an instant. */
export function spendableOf({ grants }: Purse, at: Instant): bigint {
  let spendable = 0n;
  for (const grant of grants) if (grant.remaining > 0n && isSpendable(grant, at)) spendable += grant.remaining;
  return spendable;
}

/** Σ of the tokens that open holds keep. */
export function heldOf({ holds }: Purse): MicroTokens {
  return sumOfOpen(holds, "held");
}

/** Σ of what the overdraft limit stands for in open holds. */
export function lentOf({ holds }: Purse): MicroTokens {
  return sumOfOpen(holds, "lent");
}

/** Σ of what open holds will be charged at least. */
export function accruedOf({ holds }: Purse): MicroTokens {
  return sumOfOpen(holds, "accrued");
}

/** How many calls are live. */
export function openCountOf({ holds }: Purse): number {
  let count = 0;
  for (const hold of holds) if (hold.status === "open") count += 1;
  return count;
}

/**
 * What open holds need beyond spendable grants, and where it stands: in expired grants as far as they reach, otherwise in
 * frozen ones, because granted seconds are paid for even when a dispute freezes what they were granted on.
 */
export function coversOf(purse: Purse, at: Instant): { readonly expired: MicroTokens; readonly frozen: MicroTokens } {
  const held = heldOf(purse);
  if (held === 0n) return { expired: ZERO, frozen: ZERO };
  let inExpired = 0n;
  let inFrozen = 0n;
  for (const grant of purse.grants) {
    if (grant.frozenAt !== null) inFrozen += grant.remaining;
    else if (isExpired(grant, at)) inExpired += grant.remaining;
  }
  const lacking = held - spendableOf(purse, at);
  const need = lacking > 0n ? microTokens(lacking) : ZERO;
  const expired = smaller(need, microTokens(inExpired));
  return { expired, frozen: smaller(microTokens(need - expired), microTokens(inFrozen)) };
}

function sumOfOpen(holds: readonly Hold[], field: "held" | "lent" | "accrued"): MicroTokens {
  let sum = 0n;
  for (const hold of holds) if (hold.status === "open") sum += hold[field];
  return microTokens(sum);
}
