import { disputePhaseOf, lineKey, monthKey } from "@farebox/billing-core";
import {
  findPurchase,
  listGrantedFacts,
  readBusinessesOfCustomers,
  readPhasesOfReturns,
  readSubscriptionsById,
} from "@farebox/db/selling";
import type Stripe from "stripe";
import { idOf } from "../facts/finding.ts";
import { UUID } from "../facts/purchase.ts";
import type { ReconcileDeps } from "./reconcile.ts";

/**
 * Of a page of the provider's objects, those that our books may lack: each costs further questions to the provider, so what
 * is certainly known is left out by a statement a page. To suspect too many costs time, to suspect too few costs tokens.
 */
type Suspects<Item> = (deps: Pick<ReconcileDeps, "db">, items: readonly Item[]) => Promise<readonly string[]>;

/** Every line that cost something has its grant, every credit its return. */
export const suspectInvoices: Suspects<Stripe.Invoice> = async ({ db }, invoices) => {
  const ours = await ofCustomersOf({ db }, invoices);
  const subscribed = ours.filter(({ parent }) => parent?.subscription_details != null);
  const lines = subscribed.flatMap((invoice) => invoice.lines.data.filter(({ amount }) => amount !== 0));
  const granted = await listGrantedFacts(
    db.service,
    lines.flatMap(({ id }) => [lineKey(id), monthKey(id, 0)]),
  );
  const credits = await readPhasesOfReturns(
    db.service,
    lines.map(({ id }) => `credit:${id}`),
  );
  const isKnown = ({ id }: Stripe.InvoiceLineItem) =>
    granted.has(lineKey(id)) || granted.has(monthKey(id, 0)) || credits.has(`credit:${id}`);
  return subscribed
    .filter(({ lines: { data, has_more } }) => has_more || !data.every((line) => line.amount === 0 || isKnown(line)))
    .map(({ id }) => id);
};

/** Every payment that names a purchase of ours paid it. */
export const suspectPayments: Suspects<Stripe.PaymentIntent> = async ({ db }, intents) => {
  const suspects: string[] = [];
  for (const { id, metadata, status } of intents) {
    const purchaseId = metadata["purchase_id"];
    if (purchaseId === undefined || status !== "succeeded" || !UUID.test(purchaseId)) continue;
    const purchase = await findPurchase(db.service, purchaseId);
    if (purchase?.paidBy === id) continue;
    suspects.push(id);
  }
  return suspects;
};

/** A checkout that is over leaves no purchase waiting. */
export const suspectCheckouts: Suspects<Stripe.Checkout.Session> = async ({ db }, sessions) => {
  const suspects: string[] = [];
  for (const { id, metadata, mode, status } of sessions) {
    const purchaseId = metadata?.["purchase_id"];
    if (purchaseId === undefined || mode !== "payment" || status === "open" || !UUID.test(purchaseId)) continue;
    const purchase = await findPurchase(db.service, purchaseId);
    const isWaiting = purchase === null || ["created", "open"].includes(purchase.status);
    if (isWaiting && (purchase === null || [null, id].includes(purchase.checkoutSessionId))) suspects.push(id);
  }
  return suspects;
};

export const suspectRefunds: Suspects<Stripe.Refund> = async ({ db }, refunds) => {
  const phases = await readPhasesOfReturns(
    db.service,
    refunds.map(({ id }) => `refund:${id}`),
  );
  const phaseOf = ({ status }: Stripe.Refund) => (status === "failed" || status === "canceled" ? "failed" : "standing");
  const unknown = refunds.filter((refund) => phases.get(`refund:${refund.id}`) !== phaseOf(refund));
  const owned = unknown.filter(({ customer }) => idOf(customer) !== null);
  const ours = new Set(await ofCustomersOf({ db }, owned));
  return unknown.filter((refund) => idOf(refund.customer) === null || ours.has(refund)).map(({ id }) => id);
};

export const suspectDisputes: Suspects<Stripe.Dispute> = async ({ db }, disputes) => {
  const phases = await readPhasesOfReturns(
    db.service,
    disputes.map(({ id }) => `dispute:${id}`),
  );
  return disputes
    .filter(({ id, status }) => phases.get(`dispute:${id}`) !== disputePhaseOf(status))
    .map(({ id }) => id);
};

export const suspectSubscriptions: Suspects<Stripe.Subscription> = async ({ db }, subscriptions) => {
  const ours = await ofCustomersOf({ db }, subscriptions);
  const known = await readSubscriptionsById(
    db.service,
    ours.map(({ id }) => id),
  );
  return ours
    .filter((subscription) => {
      const state = known.get(subscription.id);
      const [item] = subscription.items.data;
      if (state === undefined || state.status !== subscription.status) return true;
      const cancels = subscription.cancel_at !== null || subscription.cancel_at_period_end;
      return (
        state.periodEndAt !== (item?.current_period_end ?? 0) * 1_000 ||
        (subscription.ended_at === null && cancels !== (state.cancelsAt !== null))
      );
    })
    .map(({ id }) => id);
};

async function ofCustomersOf<Item extends { readonly customer: string | { readonly id: string } | null }>(
  { db }: Pick<ReconcileDeps, "db">,
  items: readonly Item[],
): Promise<readonly Item[]> {
  const known = await readBusinessesOfCustomers(
    db.service,
    items.flatMap(({ customer }) => idOf(customer) ?? []),
  );
  return items.filter(({ customer }) => known.has(idOf(customer) ?? ""));
}
