import { type MicroTokens, microTokens } from "./amounts.ts";

/** A day is unusual beyond so many times the usual. */
const TIMES_THE_USUAL = 4n;

/** Fewer days with use say nothing of what is usual. */
const LEAST_DAYS = 3;

/** How many days before a day tell what is usual for it. */
export const USUAL_DAYS = 28;

/**
 * What a day usually takes, if this one took more than four times as much; null when it did not, or when nobody can tell.
 * Usual is the mean of the days on which there was use: who works on Mondays only is not warned every Monday.
 *
 * @param before what each of the days before took, in any order.
 */
export function usualIfUnusual(charged: MicroTokens, before: readonly MicroTokens[]): MicroTokens | null {
  const used = before.filter((day) => day > 0n);
  if (used.length < LEAST_DAYS) return null;
  const sum = used.reduce((total, day) => total + day, 0n);
  const days = BigInt(used.length);
  return charged * days > TIMES_THE_USUAL * sum ? microTokens(sum / days) : null;
}
