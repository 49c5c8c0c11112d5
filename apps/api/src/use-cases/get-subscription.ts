import { listPlans, type PlanRow, readSubscription, type SubscriptionRow } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** The plan a business is on. One that never subscribed is on the free plan, with status `none`. */
export async function getSubscription(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string },
): Promise<Subscription | Refusal> {
  return readAs(deps, asked, async (sql) => {
    const subscription = await readSubscription(sql, asked.businessId);
    const plan = (await listPlans(sql)).find(({ key }) => key === subscription?.planKey);
    if (subscription === null || plan === undefined) return refuse({ code: "not_found", what: "business" });
    return { ...subscription, plan };
  });
}

export type Subscription = SubscriptionRow & { readonly plan: PlanRow };
