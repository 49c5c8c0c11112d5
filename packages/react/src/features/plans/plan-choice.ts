import { changeOfPlan, FREE_PLAN_KEY, isAlive } from "@farebox/billing-core";
import type { Plan } from "../../lib/use-catalogue.ts";
import type { Subscription } from "../../lib/use-subscription.ts";

export type Interval = "month" | "year";

/** What can be done with a plan from where the business stands. */
export type PlanChoice =
  | "current"
  | "subscribe"
  | "upgrade"
  | "downgrade"
  | "resume"
  /** Going to Free is ending what is paid for. */
  | "cancel"
  /** What the plan becomes by itself: nothing is left to do. */
  | "next"
  | "overdue"
  | "custom"
  | "not_sold"
  | "busy";

/** Decided by the rule that the API decides by. */
export function choosePlan({
  plan,
  plans,
  subscription,
  interval,
}: {
  plan: Pick<Plan, "key" | "price">;
  plans: readonly Pick<Plan, "key" | "intervals">[];
  subscription: Pick<Subscription, "plan" | "status" | "interval" | "cancelsAt" | "pending">;
  interval: Interval;
}): PlanChoice {
  if (plan.price === null) return "custom";
  if (plan.key === FREE_PLAN_KEY) {
    if (subscription.plan.key === FREE_PLAN_KEY) return "current";
    return subscription.cancelsAt === null ? "cancel" : "next";
  }
  const { pending } = subscription;
  if (pending !== null && pending.plan === plan.key && pending.interval === interval) return "next";
  const change = changeOfPlan({
    subscription: toState(subscription),
    planKey: plan.key,
    interval,
    plans: plans.map(({ key, intervals }) => ({ key, intervals, tokens: null })),
  });
  if ("action" in change) return ACTIONS[change.action];
  return REFUSALS[change.refused];
}

/** Whether a plan is paid for, or about to be: what `none` and what has ended are not. */
export function isSubscribed({ status }: Pick<Subscription, "status">): boolean {
  return status !== "none" && isAlive(status);
}

/** What a plan costs in an interval; null when it is not sold so. */
export function priceOf(plan: Pick<Plan, "price" | "yearlyPrice">, interval: Interval): Plan["price"] {
  return interval === "month" ? plan.price : plan.yearlyPrice;
}

function toState({ plan, status, interval, cancelsAt, pending }: Parameters<typeof choosePlan>[0]["subscription"]) {
  if (status === "none") return null;
  return {
    id: "",
    planKey: plan.key,
    interval: interval ?? "month",
    status,
    startedAt: 0,
    anchorAt: 0,
    periodStartAt: 0,
    periodEndAt: 0,
    cancelsAt: cancelsAt === null ? null : Date.parse(cancelsAt),
    endedAt: null,
    pending:
      pending === null ? null : { planKey: pending.plan, interval: pending.interval, at: Date.parse(pending.at) },
    asOf: 0,
  };
}

const ACTIONS = {
  create: "subscribe",
  pay: "subscribe",
  upgrade: "upgrade",
  downgrade: "downgrade",
  resume: "resume",
} as const;

const REFUSALS = {
  unknown_plan: "not_sold",
  already_on_plan: "current",
  already_subscribed: "busy",
  payment_overdue: "overdue",
} as const;
