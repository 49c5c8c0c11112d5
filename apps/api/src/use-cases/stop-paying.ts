import type { StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { isRefusal, type Refusal } from "./refusal.ts";

/**
 * Closes the page where a purchase could be paid, or the bank's question about the saved card, so that nobody can pay it any
 * more. False when somebody did, or is about to.
 */
export async function stopPaying(
  { provider }: Pick<Deps, "provider">,
  { checkoutSessionId, paymentIntentId }: Pick<StoredPurchase, "checkoutSessionId" | "paymentIntentId">,
): Promise<boolean | Refusal> {
  if (checkoutSessionId !== null) {
    const checkout = await provider.expireCheckout(checkoutSessionId);
    return isRefusal(checkout) ? checkout : checkout.status === "expired";
  }
  if (paymentIntentId === null) return true;
  const charge = await provider.cancelCharge(paymentIntentId);
  return isRefusal(charge) ? charge : charge.state === "canceled";
}
