import { HOUR_MS } from "@farebox/billing-core";
import { readBusinessTime } from "@farebox/db/reads";
import { closePurchase, openPurchase, readPurchase, type StoredPurchase } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import type { PurchaseTerms } from "./begin-purchase.ts";
import { closePages } from "./close-pages.ts";
import { failPurchase } from "./fail-purchase.ts";
import type { CardCharge } from "./payment-provider.ts";
import { isRefusal, type Refusal, refuse } from "./refusal.ts";
import { returnUrls } from "./return-address.ts";
import { tellBillingChanged } from "./tell-billing-changed.ts";

type PayDeps = Pick<Deps, "db" | "live" | "provider">;

/**
 * Takes a purchase that was written down to the provider, under keys of its own: asked again after an outage or a crash, the
 * provider answers the same page or the same payment. One that is further already is answered as it is.
 */
export async function payPurchase(
  deps: PayDeps,
  { purchase, terms, customerId }: { purchase: StoredPurchase; terms: PurchaseTerms; customerId: string },
): Promise<StoredPurchase | Refusal> {
  if (purchase.status !== "created") return purchase;
  const { businessId, id } = purchase;
  const time = await readBusinessTime(deps.db.service, businessId);
  if (time !== null && time.now - purchase.createdAt > PROVIDER_REMEMBERS_MS) return giveUp(deps, purchase);
  const closed = await closePages(deps, { businessId, packageKey: purchase.packageKey, exceptId: id, of: "both" });
  if (closed !== null) return closed;
  if (terms.payWith === "saved_card" && terms.cardId !== null)
    return chargeCard(deps, { purchase, customerId, terms, cardId: terms.cardId });

  const checkout = await deps.provider.openCheckout({
    sells: "package",
    customerId,
    businessId,
    priceId: purchase.priceId ?? "",
    purchaseId: id,
    ...returnUrls(terms.returnTo, { purchase: id }),
    idempotencyKey: `purchase:${id}:checkout`,
  });
  if (isRefusal(checkout)) return noteRefusal(deps, purchase, checkout);
  return move(deps, purchase, {
    status: "open",
    checkoutSessionId: checkout.sessionId,
    checkoutUrl: checkout.url,
    paymentIntentId: null,
  });
}

// After a day the provider forgets its keys, and asking again would be a second payment.
const PROVIDER_REMEMBERS_MS = 23 * HOUR_MS;

async function chargeCard(
  deps: PayDeps,
  asked: { purchase: StoredPurchase; customerId: string; terms: PurchaseTerms; cardId: string },
): Promise<StoredPurchase | Refusal> {
  const { purchase, customerId, cardId, terms } = asked;
  const charge = await deps.provider.chargeCard({
    customerId,
    businessId: purchase.businessId,
    cardId,
    purchaseId: purchase.id,
    price: purchase.price,
    description: `Tokens: ${purchase.packageKey}`,
    returnUrl: returnUrls(terms.returnTo, { purchase: purchase.id }).successUrl,
    idempotencyKey: `purchase:${purchase.id}:intent`,
  });
  return isRefusal(charge) ? noteRefusal(deps, purchase, charge) : noteCharge(deps, purchase, charge);
}

/**
 * What the provider does not accept it will not accept the next time either: the purchase is over, so that the next one can
 * begin otherwise. Not so where its key stands for another request, which may have gone through.
 */
async function noteRefusal(deps: PayDeps, purchase: StoredPurchase, refusal: Refusal): Promise<Refusal> {
  const { error } = refusal;
  const isOver = error.code === "provider_refused" && error.reason !== "idempotency_error";
  if (!isOver && error.code !== "card_declined") return refusal;
  const failureCode = error.code === "card_declined" ? error.declineCode : error.reason;
  await failPurchase(deps, { purchase, isDeclined: false, failureCode });
  await tellBillingChanged(deps, purchase.businessId);
  return refusal;
}

/** What a charge of a saved card means for its purchase. That it was paid is for the fact to say. */
async function noteCharge(
  deps: PayDeps,
  purchase: StoredPurchase,
  charge: CardCharge,
): Promise<StoredPurchase | Refusal> {
  const { paymentIntentId } = charge;
  if (charge.state === "declined" || charge.state === "canceled") {
    // Nobody may pay later what we call failed.
    await deps.provider.cancelCharge(paymentIntentId);
    await failPurchase(deps, { purchase, isDeclined: true, failureCode: charge.declineCode });
    await tellBillingChanged(deps, purchase.businessId);
    return refuse({ code: "card_declined", declineCode: charge.declineCode });
  }
  const needsPerson = charge.state === "action_required";
  return move(deps, purchase, {
    status: needsPerson ? "open" : "processing",
    checkoutSessionId: null,
    checkoutUrl: charge.actionUrl,
    paymentIntentId,
  });
}

async function move(
  deps: PayDeps,
  { businessId, id }: StoredPurchase,
  to: Omit<Parameters<typeof openPurchase>[1], "businessId" | "id">,
): Promise<StoredPurchase> {
  const opened = await openPurchase(deps.db.service, { businessId, id, ...to });
  await tellBillingChanged(deps, businessId);
  // Null: its payment was heard of first.
  const purchase = opened ?? (await readPurchase(deps.db.service, { businessId, id }));
  if (purchase === null) throw new Error("a purchase is gone");
  return purchase;
}

async function giveUp(deps: PayDeps, purchase: StoredPurchase): Promise<StoredPurchase> {
  const { businessId, id } = purchase;
  const closed = await closePurchase(deps.db.service, { businessId, id, status: "expired", failureCode: null });
  await tellBillingChanged(deps, businessId);
  return closed ?? purchase;
}
