import {
  currentSubscription,
  type Instant,
  isAlive,
  type MicroTokens,
  type OfferedPlan,
  type SubscriptionState,
  ZERO,
} from "@farebox/billing-core";
import { listPlans, readBusinessTime } from "@farebox/db/reads";
import { type BusinessPlan, listBusinessPlans, readPrices } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { agreementInForce } from "./agreement-in-force.ts";
import type { ProviderSubscription } from "./payment-provider.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

/**
 * What a business is subscribed to at the provider at this moment, whatever we have heard of it so far, and what it can
 * choose: a second subscription is refused before anybody pays for it, also while the news of the first is on its way.
 */
export async function readPlanStanding(
  { db, provider }: Pick<Deps, "db" | "provider">,
  { businessId, customerId }: { readonly businessId: string; readonly customerId: string },
): Promise<PlanStanding | Refusal> {
  const running = await provider.readSubscriptions(customerId);
  if (isRefusal(running)) return running;
  const time = await readBusinessTime(db.service, businessId);
  if (time === null) return refuse({ code: "not_found", what: "business" });
  const agreement = agreementInForce(await listBusinessPlans(db.service, businessId), time.now);
  const ids = running.flatMap(({ priceId, schedule }) => [priceId, schedule?.nextPriceId ?? priceId]);
  const prices = await readPrices(db.service, ids);
  const planOf = (priceId: string | null | undefined) => {
    const sells = prices.get(priceId ?? "")?.sells;
    return sells?.kind === "plan" ? sells : null;
  };
  const known = running.flatMap((each) => {
    const plan = planOf(each.priceId);
    if (plan === null) return [];
    const next = planOf(each.schedule?.nextPriceId);
    return { each, plan, state: toState(each, { plan, next }) };
  });
  const counts = currentSubscription(known.map(({ state }) => state))?.subscription;
  const found = known.find(({ state }) => state === counts);
  return {
    now: time.now,
    agreement,
    plans: offered(await listPlans(db.service), agreement),
    running: found?.each ?? null,
    state: found?.state ?? null,
    tokensHeldMonthly: found !== undefined && isAlive(found.state.status) ? found.plan.tokensMonthly : ZERO,
  };
}

export type PlanStanding = {
  readonly now: Instant;
  readonly plans: readonly OfferedPlan[];
  /** What was agreed with this business; null: the plans are everybody's. */
  readonly agreement: BusinessPlan | null;
  /** The subscription that counts; null when it has none. */
  readonly running: ProviderSubscription | null;
  readonly state: SubscriptionState | null;
  readonly tokensHeldMonthly: MicroTokens;
};

type Plan = { readonly planKey: string; readonly interval: "month" | "year" };

function toState(each: ProviderSubscription, { plan, next }: { plan: Plan; next: Plan | null }): SubscriptionState {
  const at = each.schedule?.nextAt ?? null;
  return {
    id: each.id,
    planKey: plan.planKey,
    interval: plan.interval,
    status: each.status,
    startedAt: each.startedAt,
    anchorAt: each.anchorAt,
    periodStartAt: each.periodStartAt,
    periodEndAt: each.periodEndAt,
    cancelsAt: each.cancelsAt ?? (each.isCancelAtPeriodEnd ? each.periodEndAt : null),
    endedAt: null,
    pending: next === null || at === null ? null : { planKey: next.planKey, interval: next.interval, at },
    asOf: 0,
  };
}

/** The catalogue, with the agreed plan in the place of the one it stands for. */
function offered(plans: readonly OfferedPlan[], agreement: BusinessPlan | null): readonly OfferedPlan[] {
  if (agreement === null) return plans;
  const { planKey: key, interval, tokensMonthly: tokens } = agreement;
  return plans.map((plan) => (plan.key === key ? { key, intervals: [interval], tokens } : plan));
}
