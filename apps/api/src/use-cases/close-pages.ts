import { closePurchase, listUnpaidPurchases } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { stopPaying } from "./stop-paying.ts";

/**
 * Closes the pages of a package that were left open, before it is paid another way: at most one of them can be paid. One that
 * was paid in the meantime is left as it is. Null when all are closed.
 */
export async function closePages(
  deps: Pick<Deps, "db" | "provider">,
  asked: {
    readonly businessId: string;
    readonly packageKey: string;
    readonly exceptId: string | null;
    /** The provider's own pages, or the bank's about a saved card. */
    readonly of: "checkouts" | "charges" | "both";
  },
): Promise<Refusal | null> {
  for (const purchase of await listUnpaidPurchases(deps.db.service, asked)) {
    const { id, businessId, checkoutSessionId, paymentIntentId } = purchase;
    // One without a page is another tab's that is about to open it, and is joined.
    if (checkoutSessionId === null && paymentIntentId === null) continue;
    const at = checkoutSessionId === null ? "charges" : "checkouts";
    if (asked.of !== "both" && asked.of !== at) continue;
    const isOver = await stopPaying(deps, purchase);
    if (isRefusal(isOver)) return isOver;
    if (isOver) await closePurchase(deps.db.service, { businessId, id, status: "expired", failureCode: null });
  }
  return null;
}
