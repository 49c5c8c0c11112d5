import type Stripe from "stripe";
import { minimumCharge } from "../billing/currencies.ts";
import { discountLines } from "../billing/discounts.ts";
import { invoiceTotals, totalByDiscount } from "../billing/invoice-totals.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { runningDiscounts } from "./running-discounts.ts";

type Invoice = Stored<Stripe.Invoice>;
type Line = Stored<Stripe.InvoiceLineItem>;

/** The sums of an invoice and its lines with their discounts; writes nothing, so that previews count the same way. */
export function countInvoice(
  world: World,
  invoice: Invoice,
  lines: readonly Line[],
): { invoice: Invoice; lines: Line[] } {
  const running = { at: invoice.created, currency: invoice.currency };
  const taken = discountLines(
    lines.map((line) => ({
      amount: line.amount,
      product: line.pricing?.price_details?.product ?? null,
      discountable: line.discountable,
      ownDiscounts: runningDiscounts(world, line.discounts, running),
    })),
    runningDiscounts(world, invoice.discounts, running),
  );
  const counted = lines.map((line, index) => ({ ...line, ...discountsOfLine(taken[index] ?? []) }));
  const input = counted.map((line) => ({ amount: line.amount, discountAmounts: line.discount_amounts ?? [] }));
  const totals = invoiceTotals({
    lines: input,
    startingBalance: invoice.starting_balance,
    minimumCharge: minimumCharge(invoice.currency),
  });
  const discounts = totalByDiscount(input);
  return {
    lines: counted,
    invoice: {
      ...invoice,
      subtotal: totals.subtotal,
      subtotal_excluding_tax: totals.subtotal,
      total: totals.total,
      total_excluding_tax: totals.total,
      total_discount_amounts: discounts,
      total_pretax_credit_amounts: discounts.map((each) => ({ ...each, type: "discount" })),
      amount_due: totals.amountDue,
      amount_remaining: totals.amountDue - invoice.amount_paid,
      lines: embed(counted, invoice.lines.url),
    },
  };
}

const EMBEDDED_LINES = 10;

function embed(lines: readonly Line[], url: string): Invoice["lines"] {
  return { object: "list", data: lines.slice(0, EMBEDDED_LINES), has_more: lines.length > EMBEDDED_LINES, url };
}

function discountsOfLine(amounts: readonly { discount: string; amount: number }[]) {
  return {
    discount_amounts: amounts.map((each) => ({ ...each })),
    pretax_credit_amounts: amounts.map((each) => ({ ...each, type: "discount" })),
  };
}
