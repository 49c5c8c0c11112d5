import type { SubscriptionState } from "@farebox/billing-core";
import { listPlans, type PlanRow, readBusinessTime, readSubscription, type SubscriptionRow } from "@farebox/db/reads";
import { type BusinessPlan, listBusinessPlans, readProviderSubscriptions } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { agreementInForce } from "./agreement-in-force.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** The plan a business is on, by our own books. One that never subscribed is on the free plan, with status `none`. */
export async function getSubscription(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string },
): Promise<Subscription | Refusal> {
  const { businessId } = asked;
  const time = await readBusinessTime(deps.db.service, businessId);
  return readAs(deps, asked, async (sql) => {
    const subscription = await readSubscription(sql, businessId);
    const plan = (await listPlans(sql)).find(({ key }) => key === subscription?.planKey);
    if (subscription === null || plan === undefined || time === null)
      return refuse({ code: "not_found", what: "business" });
    const { currentId, all } = await readProviderSubscriptions(sql, businessId);
    const pending = all.find(({ id }) => id === currentId)?.pending ?? null;
    const agreement = agreementInForce(await listBusinessPlans(sql, businessId), time.now);
    return { ...subscription, plan, pending, agreement };
  });
}

export type Subscription = SubscriptionRow & {
  readonly plan: PlanRow;
  /** What it becomes by itself. */
  readonly pending: SubscriptionState["pending"];
  /** What was agreed with this business. */
  readonly agreement: BusinessPlan | null;
};
