import { type MicroTokens, ZERO } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import { tokenMonthAt } from "../periods.ts";
import { isAlive, isOver } from "./current-subscription.ts";
import type { BillingInterval, SubscriptionState } from "./selling-state.ts";
import { upgradeTokens } from "./token-months.ts";

/** A plan as it can be chosen. The order of the list is the order of the plans, smallest first. */
export type OfferedPlan = {
  readonly key: string;
  readonly intervals: readonly BillingInterval[];
  /** Null is agreed with each business. */
  readonly tokens: MicroTokens | null;
};

/**
 * What choosing a plan means. `create` a subscription, `pay` the one that waits for its first payment, `upgrade` now,
 * `downgrade` at the end of the period, or `resume` what was to end or to change.
 */
export type PlanChange =
  | { readonly action: "create" | "pay" | "upgrade" | "downgrade" | "resume" }
  | { readonly refused: "unknown_plan" | "already_on_plan" | "already_subscribed" | "payment_overdue" };

export type WantedPlan = {
  /** The current one; null when there is none. */
  readonly subscription: SubscriptionState | null;
  readonly planKey: string;
  readonly interval: BillingInterval;
  readonly plans: readonly OfferedPlan[];
};

export function changeOfPlan({ subscription, planKey, interval, plans }: WantedPlan): PlanChange {
  const wanted = plans.findIndex(({ key }) => key === planKey);
  if (plans[wanted]?.intervals.includes(interval) !== true) return { refused: "unknown_plan" };
  if (subscription === null || isOver(subscription.status)) return { action: "create" };
  const isSame = subscription.planKey === planKey && subscription.interval === interval;
  if (subscription.status === "incomplete") return isSame ? { action: "pay" } : { refused: "already_subscribed" };
  if (!isAlive(subscription.status)) return { refused: "already_subscribed" };
  if (isSame) {
    const goesOn = subscription.cancelsAt === null && subscription.pending === null;
    return goesOn ? { refused: "already_on_plan" } : { action: "resume" };
  }
  const held = plans.findIndex(({ key }) => key === subscription.planKey);
  if (!isUpward({ wanted, held, from: subscription.interval, to: interval })) return { action: "downgrade" };
  if (subscription.status === "past_due" || subscription.status === "unpaid") return { refused: "payment_overdue" };
  return { action: "upgrade" };
}

/** Tokens a change brings, to be shown before anybody agrees: at once, every month, and from when on. */
export type TokenPreview = { readonly now: MicroTokens; readonly monthly: MicroTokens; readonly from: Instant };

export function previewTokens(
  wanted: WantedPlan & { readonly tokensHeldMonthly: MicroTokens; readonly tokensWantedMonthly: MicroTokens },
  now: Instant,
): TokenPreview {
  const { subscription, tokensHeldMonthly, tokensWantedMonthly: monthly } = wanted;
  const change = changeOfPlan(wanted);
  const action = "action" in change ? change.action : null;
  if (subscription === null || action === "create" || action === "pay") return { now: monthly, monthly, from: now };
  if (action !== "upgrade") return { now: ZERO, monthly, from: subscription.periodEndAt };
  // From monthly to yearly a whole new month begins; the rest of the old one is credited.
  if (subscription.interval !== wanted.interval) return { now: monthly, monthly, from: now };
  const month = tokenMonthAt(subscription.anchorAt, now);
  const span =
    subscription.interval === "month"
      ? { startAt: subscription.periodStartAt, endAt: subscription.periodEndAt }
      : month;
  const tokens = upgradeTokens({
    oldMonthly: tokensHeldMonthly,
    newMonthly: monthly,
    proratedAt: now,
    month: span,
  });
  return { now: tokens, monthly, from: now };
}

/** More of a plan, or the same for a year: paid now. Whatever gives up something that was paid for waits for its end. */
function isUpward({
  wanted,
  held,
  from,
  to,
}: {
  readonly wanted: number;
  readonly held: number;
  readonly from: BillingInterval;
  readonly to: BillingInterval;
}): boolean {
  if (from === "year" && to === "month") return false;
  return wanted > held || (wanted === held && from === "month" && to === "year");
}
