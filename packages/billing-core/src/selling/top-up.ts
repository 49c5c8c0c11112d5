import type { CostBasis } from "../account.ts";
import type { MicroTokens } from "../amounts.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../instants.ts";
import { localDay } from "../periods.ts";

/** Buys a package whenever the balance falls below an amount. Off until a person turns it on. */
export type TopUpRule = {
  readonly enabled: boolean;
  /** Compared with `available + held − debt`. */
  readonly below: MicroTokens;
  readonly packageKey: string;
  /** Most money in a month of the business's zone, in minor units of the package's currency. */
  readonly monthlyCap: number;
  /** Who agreed and when; without it nothing is ever charged. */
  readonly consent: { readonly who: string; readonly when: Instant } | null;
  readonly declinesInARow: number;
  readonly pausedUntil: Instant | null;
  /** Why it was turned off by itself; null when a person did. */
  readonly turnedOffReason: string | null;
};

export const TOP_UP_STATUSES = ["open", "paid", "declined", "canceled"] as const;

/** One try to charge the saved card. */
export type TopUpAttempt = {
  readonly status: (typeof TOP_UP_STATUSES)[number];
  readonly price: CostBasis;
  readonly createdAt: Instant;
};

const TOP_UP_COOL_DOWN_MS = 10 * MINUTE_MS;
const TOP_UPS_A_DAY = 3;
const TOP_UP_PAUSE_MS = HOUR_MS;
const DECLINES_UNTIL_OFF = 2;

export type TopUpDecision =
  | { readonly attempt: true }
  | { readonly attempt: false; readonly why: TopUpWait; readonly until: Instant | null };

export type TopUpWait = "off" | "not_below" | "open" | "paused" | "cool_down" | "daily_limit" | "monthly_cap";

/**
 * Whether a package is bought now. One attempt at a time; 10 minutes between two that were made, at most 3 in 24 hours, and
 * never beyond the month's cap. Attempts that were declined or canceled cost nothing and count for neither cap nor limit,
 * but a declined one pauses the rule.
 *
 * @param attempts of the last 31 days, at least.
 */
export function topUpNow({
  rule,
  total,
  price,
  attempts,
  timeZone,
  now,
}: {
  readonly rule: TopUpRule;
  readonly total: MicroTokens;
  readonly price: CostBasis;
  readonly attempts: readonly TopUpAttempt[];
  readonly timeZone: string;
  readonly now: Instant;
}): TopUpDecision {
  if (!rule.enabled || rule.consent === null) return wait("off");
  if (total >= rule.below) return wait("not_below");
  if (attempts.some(({ status }) => status === "open")) return wait("open");
  if (rule.pausedUntil !== null && rule.pausedUntil > now) return wait("paused", rule.pausedUntil);
  const made = attempts.filter(({ status }) => status === "paid").map(({ createdAt }) => createdAt);
  const last = Math.max(...made, Number.NEGATIVE_INFINITY);
  if (last + TOP_UP_COOL_DOWN_MS > now) return wait("cool_down", last + TOP_UP_COOL_DOWN_MS);
  const today = made.filter((at) => at + DAY_MS > now).sort((left, right) => right - left);
  const third = today[TOP_UPS_A_DAY - 1];
  if (third !== undefined) return wait("daily_limit", third + DAY_MS);
  if (spentThisMonth(attempts, { timeZone, now }) + price.amount > rule.monthlyCap) return wait("monthly_cap");
  return { attempt: true };
}

/** Money of this month's attempts that were paid or may still be. */
export function spentThisMonth(
  attempts: readonly TopUpAttempt[],
  { timeZone, now }: { readonly timeZone: string; readonly now: Instant },
): number {
  const month = localDay(now, timeZone).slice(0, 7);
  return attempts.reduce((sum, { status, price, createdAt }) => {
    const counts = status === "paid" || status === "open";
    return counts && localDay(createdAt, timeZone).startsWith(month) ? sum + price.amount : sum;
  }, 0);
}

/** A declined card pauses the rule; the second time in a row it turns it off, because somebody has to look at the card. */
export function afterDecline(rule: TopUpRule, now: Instant): TopUpRule {
  const declinesInARow = rule.declinesInARow + 1;
  if (declinesInARow < DECLINES_UNTIL_OFF) return { ...rule, declinesInARow, pausedUntil: now + TOP_UP_PAUSE_MS };
  return { ...rule, enabled: false, declinesInARow, pausedUntil: null, turnedOffReason: "card_declined" };
}

/** A payment that came through says that the card is good. */
export function afterPaid(rule: TopUpRule): TopUpRule {
  return { ...rule, declinesInARow: 0, pausedUntil: null };
}

function wait(why: TopUpWait, until: Instant | null = null): TopUpDecision {
  return { attempt: false, why, until };
}
