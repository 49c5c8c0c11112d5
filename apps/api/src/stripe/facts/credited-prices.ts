import type Stripe from "stripe";
import type { Deps } from "../../deps.ts";
import { isGone } from "../client/is-gone.ts";
import { idOf } from "./finding.ts";

/**
 * At which price the money of a credit was once charged, by the credit's line. That is not always the price on the line: a
 * plan that was exchanged at the dashboard without billing has a line of the new plan credit what was charged for the old
 * one, and going by the new one its tokens would stay though their money went back, or go though it did not.
 *
 * What the credit takes back was billed by another invoice, or by the same one: a charge that still waited for its invoice
 * when it was credited comes on one invoice with its credit. Then only the credit's invoice item names it.
 * Source: https://docs.stripe.com/changelog/dahlia/2026-05-27/invoice-item-proration-credited-items
 *
 * Null where that cannot be told: somebody deleted the charge while it waited, or it was of several prices.
 */
export async function creditedPrices(
  { stripe: { api } }: Pick<Deps, "stripe">,
  lines: readonly Stripe.InvoiceLineItem[],
): Promise<ReadonlyMap<string, string | null>> {
  const prices = new Map<string, string | null>();
  const billed = new Map<string, readonly Stripe.InvoiceLineItem[]>();
  for (const line of lines) {
    const parent = line.parent?.subscription_item_details ?? line.parent?.invoice_item_details;
    if (line.amount >= 0 || parent?.proration !== true) continue;
    const named = parent.proration_details?.credited_items ?? null;
    const charged = named === null ? await chargedByItem(parent.invoice_item) : await chargedOn(named);
    const [price, ...others] = new Set(charged);
    if (price !== undefined) prices.set(line.id, others.length === 0 ? price : null);
  }
  return prices;

  async function chargedByItem(creditId: string | null): Promise<readonly (string | null)[]> {
    if (creditId === null) return [];
    const { proration_details: details } = await api.invoiceItems.retrieve(creditId);
    const { invoice_line_item_details: named, invoice_item: debitId } = details?.credited_items ?? {};
    if (named !== undefined) return chargedOn(named);
    return debitId === undefined ? [] : chargedAs(debitId);
  }

  async function chargedAs(debitId: string): Promise<readonly (string | null)[]> {
    try {
      const { pricing } = await api.invoiceItems.retrieve(debitId);
      return priceIn(pricing);
    } catch (failure) {
      if (isGone(failure)) return [null];
      throw failure;
    }
  }

  async function chargedOn({ invoice, invoice_line_items: ids }: Debited): Promise<readonly string[]> {
    const before = billed.get(invoice) ?? (await linesOfInvoice(api, invoice));
    billed.set(invoice, before);
    return before.filter(({ id }) => ids.includes(id)).flatMap(({ pricing }) => priceIn(pricing));
  }
}

type Debited = { readonly invoice: string; readonly invoice_line_items: readonly string[] };

export function priceIdOf({ pricing }: Stripe.InvoiceLineItem): string | null {
  return priceIn(pricing)[0] ?? null;
}

export async function linesOfInvoice(api: Stripe, invoiceId: string): Promise<readonly Stripe.InvoiceLineItem[]> {
  const lines: Stripe.InvoiceLineItem[] = [];
  for await (const line of api.invoices.listLineItems(invoiceId, { limit: 100 })) lines.push(line);
  return lines;
}

function priceIn(pricing: Pick<Stripe.InvoiceLineItem.Pricing, "price_details"> | null): readonly string[] {
  const id = idOf(pricing?.price_details?.price);
  return id === null ? [] : [id];
}
