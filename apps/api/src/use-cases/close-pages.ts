import { closePurchase, listUnpaidPurchases } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal, type Refusal } from "./refusal.ts";

/**
 * Closes the pages of a package that were left open, before it is paid another way: at most one of them can be paid. One that
 * was paid in the meantime is left as it is. Null when all are closed.
 */
export async function closePages(
  { db, provider }: Pick<Deps, "db" | "provider">,
  asked: { readonly businessId: string; readonly packageKey: string; readonly exceptId: string | null },
): Promise<Refusal | null> {
  for (const { id, businessId, checkoutSessionId } of await listUnpaidPurchases(db.service, asked)) {
    // One without a page is another tab's that is about to open it, and is joined.
    if (checkoutSessionId === null) continue;
    const checkout = await provider.expireCheckout(checkoutSessionId);
    if (isRefusal(checkout)) return checkout;
    if (checkout.status !== "expired") continue;
    await closePurchase(db.service, { businessId, id, status: "expired", failureCode: null });
  }
  return null;
}
