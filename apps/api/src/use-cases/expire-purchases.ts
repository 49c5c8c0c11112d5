import { closePurchase, listStalePurchases, type StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { failPurchase } from "./fail-purchase.ts";
import { isRefusal } from "./refusal.ts";
import { tellBillingChanged } from "./tell-billing-changed.ts";

/**
 * Closes purchases that nobody paid for a day: their pages are over at the provider, and what never got there never will.
 * One that was paid meanwhile is left to its fact. Answers how many were closed.
 */
export async function expirePurchases(deps: ExpireDeps): Promise<number> {
  const stale = await listStalePurchases(deps.db.service, { olderThanSeconds: A_DAY_SECONDS, limit: PAGE });
  let closed = 0;
  for (const purchase of stale) {
    if (!(await canBeClosed(deps, purchase))) continue;
    const { businessId, id, kind } = purchase;
    if (kind === "top_up") await failPurchase(deps, { purchase, isDeclined: false, failureCode: "given_up" });
    else await closePurchase(deps.db.service, { businessId, id, status: "expired", failureCode: null });
    await tellBillingChanged(deps, businessId);
    closed += 1;
  }
  return closed;
}

type ExpireDeps = Pick<Deps, "db" | "live" | "provider">;

/** Whether nobody can pay it any more at the provider either. */
async function canBeClosed({ provider }: ExpireDeps, purchase: StoredPurchase): Promise<boolean> {
  if (purchase.checkoutSessionId !== null) {
    const checkout = await provider.expireCheckout(purchase.checkoutSessionId);
    return !isRefusal(checkout) && checkout.status === "expired";
  }
  if (purchase.paymentIntentId === null) return true;
  const charge = await provider.cancelCharge(purchase.paymentIntentId);
  return !isRefusal(charge) && charge.state === "canceled";
}

// The provider closes its pages after a day, too.
const A_DAY_SECONDS = 24 * 3_600;
const PAGE = 200;
