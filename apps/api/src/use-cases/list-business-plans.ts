import { type BusinessPlan, listBusinessPlans as listPlans } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";

/** What was ever agreed with a business, the newest first. */
export function listBusinessPlans(deps: Pick<Deps, "db">, businessId: string): Promise<readonly BusinessPlan[]> {
  return listPlans(deps.db.service, businessId);
}
