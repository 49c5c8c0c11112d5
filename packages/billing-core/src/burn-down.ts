import type { Grant } from "./account.ts";
import { type MicroTokens, microTokens, smaller } from "./amounts.ts";
import { isSpendable } from "./grants.ts";
import type { Instant } from "./instants.ts";

/** Tokens taken from one grant; always more than 0. */
export type Draw<G extends Grant> = { readonly grant: G; readonly amount: MicroTokens };

/** `Σ draws + shortfall = cost`. A shortfall above 0 means that every spendable token is among the draws. */
export type BurnDown<G extends Grant> = { readonly draws: readonly Draw<G>[]; readonly shortfall: MicroTokens };

/**
 * Which grants pay `cost` at `now`. Changes nothing.
 *
 * @param grants in spending order (`compareSpendOrder`); those that cannot be spent are passed over.
 * @param cost ≥ 0.
 * @param canPay which grants may pay; unless told otherwise those that can be spent.
 */
export function burnDown<G extends Grant>(
  grants: readonly G[],
  cost: MicroTokens,
  now: Instant,
  canPay: (grant: Grant, now: Instant) => boolean = isSpendable,
): BurnDown<G> {
  const draws: Draw<G>[] = [];
  let shortfall = cost;
  for (const grant of grants) {
    if (shortfall === 0n) break;
    if (grant.remaining === 0n || !canPay(grant, now)) continue;
    const amount = smaller(grant.remaining, shortfall);
    draws.push({ grant, amount });
    shortfall = microTokens(shortfall - amount);
  }
  return { draws, shortfall };
}
