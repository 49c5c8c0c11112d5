import { closePurchase, listStalePurchases } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal } from "./refusal.ts";
import { tellBillingChanged } from "./tell-billing-changed.ts";

/**
 * Closes purchases that nobody paid for a day: their pages are over at the provider, and what never got there never will.
 * One that was paid meanwhile is left to its fact. Answers how many were closed.
 */
export async function expirePurchases(deps: Pick<Deps, "db" | "live" | "provider">): Promise<number> {
  let closed = 0;
  const asked = { olderThanSeconds: A_DAY_SECONDS, limit: PAGE };
  for (const { businessId, id, ...purchase } of await listStalePurchases(deps.db.service, asked)) {
    if (purchase.checkoutSessionId !== null) {
      const checkout = await deps.provider.expireCheckout(purchase.checkoutSessionId);
      if (isRefusal(checkout) || checkout.status !== "expired") continue;
    } else if (purchase.paymentIntentId !== null) {
      const charge = await deps.provider.cancelCharge(purchase.paymentIntentId);
      if (isRefusal(charge) || charge.state !== "canceled") continue;
    }
    if ((await closePurchase(deps.db.service, { businessId, id, status: "expired", failureCode: null })) === null)
      continue;
    await tellBillingChanged(deps, businessId);
    closed += 1;
  }
  return closed;
}

// The provider closes its pages after a day, too.
const A_DAY_SECONDS = 24 * 3_600;
const PAGE = 200;
