import type { Instant } from "@farebox/billing-core";
import { insertBusinessCardOnce, readBusinessTime } from "@farebox/db/reads";
import { type BusinessPlan, endBusinessPlan as endPlan, listBusinessPlans } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { applyAgreedLimits } from "./apply-agreed-limits.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";

/** Ends what was agreed: its limits go with it, and its card hands every service back to the general one. */
export async function endBusinessPlan(
  deps: Pick<Deps, "db" | "ledger" | "log">,
  asked: { readonly businessId: string; readonly id: string; readonly endsAt: Instant | null },
): Promise<{ readonly plan: BusinessPlan } | Refusal> {
  const { businessId, id } = asked;
  const sql = deps.db.service;
  const time = await readBusinessTime(sql, businessId);
  const plan = (await listBusinessPlans(sql, businessId)).find((each) => each.id === id);
  if (time === null || plan === undefined) return refuse({ code: "not_found", what: "business_plan" });
  // Ended already: it stays as it was told first, unless the end is still to come.
  if (plan.endsAt !== null && plan.endsAt <= time.now) return { plan };
  const endsAt = asked.endsAt ?? Math.max(time.now, plan.startsAt + 1);
  if (endsAt < time.now || endsAt <= plan.startsAt)
    return refuseFields([{ path: "endsAt", message: "must be neither in the past nor before the plan begins" }]);
  const ended = await endPlan(sql, { businessId, id, endsAt });
  if (plan.rateCardId !== null)
    await insertBusinessCardOnce(sql, { businessId, id: newId(), validFrom: endsAt, rates: [] });
  await applyAgreedLimits(deps);
  return { plan: ended ?? plan };
}
