import { type MicroTokens, ZERO } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import { tokenMonthAt } from "../periods.ts";
import type { Fact } from "./facts.ts";
import type { BillingInterval, PaymentRef } from "./selling-state.ts";
import { tokenMonthsOf } from "./token-months.ts";

/** What a price of the provider stands for, for ever: prices are never edited, and old ones keep their meaning. */
export type PriceMeaning =
  | {
      readonly priceId: string;
      readonly kind: "plan";
      readonly planKey: string;
      readonly interval: BillingInterval;
      readonly tokensMonthly: MicroTokens;
      readonly rolloverCap: MicroTokens;
    }
  | {
      readonly priceId: string;
      readonly kind: "package";
      readonly packageKey: string;
      readonly tokens: MicroTokens;
      readonly bonus: MicroTokens;
    };

type PlanPrice = Extract<PriceMeaning, { readonly kind: "plan" }>;

/** An invoice of a subscription in our words. Amounts in minor units, without tax. */
export type PaidInvoice = {
  readonly id: string;
  /** The provider's; only what is `paid` brings anything. */
  readonly status: string;
  readonly subscriptionId: string;
  /** What the subscription's months are counted from. */
  readonly anchorAt: Instant;
  readonly currency: string;
  /** In the provider's order, every page of them. */
  readonly lines: readonly InvoiceLine[];
};

export type InvoiceLine = {
  readonly id: string;
  /** Null when we never sold at this price. */
  readonly price: PriceMeaning | null;
  /** Before discounts; negative for what is credited. */
  readonly amount: number;
  /** After discounts. */
  readonly net: number;
  readonly quantity: number;
  readonly isProration: boolean;
  readonly startAt: Instant;
  readonly endAt: Instant;
};

/** Something on an invoice that somebody has to look at. What is clear on the same invoice counts nevertheless. */
export type InvoiceFlag = {
  readonly flag: "unknown_price" | "quantity_not_one" | "unpaired_proration";
  readonly lineId: string;
};

export type InvoiceFacts = { readonly facts: readonly Fact[]; readonly flags: readonly InvoiceFlag[] };

/**
 * What a paid invoice says happened, line by line. Tokens go by the plan of a line, never by its amount: a coupon changes
 * the money only. A line that cost nothing before discounts (a free trial, an empty proration) brings nothing.
 */
export function factsOfInvoice(invoice: PaidInvoice): InvoiceFacts {
  if (invoice.status !== "paid") return { facts: [], flags: [] };
  const flags: InvoiceFlag[] = [];
  const clear: PlanLine[] = [];
  for (const line of invoice.lines) {
    if (line.amount === 0) continue;
    if (line.price?.kind !== "plan") flags.push({ flag: "unknown_price", lineId: line.id });
    else if (line.quantity !== 1) flags.push({ flag: "quantity_not_one", lineId: line.id });
    else clear.push({ ...line, price: line.price });
  }
  const context = { invoice, payment: paymentOfInvoice(invoice) };
  const facts: Fact[] = clear.filter(({ isProration }) => !isProration).map((line) => planLine(context, line));
  for (const change of changesIn(clear.filter(({ isProration }) => isProration))) {
    const said = factOfChange(context, change);
    if ("flag" in said) flags.push(said);
    else facts.push(said);
  }
  return { facts, flags };
}

/** What was paid for all of it. */
export function paymentOfInvoice({ id, currency, lines }: PaidInvoice): PaymentRef {
  const sum = lines.reduce((total, { net }) => total + net, 0);
  return { key: `invoice:${id}`, paid: Math.max(0, sum), currency };
}

type PlanLine = InvoiceLine & { readonly price: PlanPrice };
type Context = { readonly invoice: PaidInvoice; readonly payment: PaymentRef };
type Change = { readonly credited: PlanLine | null; readonly charged: PlanLine | null };

function planLine({ invoice, payment }: Context, line: PlanLine): Fact {
  return {
    fact: "plan_line_paid",
    lineId: line.id,
    subscriptionId: invoice.subscriptionId,
    planKey: line.price.planKey,
    payment,
    cost: Math.max(0, line.net),
    tokensMonthly: line.price.tokensMonthly,
    rolloverCap: line.price.rolloverCap,
    months: tokenMonthsOf({
      anchorAt: invoice.anchorAt,
      startAt: line.startAt,
      endAt: line.endAt,
      interval: line.price.interval,
    }),
  };
}

/** A change of plan is two lines of one instant: what is left of the old is credited, what is left of the new is charged. */
function changesIn(prorations: readonly PlanLine[]): readonly Change[] {
  const byInstant = new Map<Instant, { readonly credits: PlanLine[]; readonly charges: PlanLine[] }>();
  for (const line of prorations) {
    const together = byInstant.get(line.startAt) ?? { credits: [], charges: [] };
    (line.amount < 0 ? together.credits : together.charges).push(line);
    byInstant.set(line.startAt, together);
  }
  return [...byInstant.values()].flatMap(({ credits, charges }) =>
    Array.from({ length: Math.max(credits.length, charges.length) }, (_, index) => ({
      credited: credits[index] ?? null,
      charged: charges[index] ?? null,
    })),
  );
}

function factOfChange(context: Context, { credited, charged }: Change): Fact | InvoiceFlag {
  if (credited === null) return { flag: "unpaired_proration", lineId: charged?.id ?? "" };
  if (charged === null || charged.price.interval !== credited.price.interval)
    return creditOf(context, credited, { back: -credited.net, charged: null });
  const money = charged.amount + credited.amount;
  if (charged.price.tokensMonthly > credited.price.tokensMonthly && money > 0)
    return upgradeLine(context, { credited, charged });
  return creditOf(context, credited, { back: -(charged.net + credited.net), charged });
}

function upgradeLine(
  { invoice, payment }: Context,
  { credited, charged }: { readonly credited: PlanLine; readonly charged: PlanLine },
): Fact {
  const current = tokenMonthAt(invoice.anchorAt, charged.startAt);
  const [month, ...laterMonths] = tokenMonthsOf({
    anchorAt: invoice.anchorAt,
    startAt: current.startAt,
    endAt: charged.endAt,
    interval: charged.price.interval,
  });
  return {
    fact: "upgrade_line_paid",
    lineId: charged.id,
    subscriptionId: invoice.subscriptionId,
    planKey: charged.price.planKey,
    payment,
    cost: Math.max(0, charged.net + credited.net),
    oldMonthly: credited.price.tokensMonthly,
    newMonthly: charged.price.tokensMonthly,
    proratedAt: charged.startAt,
    month: month ?? current,
    laterMonths,
  };
}

/** Money that came back because a plan became smaller or ended: a refund of that money. */
function creditOf(
  { invoice }: Context,
  credited: PlanLine,
  { back, charged }: { readonly back: number; readonly charged: PlanLine | null },
): Fact {
  return {
    fact: "plan_credited",
    lineId: credited.id,
    subscriptionId: invoice.subscriptionId,
    amount: Math.max(0, back),
    currency: invoice.currency,
    lessMonthly: {
      oldMonthly: credited.price.tokensMonthly,
      newMonthly: charged?.price.tokensMonthly ?? ZERO,
      proratedAt: credited.startAt,
      until: credited.endAt,
    },
    reason: charged === null ? "unused time was credited" : `changed to ${charged.price.planKey}`,
  };
}
