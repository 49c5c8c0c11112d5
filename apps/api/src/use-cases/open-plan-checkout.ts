import { closePlanChange, notePlanCheckout, type StoredPlanChange } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { termsOf } from "./begin-plan-change.ts";
import type { CheckoutNow } from "./payment-provider.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { returnUrls } from "./return-address.ts";

type CheckoutDeps = Pick<Deps, "db" | "provider">;
type Paying = { readonly change: StoredPlanChange; readonly customerId: string; readonly priceId: string };

/**
 * The page where a first subscription is paid: the one that is open, or the one the provider makes for the change's key. One
 * that can no longer be paid closes its change; whoever asked looks again how things stand.
 */
export async function openPlanCheckout(deps: CheckoutDeps, paying: Paying): Promise<CheckoutNow | Refusal> {
  const { change } = paying;
  const checkout = await (change.checkoutSessionId === null
    ? makeCheckout(deps, paying)
    : deps.provider.readCheckout(change.checkoutSessionId));
  if (!isRefusal(checkout)) await closeWhenOver(deps, change, checkout);
  return checkout;
}

/** Nobody can pay it any more, unless somebody did meanwhile. */
export async function closePlanCheckout(deps: CheckoutDeps, paying: Paying): Promise<Refusal | null> {
  const standing = await openPlanCheckout(deps, paying);
  if (isRefusal(standing)) return standing;
  if (standing.status !== "open") return null;
  const checkout = await deps.provider.expireCheckout(standing.sessionId);
  if (isRefusal(checkout)) return checkout;
  await closeWhenOver(deps, paying.change, checkout);
  return null;
}

async function makeCheckout(
  deps: CheckoutDeps,
  { change, customerId, priceId }: Paying,
): Promise<CheckoutNow | Refusal> {
  const { businessId, id, requestKey, planKey } = change;
  const { returnTo } = await termsOf(deps, change);
  const checkout = await deps.provider.openCheckout({
    sells: "plan",
    customerId,
    businessId,
    priceId,
    purchaseId: null,
    ...returnUrls(returnTo, { subscribed: planKey }),
    idempotencyKey: `subscribe:${businessId}:${requestKey}`,
  });
  if (isRefusal(checkout)) {
    // Nobody has seen a page of it, and its key is spent: whoever asks next begins anew.
    if (checkout.error.code === "provider_refused")
      await closePlanChange(deps.db.service, { businessId, id, status: "over" });
    return checkout;
  }
  await notePlanCheckout(deps.db.service, { businessId, id, sessionId: checkout.sessionId, url: checkout.url ?? "" });
  // Made once for its key: what was answered then may be long over.
  return deps.provider.readCheckout(checkout.sessionId);
}

async function closeWhenOver({ db }: CheckoutDeps, change: StoredPlanChange, { status }: CheckoutNow): Promise<void> {
  if (status === "open") return;
  const { businessId, id } = change;
  await closePlanChange(db.service, { businessId, id, status: status === "complete" ? "done" : "over" });
}
