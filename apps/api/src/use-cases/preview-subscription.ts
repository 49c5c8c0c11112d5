import {
  type BillingInterval,
  type CostBasis,
  type Instant,
  previewTokens,
  type TokenPreview,
  tokenMonthStart,
  ZERO,
} from "@farebox/billing-core";
import type { Deps } from "../deps.ts";
import { type ChosenPlan, choosePlan } from "./choose-plan.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import type { MoneyPreview } from "./payment-provider.ts";
import { type PlanStanding, readPlanStanding } from "./plan-standing.ts";
import { prorationTime } from "./proration-time.ts";
import { isRefusal, type Refusal } from "./refusal.ts";

/** What a plan would cost and bring, before anybody agrees: the money as the provider counts it, the tokens as we do. */
export async function previewSubscription(
  deps: Pick<Deps, "db" | "provider">,
  asked: AskedPlan & { readonly email: string | null },
): Promise<PlanPreview | Refusal> {
  const { businessId, planKey, interval } = asked;
  const customerId = await ensureCustomer(deps, asked);
  if (isRefusal(customerId)) return customerId;
  const standing = await readPlanStanding(deps, { businessId, customerId });
  if (isRefusal(standing)) return standing;
  const chosen = await choosePlan(deps, { standing, planKey, interval });
  if (isRefusal(chosen)) return chosen;
  const { action, price } = chosen;
  const proratedAt = prorationTime(standing);
  const money = await deps.provider.previewPlan({
    customerId,
    subscription: standing.running,
    change: action === "upgrade" ? "upgrade" : action === "create" || action === "pay" ? "create" : "later",
    priceId: price.priceId,
    proratedAt,
  });
  if (isRefusal(money)) return money;
  const tokens = previewTokens(
    {
      subscription: standing.state,
      planKey,
      interval,
      plans: standing.plans,
      tokensHeldMonthly: standing.tokensHeldMonthly,
      tokensWantedMonthly: price.sells.kind === "plan" ? price.sells.tokensMonthly : ZERO,
    },
    proratedAt,
  );
  const { currency, eachPeriod } = money;
  const next = {
    amount: { amount: eachPeriod, currency },
    at: nextPaymentAt({ standing, chosen, interval, proratedAt }),
  };
  return { action, planKey, interval, previewedAt: proratedAt, money, tokens, next };
}

export type AskedPlan = {
  readonly businessId: string;
  readonly planKey: string;
  readonly interval: BillingInterval;
};

export type PlanPreview = {
  readonly action: ChosenPlan["action"];
  readonly planKey: string;
  readonly interval: BillingInterval;
  /** What was counted as now; a subscription at this instant costs just this. */
  readonly previewedAt: Instant;
  readonly money: MoneyPreview;
  readonly tokens: TokenPreview;
  readonly next: { readonly amount: CostBasis; readonly at: Instant };
};

type Ahead = { standing: PlanStanding; chosen: ChosenPlan; interval: BillingInterval; proratedAt: Instant };

function nextPaymentAt({ standing, chosen, interval, proratedAt }: Ahead): Instant {
  const { running } = standing;
  const beginsAnew =
    running === null ||
    chosen.action === "create" ||
    chosen.action === "pay" ||
    (chosen.action === "upgrade" && running.interval !== interval);
  return beginsAnew ? tokenMonthStart(proratedAt, interval === "year" ? 12 : 1) : running.periodEndAt;
}
