import type { Money } from "../../lib/format-money.ts";
import type { Subscription } from "../../lib/use-subscription.ts";
import type { Balance } from "./use-balance.ts";

export type NextEvent =
  | {
      readonly key: string;
      readonly kind: "expires" | "starts";
      readonly source: string;
      readonly at: Date;
      readonly tokens: number;
    }
  | {
      readonly key: string;
      readonly kind: "renews" | "ends";
      readonly plan: string;
      readonly at: Date;
      /** What is paid that day; null when nothing is, or when it is not known. */
      readonly price: Money | null;
    };

const SHOWN = 4;
const DAYS = 30;
const DAY_MS = 86_400_000;

/** What will change the balance by itself within 30 days, and the next payment of the plan within 31, soonest first. */
export function listNextEvents(
  grants: Balance["grants"],
  subscription: Pick<Subscription, "plan" | "status" | "interval" | "currentPeriod" | "cancelsAt" | "pending"> | null,
  now: Date,
): readonly NextEvent[] {
  const until = now.getTime() + DAYS * DAY_MS;
  const events: NextEvent[] = [];
  for (const { id, source, remaining, state, effectiveAt, expiresAt } of grants) {
    if (state === "upcoming")
      events.push({ key: `${id}-starts`, kind: "starts", source, at: new Date(effectiveAt), tokens: remaining });
    if (expiresAt !== null)
      events.push({ key: `${id}-expires`, kind: "expires", source, at: new Date(expiresAt), tokens: remaining });
  }
  const plan = subscription === null ? null : nextOfPlan(subscription);
  return [...events.filter(({ at }) => at.getTime() < until), ...(plan === null ? [] : [plan])]
    .filter(({ at }) => at.getTime() >= now.getTime() && at.getTime() < until + DAY_MS)
    .sort((left, right) => left.at.getTime() - right.at.getTime())
    .slice(0, SHOWN);
}

function nextOfPlan({
  plan,
  status,
  interval,
  currentPeriod,
  cancelsAt,
  pending,
}: Pick<Subscription, "plan" | "status" | "interval" | "currentPeriod" | "cancelsAt" | "pending">): NextEvent | null {
  if (status !== "active" && status !== "trialing") return null;
  if (cancelsAt !== null) return { key: "plan", kind: "ends", plan: plan.name, at: new Date(cancelsAt), price: null };
  if (currentPeriod === null) return null;
  // What a change that waits will cost is told where the plan is.
  const price = pending !== null ? null : interval === "year" ? plan.yearlyPrice : plan.price;
  return { key: "plan", kind: "renews", plan: plan.name, at: new Date(currentPeriod.end), price };
}
