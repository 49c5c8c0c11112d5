import { type PaymentRef, purchaseKey } from "@farebox/billing-core";
import { findPurchase, type StoredPurchase } from "@farebox/db/selling";
import type Stripe from "stripe";
import { disagreement, type NoFacts, NotThereYet, nothing, type Paid } from "./finding.ts";
import { findOwner, type Owned } from "./owner.ts";
import type { ReadDeps } from "./subscription.ts";

/** The payment of a package, by the purchase it names: our row says whose it is and what was offered. */
export async function readPurchasePayment(deps: ReadDeps, intent: Stripe.PaymentIntent): Promise<Paid | NoFacts> {
  const purchase = await findNamedPurchase(deps, intent);
  if (purchase.kind === "nothing" || purchase.kind === "disagreement") return purchase;
  if (purchase.paidBy !== null && purchase.paidBy !== intent.id)
    return disagreement(`${intent.id} is a second payment of the purchase ${purchase.id}`, purchase.businessId);
  const { total, amount } = await readMoney(deps, intent, purchase);
  return toPaid(purchase, {
    paidBy: intent.id,
    isPaid: intent.status === "succeeded",
    total,
    amount,
    currency: intent.currency,
  });
}

/** The purchase that an intent or a checkout names, of the business whose customer it has. */
export async function findNamedPurchase(deps: ReadDeps, object: Owned): Promise<StoredPurchase | NoFacts> {
  const id = object.metadata?.["purchase_id"];
  if (id === undefined) return nothing("names no purchase of ours");
  const owner = await findOwner(deps, object);
  const purchase = UUID.test(id) ? await findPurchase(deps.db.service, id) : null;
  if (purchase === null) {
    if (typeof owner !== "string") return owner;
    if (!UUID.test(id)) return disagreement(`names "${id.slice(0, 100)}", which cannot be a purchase`, owner);
    throw new NotThereYet(`the purchase ${id} is not there`);
  }
  if (typeof owner === "string" && owner === purchase.businessId) return purchase;
  if (typeof owner !== "string" && owner.kind === "disagreement") return { ...owner, businessId: purchase.businessId };
  const other = typeof owner === "string" ? `the business ${owner}` : "no customer of that business";
  return disagreement(`names the purchase ${id} and is of ${other}`, purchase.businessId);
}

export function toPaid(purchase: StoredPurchase, money: PurchaseMoney): Paid {
  const { amount, currency, paidBy } = money;
  const key = purchaseKey(purchase.id);
  const payment: PaymentRef = { key, paid: amount, currency };
  return {
    kind: "facts",
    businessId: purchase.businessId,
    facts: money.isPaid ? [{ fact: "purchase_paid", purchaseId: purchase.id, amount, currency, paidBy }] : [],
    concerns:
      money.isPaid && currency === purchase.price.currency && amount > purchase.price.amount
        ? [`${paidBy} paid ${amount} for the purchase ${purchase.id}, which costs ${purchase.price.amount}`]
        : [],
    payment,
    total: money.total,
  };
}

type PurchaseMoney = {
  readonly paidBy: string;
  readonly isPaid: boolean;
  /** With tax, and without what comes on top as tax. */
  readonly total: number;
  readonly amount: number;
  readonly currency: string;
};

/** A price may include its tax, so what is compared with it is the checkout's sum before any tax that comes on top. */
async function readMoney({ stripe }: ReadDeps, intent: Stripe.PaymentIntent, purchase: StoredPurchase) {
  const total = intent.amount_received;
  if (total === purchase.price.amount) return { total, amount: total };
  const sessions = await stripe.api.checkout.sessions.list({ payment_intent: intent.id, limit: 1 });
  const [session] = sessions.data;
  if (session !== undefined) return moneyOfSession(session);
  return { total, amount: total - (intent.amount_details?.tax?.total_tax_amount ?? 0) };
}

export function moneyOfSession(session: SessionMoney): { total: number; amount: number } {
  const subtotal = session.amount_subtotal ?? 0;
  return { total: session.amount_total ?? subtotal, amount: subtotal - (session.total_details?.amount_discount ?? 0) };
}

type SessionMoney = Pick<Stripe.Checkout.Session, "amount_subtotal" | "amount_total" | "total_details">;

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
