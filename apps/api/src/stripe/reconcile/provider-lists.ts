import type Stripe from "stripe";
import { readDispute } from "../facts/dispute.ts";
import { readInvoice } from "../facts/invoice.ts";
import { readPayment } from "../facts/payment.ts";
import { readRefund } from "../facts/refunds.ts";
import { readSubscription } from "../facts/subscription.ts";
import { handleCheckoutSession } from "../handlers/checkout-session.ts";
import { type Settled, settleFinding } from "../verdict.ts";
import type { ReconcileDeps } from "./reconcile.ts";
import {
  suspectCheckouts,
  suspectDisputes,
  suspectInvoices,
  suspectPayments,
  suspectRefunds,
  suspectSubscriptions,
} from "./suspects.ts";

/** One of the provider's lists: how it is walked, what of a page our books seem to lack, and how that is booked. */
export type ProviderList = {
  readonly name: ListName;
  /** It says how something stands, rather than that something happened: booking what differs is a repair by itself. */
  readonly isStanding: boolean;
  readonly pages: (deps: ReconcileDeps, created: Created) => AsyncIterable<Page>;
  readonly book: (deps: ReconcileDeps, id: string) => Promise<Settled>;
};

export type ListName = "invoices" | "payments" | "checkouts" | "refunds" | "disputes" | "subscriptions";
export type Created = { readonly gte: number };
export type Page = { readonly listed: number; readonly suspectIds: readonly string[] };

/** What was paid comes before what went back of it. */
export const LISTS: readonly ProviderList[] = [
  {
    name: "invoices",
    isStanding: false,
    pages: (deps, created) =>
      walk(deps, deps.stripe.api.invoices.list({ ...PAGE, created, status: "paid" }), suspectInvoices),
    book: async (deps, id) => settleFinding(deps, await readInvoice(deps, id)),
  },
  {
    name: "payments",
    isStanding: false,
    pages: (deps, created) => walk(deps, deps.stripe.api.paymentIntents.list({ ...PAGE, created }), suspectPayments),
    book: async (deps, id) => settleFinding(deps, await readPayment(deps, id)),
  },
  {
    name: "checkouts",
    isStanding: true,
    pages: (deps, created) =>
      walk(deps, deps.stripe.api.checkout.sessions.list({ ...PAGE, created }), suspectCheckouts),
    book: async (deps, id) => ({ news: 0, ...(await handleCheckoutSession(deps, id)) }),
  },
  {
    name: "refunds",
    isStanding: false,
    pages: (deps, created) => walk(deps, deps.stripe.api.refunds.list({ ...PAGE, created }), suspectRefunds),
    book: async (deps, id) => settleFinding(deps, await readRefund(deps, id)),
  },
  {
    name: "disputes",
    isStanding: false,
    pages: (deps, created) => walk(deps, deps.stripe.api.disputes.list({ ...PAGE, created }), suspectDisputes),
    book: async (deps, id) => settleFinding(deps, await readDispute(deps, id)),
  },
  {
    name: "subscriptions",
    isStanding: true,
    pages: (deps, created) =>
      walk(deps, deps.stripe.api.subscriptions.list({ ...PAGE, created, status: "all" }), suspectSubscriptions),
    book: async (deps, id) => settleFinding(deps, await readSubscription(deps, id)),
  },
];

const PAGE = { limit: 100 } as const;

/** Page by page, so that a list of any length takes the memory of one. */
async function* walk<Item extends { readonly id: string }>(
  deps: ReconcileDeps,
  first: Stripe.ApiListPromise<Item>,
  suspects: (deps: ReconcileDeps, items: readonly Item[]) => Promise<readonly string[]>,
): AsyncGenerator<Page> {
  let items: Item[] = [];
  for await (const item of first) {
    items.push(item);
    if (items.length < PAGE.limit) continue;
    yield { listed: items.length, suspectIds: await suspects(deps, items) };
    items = [];
  }
  if (items.length > 0) yield { listed: items.length, suspectIds: await suspects(deps, items) };
}
