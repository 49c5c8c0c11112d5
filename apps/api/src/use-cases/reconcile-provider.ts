import { DAY_MS, type Instant } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Refusal, refuseFields } from "./refusal.ts";

type Report = Exclude<Awaited<ReturnType<Deps["reconcile"]>>, Refusal>;

/** Books what happened at the payment provider since a moment and was missed; of the last week unless it says since when. */
export async function reconcileProvider(
  deps: Pick<Deps, "db" | "reconcile">,
  asked: { readonly since: Instant | null },
): Promise<Report | Refusal> {
  const now = await readMoneyTime(deps.db.service);
  const since = asked.since ?? now - 7 * DAY_MS;
  if (since > now) return refuseFields([{ path: "since", message: "must not be in the future" }]);
  return deps.reconcile({ since });
}
