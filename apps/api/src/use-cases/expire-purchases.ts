import { closePurchase, listStalePurchases } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { failPurchase } from "./fail-purchase.ts";
import { stopPaying } from "./stop-paying.ts";
import { tellBillingChanged } from "./tell-billing-changed.ts";

/**
 * Closes purchases that nobody paid for a day: their pages are over at the provider, and what never got there never will.
 * One that was paid meanwhile is left to its fact. Answers how many were closed.
 */
export async function expirePurchases(deps: ExpireDeps): Promise<number> {
  const stale = await listStalePurchases(deps.db.service, { olderThanSeconds: A_DAY_SECONDS, limit: PAGE });
  let closed = 0;
  for (const purchase of stale) {
    // Whether nobody can pay it any more at the provider either.
    if ((await stopPaying(deps, purchase)) !== true) continue;
    const { businessId, id, kind } = purchase;
    if (kind === "top_up") await failPurchase(deps, { purchase, isDeclined: false, failureCode: "given_up" });
    else await closePurchase(deps.db.service, { businessId, id, status: "expired", failureCode: null });
    await tellBillingChanged(deps, businessId);
    closed += 1;
  }
  return closed;
}

type ExpireDeps = Pick<Deps, "db" | "live" | "provider">;

// The provider closes its pages after a day, too.
const A_DAY_SECONDS = 24 * 3_600;
const PAGE = 200;
