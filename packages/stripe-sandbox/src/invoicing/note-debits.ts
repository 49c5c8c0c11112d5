import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import type { LineDraft } from "./line-draft.ts";

/**
 * Remembers what a subscription item is charged for a stretch of time, for the credits of flexible billing mode. A proration
 * was remembered when its invoice item was made; here it only learns its line.
 */
export function noteDebits(world: World, draft: LineDraft, line: Stored<Stripe.InvoiceLineItem>): void {
  const item = draft.subscriptionItem;
  if (item === null || line.invoice === null || draft.amount <= 0) return;
  const source = { invoice: line.invoice, line: line.id };
  if (draft.invoiceItem !== null) {
    const { invoiceItem } = draft;
    const [known] = world.item_debits.where(
      (each) => "invoiceItem" in each.source && each.source.invoiceItem === invoiceItem,
    );
    if (known !== undefined) world.item_debits.update(known.id, { source });
    return;
  }
  const { period } = draft;
  const id = world.item_debits.newId();
  world.item_debits.insert({ id, item, amount: draft.amount, period, creditedFrom: period.end, source });
}
