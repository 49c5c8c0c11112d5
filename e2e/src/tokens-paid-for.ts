import type Stripe from "stripe";

/** What a month at each price costs, in minor units, and brings, in micro-tokens, as the catalogue sells it. */
export type MonthlyByPrice = ReadonlyMap<string, { readonly costs: number; readonly brings: bigint }>;

/**
 * What a customer's money that was kept pays for in its running month, worked out a second time and in another way than the
 * product does: line by line from the provider's invoices, each as much of its plan's month as the line is of the month, and
 * of what an invoice brought the share that was not refunded.
 */
export async function tokensPaidFor(stripe: Stripe, customer: string, monthly: MonthlyByPrice): Promise<PaidFor> {
  const invoices = await stripe.invoices
    .list({ customer, status: "paid", limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  const refunded = await refundedByInvoice(stripe, customer);
  const month = monthOf(invoices);
  let [tokens, lines] = [0, 0];
  for (const invoice of invoices) {
    const paid = invoice.lines.data.reduce((sum, { amount }) => sum + amount, 0);
    const kept = paid <= 0 ? 1 : Math.max(0, paid - (refunded.get(invoice.id ?? "") ?? 0)) / paid;
    for (const change of changesOf(invoice.lines.data, monthly, month)) tokens += change > 0 ? change * kept : change;
    lines += invoice.lines.data.length;
  }
  return { microTokens: Math.max(0, tokens), lines, hasRefunds: refunded.size > 0 };
}

export type PaidFor = {
  readonly microTokens: number;
  /** Each may have been rounded up. */
  readonly lines: number;
  readonly hasRefunds: boolean;
};

type Span = { readonly start: number; readonly end: number };

/** The month that the first invoice was for. */
function monthOf(invoices: readonly Stripe.Invoice[]): Span {
  const lines = invoices.flatMap((invoice) => invoice.lines.data);
  const first = lines.find((line) => !isProration(line));
  if (first === undefined) throw new Error("nothing was subscribed to");
  return first.period;
}

/** What lines of one moment bring together: a plan's month, or the difference of two plans for what is left of it. */
function changesOf(lines: readonly Stripe.InvoiceLineItem[], monthly: MonthlyByPrice, month: Span): readonly number[] {
  const byMoment = new Map<number, number>();
  for (const line of lines) {
    const part = (line.period.end - line.period.start) / (month.end - month.start);
    const [sign, tokens] = line.amount < 0 ? [-1, creditedPlan(line.amount / part, monthly)] : [1, plan(line, monthly)];
    const moment = isProration(line) ? line.period.start : -1;
    if (line.amount !== 0) byMoment.set(moment, (byMoment.get(moment) ?? 0) + sign * tokens * part);
  }
  return [...byMoment.values()];
}

function plan({ pricing }: Stripe.InvoiceLineItem, monthly: MonthlyByPrice): number {
  const price = pricing?.price_details?.price;
  return Number(monthly.get(typeof price === "string" ? price : (price?.id ?? ""))?.brings ?? 0n);
}

/** The plan that so much of money a month was paid for, whatever the credit itself is said to be for. */
function creditedPlan(money: number, monthly: MonthlyByPrice): number {
  const [nearest] = [...monthly.values()].sort(
    (one, other) => Math.abs(one.costs + money) - Math.abs(other.costs + money),
  );
  return Number(nearest?.brings ?? 0n);
}

function isProration({ parent }: Stripe.InvoiceLineItem): boolean {
  return (parent?.subscription_item_details ?? parent?.invoice_item_details)?.proration ?? false;
}

async function refundedByInvoice(stripe: Stripe, customer: string): Promise<ReadonlyMap<string, number>> {
  const refunded = new Map<string, number>();
  for (const { invoice, payment } of await paymentsOf(stripe, customer)) {
    const { data } = await stripe.refunds.list({ payment_intent: payment, limit: 100 });
    const standing = data.filter(({ status }) => status !== "failed" && status !== "canceled");
    const sum = standing.reduce((total, { amount }) => total + amount, 0);
    if (sum > 0) refunded.set(invoice, (refunded.get(invoice) ?? 0) + sum);
  }
  return refunded;
}

/** The payments of a customer's invoices that were made by card. */
export async function paymentsOf(
  stripe: Stripe,
  customer: string,
): Promise<readonly { readonly invoice: string; readonly payment: string; readonly amount: number }[]> {
  const invoices = await stripe.invoices.list({ customer, status: "paid", limit: 100, expand: ["data.payments"] });
  return invoices.data.flatMap(({ id, payments }) =>
    (payments?.data ?? []).flatMap(({ payment, status, amount_paid }) => {
      const intent = typeof payment.payment_intent === "string" ? payment.payment_intent : payment.payment_intent?.id;
      return status !== "paid" || intent === undefined || id === undefined
        ? []
        : [{ invoice: id, payment: intent, amount: amount_paid ?? 0 }];
    }),
  );
}
