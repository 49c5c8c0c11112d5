import type { Hold } from "../account.ts";
import { DAY_MS, type Instant, SECOND_MS } from "../instants.ts";
import type { Rate } from "../rate-card.ts";
import { charge } from "../rating.ts";

/**
 * When live calls alone will have used up everything, if all of them go on; null when they will not within a day. Exact by
 * the calls' own prices: the same function that settles them.
 *
 * @param tokens what a business has in all: `available + held − debt`.
 */
export function callsRunOutAt({
  tokens,
  calls,
  now,
}: {
  readonly tokens: bigint;
  readonly calls: readonly LiveCall[];
  readonly now: Instant;
}): Instant | null {
  if (calls.length === 0) return null;
  const costAt = (at: Instant): bigint =>
    calls.reduce((cost, { hold, rate }) => cost + charge(rate, secondsOf(hold, at)), 0n);
  if (costAt(now) >= tokens) return now;
  let early = 0;
  let late = DAY_MS / SECOND_MS;
  if (costAt(now + late * SECOND_MS) < tokens) return null;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (costAt(now + middle * SECOND_MS) < tokens) early = middle;
    else late = middle;
  }
  return now + late * SECOND_MS;
}

export type LiveCall = { readonly hold: Pick<Hold, "openedAt" | "elapsedSeconds">; readonly rate: Rate };

/** What was reported, or what the clock says where it is more: between two heartbeats a call goes on. */
function secondsOf({ openedAt, elapsedSeconds }: LiveCall["hold"], at: Instant): number {
  return Math.max(elapsedSeconds, Math.floor((at - openedAt) / SECOND_MS));
}
