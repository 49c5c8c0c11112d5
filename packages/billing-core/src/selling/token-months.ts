import { type MicroTokens, microTokens, ZERO } from "../amounts.ts";
import { HOUR_MS, type Instant } from "../instants.ts";
import { tokenMonthAt, tokenMonthStart } from "../periods.ts";
import { divCeil } from "../rating.ts";
import type { TokenMonthSpan } from "./facts.ts";
import type { BillingInterval } from "./selling-state.ts";

/** How long plan tokens live on after their month while a renewal is being collected. */
export const RENEWAL_GRACE_MS = 72 * HOUR_MS;

/**
 * What an upgrade in the middle of a month brings: `ceil((new − old) × (month end − proration) / (month end − month start))`.
 * A proration before the month counts the whole of it, one after it nothing, and a smaller plan brings nothing.
 */
export function upgradeTokens({
  oldMonthly,
  newMonthly,
  proratedAt,
  month,
}: {
  readonly oldMonthly: MicroTokens;
  readonly newMonthly: MicroTokens;
  readonly proratedAt: Instant;
  readonly month: TokenMonthSpan;
}): MicroTokens {
  const left = month.endAt - Math.max(month.startAt, proratedAt);
  if (newMonthly <= oldMonthly || left <= 0) return ZERO;
  return microTokens(divCeil((newMonthly - oldMonthly) * BigInt(left), BigInt(month.endAt - month.startAt)));
}

/**
 * The token-months of a paid line. A monthly line is one, as the provider counts it, so that a moved anchor neither loses
 * nor doubles a day. A yearly one is cut at the anchor's day, clamped, from its start to its end.
 */
export function tokenMonthsOf({
  anchorAt,
  startAt,
  endAt,
  interval,
}: {
  readonly anchorAt: Instant;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly interval: BillingInterval;
}): readonly TokenMonthSpan[] {
  if (interval === "month") return [{ startAt, endAt }];
  const months: TokenMonthSpan[] = [];
  for (let { month } = tokenMonthAt(anchorAt, startAt); tokenMonthStart(anchorAt, month) < endAt; month += 1) {
    months.push({
      startAt: Math.max(startAt, tokenMonthStart(anchorAt, month)),
      endAt: Math.min(endAt, tokenMonthStart(anchorAt, month + 1)),
    });
  }
  return months;
}

/** When tokens of a month lapse if nothing else happens; exactly at its end, or at the subscription's, if that ends there. */
export function planExpiry({ endAt }: TokenMonthSpan, subscriptionEndedAt: Instant | null): Instant {
  const latest = endAt + RENEWAL_GRACE_MS;
  return subscriptionEndedAt === null ? latest : Math.min(latest, Math.max(endAt, subscriptionEndedAt));
}
