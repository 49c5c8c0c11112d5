import type Stripe from "stripe";
import type { Deps } from "../../deps.ts";
import { idOf } from "./finding.ts";

/**
 * At which price the money of a credit was once paid, by the credit's line. That is not always the price on the line: a plan
 * that was exchanged at the dashboard without billing has a line of the new plan credit what was paid for the old one, and
 * going by the new one its tokens would stay though their money went back, or go though it did not.
 */
export async function creditedPrices(
  { stripe }: Pick<Deps, "stripe">,
  lines: readonly Stripe.InvoiceLineItem[],
): Promise<ReadonlyMap<string, string>> {
  const prices = new Map<string, string>();
  const billed = new Map<string, readonly Stripe.InvoiceLineItem[]>();
  for (const line of lines) {
    const credited = line.amount < 0 ? creditedItemsOf(line) : null;
    if (credited === null) continue;
    const before = billed.get(credited.invoice) ?? (await linesOfInvoice(stripe.api, credited.invoice));
    billed.set(credited.invoice, before);
    const paid = before
      .filter(({ id }) => credited.invoice_line_items.includes(id))
      .flatMap((each) => priceIdOf(each) ?? []);
    const [price, ...others] = new Set(paid);
    if (price !== undefined && others.length === 0) prices.set(line.id, price);
  }
  return prices;
}

export function priceIdOf(line: Stripe.InvoiceLineItem): string | null {
  return idOf(line.pricing?.price_details?.price);
}

export async function linesOfInvoice(api: Stripe, invoiceId: string): Promise<readonly Stripe.InvoiceLineItem[]> {
  const lines: Stripe.InvoiceLineItem[] = [];
  for await (const line of api.invoices.listLineItems(invoiceId, { limit: 100 })) lines.push(line);
  return lines;
}

function creditedItemsOf({ parent }: Stripe.InvoiceLineItem) {
  return (parent?.subscription_item_details ?? parent?.invoice_item_details)?.proration_details?.credited_items ?? null;
}
