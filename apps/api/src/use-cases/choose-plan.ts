import { type BillingInterval, changeOfPlan } from "@farebox/billing-core";
import type { StoredPrice } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { findPlanPrice } from "./find-price.ts";
import { businessPlanLookupKey, planLookupKey } from "./lookup-keys.ts";
import type { PlanStanding } from "./plan-standing.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";

/** What choosing a plan means for a business as it stands, and the price it is sold at. */
export async function choosePlan(
  { db }: Pick<Deps, "db">,
  { standing, planKey, interval }: { standing: PlanStanding; planKey: string; interval: BillingInterval },
): Promise<ChosenPlan | Refusal> {
  const { plans, agreement, running } = standing;
  const change = changeOfPlan({ subscription: standing.state, planKey, interval, plans });
  if ("refused" in change) {
    switch (change.refused) {
      case "unknown_plan":
        return refuse({
          code: "unknown_plan",
          known: plans.filter(({ intervals }) => intervals.length > 0).map(({ key }) => key),
        });
      case "payment_overdue":
        // An open invoice comes first; there the card can be changed, too.
        return refuse({ code: "payment_action_required", url: running?.payUrl ?? null, paymentIntentId: null });
      default:
        return refuse({ code: change.refused });
    }
  }
  const isAgreed = agreement !== null && agreement.planKey === planKey;
  const lookupKey = isAgreed
    ? businessPlanLookupKey({ id: agreement.id, interval })
    : planLookupKey({ key: planKey, interval });
  const price = await findPlanPrice(db.service, { lookupKey, planKey, interval });
  if (isRefusal(price)) return price;
  return { action: change.action, price };
}

export type ChosenPlan = {
  readonly action: "create" | "pay" | "upgrade" | "downgrade" | "resume";
  readonly price: StoredPrice;
};
