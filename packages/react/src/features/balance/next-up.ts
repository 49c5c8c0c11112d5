import type { Money } from "../../lib/format-money.ts";
import type { Package } from "../../lib/use-catalogue.ts";
import type { Subscription } from "../../lib/use-subscription.ts";
import type { TopUp } from "../../lib/use-top-up.ts";
import type { Balance } from "./use-balance.ts";

export type NextEvent = {
  readonly key: string;
  /** Null when it hangs on use alone, or is due already. */
  readonly at: Date | null;
} & (
  | { readonly kind: "starts"; readonly source: string; readonly tokens: number }
  /** `unspent`: what is expected to be left of it then; null while that is not known. */
  | { readonly kind: "expires"; readonly source: string; readonly tokens: number; readonly unspent: number | null }
  /** What is paid that day and what it brings; null when nothing is, or when it is not known. */
  | {
      readonly kind: "renews" | "ends";
      readonly plan: string;
      readonly price: Money | null;
      readonly brings: number | null;
    }
  | { readonly kind: "topUp"; readonly bought: BoughtPackage; readonly below: number; readonly price: Money }
  /** A charge that was declined and waits; of a plan, or of the rule that buys by itself. */
  | { readonly kind: "failed"; readonly plan: string | null; readonly price: Money | null }
);

export type BoughtPackage = Pick<Package, "key" | "name" | "total">;

type PlanFacts = Pick<Subscription, "plan" | "status" | "interval" | "currentPeriod" | "cancelsAt" | "pending">;
type RuleFacts = Pick<TopUp, "enabled" | "belowTokens" | "pausedUntil" | "lastAttempt" | "turnedOffReason">;

export type NextFacts = {
  readonly grants: Balance["grants"];
  readonly subscription: PlanFacts | null;
  readonly topUp: RuleFacts | null;
  /** What the rule buys. */
  readonly bought: (BoughtPackage & Pick<Package, "price">) | null;
  /** What is expected to be left, day by day. */
  readonly days: readonly { readonly at: string; readonly expected: number }[];
  /** What is expected to expire unspent; null without a forecast. */
  readonly lapses: readonly { readonly at: string; readonly tokens: number }[] | null;
  readonly now: Date;
};

const SHOWN = 4;
const DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * What will change the balance by itself within 30 days, and the next payment of the plan within 31, soonest first. A charge
 * that failed comes before all, because it waits for somebody.
 */
export function listNextEvents({
  grants,
  subscription,
  topUp,
  bought,
  days,
  lapses,
  now,
}: NextFacts): readonly NextEvent[] {
  const until = now.getTime() + DAYS * DAY_MS;
  const events: NextEvent[] = [];
  for (const { id, source, remaining, state, effectiveAt, expiresAt } of grants) {
    if (state === "upcoming")
      events.push({ key: `${id}-starts`, kind: "starts", source, at: new Date(effectiveAt), tokens: remaining });
    if (expiresAt !== null)
      events.push({
        key: `${id}-expires`,
        kind: "expires",
        source,
        at: new Date(expiresAt),
        tokens: remaining,
        unspent: unspentAt(expiresAt, lapses),
      });
  }
  const plan = subscription === null ? null : nextOfPlan(subscription);
  const rule = topUp === null || bought === null ? null : nextOfRule(topUp, { bought, days });
  const coming = [...events.filter((event) => timeOf(event) < until), ...(plan === null ? [] : [plan])]
    .filter((event) => timeOf(event) >= now.getTime() && timeOf(event) < until + DAY_MS)
    .concat(rule === null ? [] : [rule])
    .sort((left, right) => timeOf(left) - timeOf(right));
  return [...listFailed({ subscription, topUp }), ...coming].slice(0, SHOWN);
}

function unspentAt(expiresAt: string, lapses: NextFacts["lapses"]): number | null {
  if (lapses === null) return null;
  return lapses.find(({ at }) => Date.parse(at) === Date.parse(expiresAt))?.tokens ?? 0;
}

/** Without a day of its own it comes after whatever has one. */
function timeOf({ at }: NextEvent): number {
  return at?.getTime() ?? Number.POSITIVE_INFINITY;
}

function nextOfPlan({ plan, status, interval, currentPeriod, cancelsAt, pending }: PlanFacts): NextEvent | null {
  if (status !== "active" && status !== "trialing") return null;
  if (cancelsAt !== null)
    return { key: "plan", kind: "ends", plan: plan.name, at: new Date(cancelsAt), price: null, brings: null };
  if (currentPeriod === null) return null;
  // What a change that waits will cost is told where the plan is.
  const price = pending !== null ? null : interval === "year" ? plan.yearlyPrice : plan.price;
  const brings = price === null ? null : plan.tokens;
  return { key: "plan", kind: "renews", plan: plan.name, at: new Date(currentPeriod.end), price, brings };
}

function nextOfRule(
  { enabled, belowTokens, pausedUntil }: RuleFacts,
  { bought, days }: { bought: BoughtPackage & Pick<Package, "price">; days: NextFacts["days"] },
): NextEvent | null {
  if (!enabled || pausedUntil !== null) return null;
  const first = days.find(({ expected }) => expected < belowTokens);
  const { price, key, name, total } = bought;
  const at = first === undefined ? null : new Date(first.at);
  return { key: "top-up", kind: "topUp", bought: { key, name, total }, below: belowTokens, price, at };
}

function listFailed({ subscription, topUp }: Pick<NextFacts, "subscription" | "topUp">): readonly NextEvent[] {
  const failed: NextEvent[] = [];
  if (subscription?.status === "past_due" || subscription?.status === "unpaid")
    failed.push({ key: "plan-failed", kind: "failed", plan: subscription.plan.name, price: null, at: null });
  const isHeldBack = topUp !== null && (topUp.pausedUntil !== null || topUp.turnedOffReason !== null);
  if (isHeldBack && topUp.lastAttempt?.status === "declined")
    failed.push({ key: "top-up-failed", kind: "failed", plan: null, price: topUp.lastAttempt.price, at: null });
  return failed;
}
