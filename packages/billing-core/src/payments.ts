import type { Grant, Hold } from "./account.ts";
import { type MicroTokens, microTokens, smaller } from "./amounts.ts";
import { type BurnDown, burnDown } from "./burn-down.ts";
import { isExpired, isSpendable } from "./grants.ts";
import type { Instant } from "./instants.ts";
import { availableOf, heldOf, type Purse } from "./purse.ts";

/** Which grants pay an event at an instant: no more than what is available, so that no live call loses what it was granted. */
export function payEvent<G extends Grant>(purse: Purse<G>, cost: MicroTokens, at: Instant): BurnDown<G> {
  if (heldOf(purse) === 0n) return burnDown(purse.grants, cost, at);
  const payable = smaller(cost, availableOf(purse, at));
  return { draws: burnDown(purse.grants, payable, at).draws, shortfall: microTokens(cost - payable) };
}

/**
 * Which grants pay a call that ends, while its hold is still open: its own hold first, then what is available; the
 * rest is a shortfall, never another hold's cover. Expired tokens that were kept for live calls pay in their place in
 * the spending order; frozen ones only when nothing else is left.
 */
export function payCall<G extends Grant>(
  purse: Purse<G>,
  { hold, cost }: { readonly hold: Hold; readonly cost: MicroTokens },
  at: Instant,
): BurnDown<G> {
  const payable = smaller(cost, microTokens(hold.held + availableOf(purse, at)));
  const kept = purse.grants.filter((grant) => isSpendable(grant, at) || isExpired(grant, at));
  const unfrozen = burnDown(kept, payable, at, everyGrant);
  const frozen = purse.grants.filter((grant) => grant.frozenAt !== null);
  const thawed = burnDown(frozen, unfrozen.shortfall, at, everyGrant);
  return {
    draws: [...unfrozen.draws, ...thawed.draws],
    shortfall: microTokens(cost - payable + thawed.shortfall),
  };
}

function everyGrant(): boolean {
  return true;
}
