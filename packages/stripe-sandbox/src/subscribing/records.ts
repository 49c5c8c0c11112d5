import type { Debit } from "../billing/proration.ts";
import type { ChangePlan } from "./plan-subscription-change.ts";

/** What a subscription item was charged for a stretch of time; credits of flexible billing mode come from it. */
export interface ItemDebit extends Debit {
  /** The subscription item's id. */
  readonly item: string;
  /** Where it was charged: a line of an invoice, or an invoice item that waits for one. */
  readonly source: { readonly invoiceItem: string } | { readonly invoice: string; readonly line: string };
}

/** A change that waits for its invoice to be paid (`payment_behavior=pending_if_incomplete`). */
export interface PendingChange {
  /** The subscription's id. */
  readonly id: string;
  readonly invoice: string;
  readonly plan: ChangePlan;
}
