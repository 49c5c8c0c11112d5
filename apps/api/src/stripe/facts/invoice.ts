import { factsOfInvoice, type InvoiceLine, type PaidInvoice, paymentOfInvoice } from "@farebox/billing-core";
import { readPrices } from "@farebox/db/selling";
import type Stripe from "stripe";
import { creditedPrices, linesOfInvoice, priceIdOf } from "./credited-prices.ts";
import { disagreement, idOf, type NoFacts, nothing, type Paid } from "./finding.ts";
import { findOwner } from "./owner.ts";
import { fetchSubscription, type ReadDeps, toFinding } from "./subscription.ts";

/**
 * What an invoice brought, and how its subscription stands now. Until it is paid it brings nothing. An invoice that belongs
 * to no subscription is the receipt of a package, whose payment is the fact.
 */
export async function readInvoice(deps: ReadDeps, invoiceId: string): Promise<Paid | NoFacts> {
  const invoice = await deps.stripe.api.invoices.retrieve(invoiceId);
  const parent = invoice.parent?.subscription_details;
  const subscriptionId = idOf(parent?.subscription);
  if (subscriptionId === null) return nothing("an invoice of no subscription");
  const businessId = await findOwner(deps, { customer: invoice.customer, metadata: parent?.metadata ?? null });
  if (typeof businessId !== "string") return businessId;

  const fetched = await fetchSubscription(deps, subscriptionId);
  const standing = await toFinding(deps, fetched);
  if (standing.kind === "facts" && standing.businessId !== businessId)
    return disagreement(`the invoice ${invoiceId} and its subscription have different customers`, businessId);
  const said: PaidInvoice = {
    id: invoice.id,
    status: invoice.status ?? "draft",
    subscriptionId,
    anchorAt: fetched.subscription.billing_cycle_anchor * 1_000,
    currency: invoice.currency,
    lines: await linesOf(deps, invoice, businessId),
  };
  const { facts, flags } = factsOfInvoice(said);
  return {
    kind: "facts",
    businessId,
    facts: [...facts, ...(standing.kind === "facts" ? standing.facts : [])],
    concerns: [...flags.map(({ flag, lineId }) => `${flag} on ${lineId} of ${invoiceId}`), ...concernsOf(standing)],
    payment: paymentOfInvoice(said),
    total: invoice.total,
  };
}

function concernsOf(standing: Awaited<ReturnType<typeof toFinding>>): readonly string[] {
  if (standing.kind === "facts") return standing.concerns;
  return [standing.kind === "nothing" ? `its subscription ${standing.because}` : standing.problem];
}

/** Every line: an invoice itself holds only the first of them. */
async function linesOf(deps: ReadDeps, invoice: Stripe.Invoice, businessId: string): Promise<readonly InvoiceLine[]> {
  const lines = invoice.lines.has_more ? await linesOfInvoice(deps.stripe.api, invoice.id) : invoice.lines.data;
  const credited = await creditedPrices(deps, lines);
  const paidAt = (line: Stripe.InvoiceLineItem) =>
    (credited.has(line.id) ? credited.get(line.id) : priceIdOf(line)) ?? "";
  const prices = await readPrices(deps.db.service, lines.map(paidAt));
  return lines.map((line) => {
    const price = prices.get(paidAt(line));
    const isTheirs = price !== undefined && (price.businessId === null || price.businessId === businessId);
    const parent = line.parent?.subscription_item_details ?? line.parent?.invoice_item_details;
    return {
      id: line.id,
      price: isTheirs ? { priceId: price.priceId, ...price.sells } : null,
      amount: line.amount,
      net: line.amount - sumOf(line.discount_amounts) - sumOf(line.taxes?.filter(isInclusive)),
      quantity: line.quantity ?? 1,
      isProration: parent?.proration ?? false,
      startAt: line.period.start * 1_000,
      endAt: line.period.end * 1_000,
    };
  });
}

/** Tax that is part of an amount; the other kind comes on top of it. */
function isInclusive(tax: Stripe.InvoiceLineItem.Tax): boolean {
  return tax.tax_behavior === "inclusive";
}

function sumOf(parts: readonly { readonly amount: number }[] | null | undefined): number {
  return (parts ?? []).reduce((sum, { amount }) => sum + amount, 0);
}
