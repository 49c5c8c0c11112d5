import type { MicroTokens } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import { tokenMonthAt, tokenMonthStart } from "../periods.ts";
import type { ScheduledMonth, SubscriptionState } from "../selling/selling-state.ts";
import { planExpiry } from "../selling/token-months.ts";

/** Tokens of a plan that nobody has been granted yet. Its month replaces the ones before it. */
export type ComingTokens = {
  readonly at: Instant;
  readonly tokens: MicroTokens;
  readonly expiresAt: Instant;
  /** `renewal`: when the next invoice is paid. `paid_month`: a further month of a year that was paid. */
  readonly cause: "renewal" | "paid_month";
  readonly subscriptionId: string;
};

/** What a subscription brings, and when its tokens end with it (null: it goes on). */
export type ComingPlan = {
  readonly tokens: readonly ComingTokens[];
  readonly ends: { readonly subscriptionId: string; readonly at: Instant } | null;
};

export const NO_COMING_PLAN: ComingPlan = { tokens: [], ends: null };

/**
 * What the plan will bring until an instant, if every invoice is paid when it is due. One that is not being paid brings
 * nothing, nor does one from its end on. What is kept from month to month (a setting, off as delivered) is left out: a
 * forecast rather ends too early.
 */
export function comingPlan({
  subscription,
  scheduled,
  monthlyOf,
  now,
  until,
}: {
  /** The one that counts; null brings nothing. */
  readonly subscription: SubscriptionState | null;
  /** Months of years that were paid. */
  readonly scheduled: readonly ScheduledMonth[];
  /** Tokens a month of a plan; null is not known. */
  readonly monthlyOf: (planKey: string) => MicroTokens | null;
  readonly now: Instant;
  readonly until: Instant;
}): ComingPlan {
  if (subscription === null) return NO_COMING_PLAN;
  const { id: subscriptionId, cancelsAt, endedAt } = subscription;
  const endsAt = endedAt ?? cancelsAt;
  const paid = scheduled
    .filter((month) => month.subscriptionId === subscriptionId && month.grantedAt === null && month.droppedAt === null)
    .map(({ startAt, endAt, tokens }) => toComing({ startAt, endAt }, tokens, "paid_month"));
  const coming = [...paid, ...renewals()]
    .filter(({ at, tokens }) => at > now && at < until && tokens > 0n && (endsAt === null || at < endsAt))
    .sort((left, right) => left.at - right.at);
  return { tokens: coming, ends: endsAt === null ? null : { subscriptionId, at: endsAt } };

  function renewals(): ComingTokens[] {
    const { status, anchorAt, periodEndAt, planKey, pending } = subscription as SubscriptionState;
    if (status !== "active" && status !== "trialing") return [];
    const months: ComingTokens[] = [];
    let { month } = tokenMonthAt(anchorAt, periodEndAt);
    if (tokenMonthStart(anchorAt, month) < periodEndAt) month += 1;
    for (; tokenMonthStart(anchorAt, month) < until; month += 1) {
      const startAt = tokenMonthStart(anchorAt, month);
      const tokens = monthlyOf(pending !== null && pending.at <= startAt ? pending.planKey : planKey);
      if (tokens === null) continue;
      months.push(toComing({ startAt, endAt: tokenMonthStart(anchorAt, month + 1) }, tokens, "renewal"));
    }
    return months;
  }

  function toComing(
    span: { readonly startAt: Instant; readonly endAt: Instant },
    tokens: MicroTokens,
    cause: ComingTokens["cause"],
  ): ComingTokens {
    return { at: span.startAt, tokens, expiresAt: planExpiry(span, endsAt), cause, subscriptionId };
  }
}
