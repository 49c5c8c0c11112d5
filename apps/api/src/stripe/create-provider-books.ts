import type { Deps } from "../deps.ts";
import type { Refusal } from "../use-cases/refusal.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { type ReconcileReport, reconcile } from "./reconcile/reconcile.ts";

/** How what happens at the payment provider comes into our books: by what it tells us of, and by looking. */
export function createProviderBooks(shared: Pick<Deps, "db" | "ledger" | "log" | "metrics" | "stripe">): ProviderBooks {
  const inbox = createInbox(shared);
  const deps = { ...shared, inbox };
  return { inbox, reconcile: (asked) => shared.stripe.call(() => reconcile(deps, asked)) };
}

export type ProviderBooks = { readonly inbox: Inbox; readonly reconcile: Reconcile };

/** Books what happened at the provider since a moment and was missed. May run any number of times, also at once. */
export type Reconcile = (asked: { readonly since: number }) => Promise<ReconcileReport | Refusal>;
