import type Stripe from "stripe";
import type { MoneyPreview, PaymentProvider, PreviewLine } from "../../use-cases/payment-provider.ts";
import type { StripeDoor } from "../client/create-stripe.ts";
import { toInstant, toSeconds } from "./subscriptions.ts";

/** What a change of plan costs, counted by who will collect it. */
export function createPreview({
  call,
  isTaxAutomatic,
}: Pick<StripeDoor, "call" | "isTaxAutomatic">): Pick<PaymentProvider, "previewPlan"> {
  return {
    previewPlan: ({ customerId, subscription, change, priceId, proratedAt }) =>
      call(async (api) => {
        const whole = await api.invoices.createPreview({
          customer: customerId,
          ...(isTaxAutomatic && { automatic_tax: { enabled: true } }),
          subscription_details: { items: [{ price: priceId, quantity: 1 }] },
        });
        if (change === "later" || (change === "upgrade" && subscription === null))
          return { ...NOTHING_NOW, currency: whole.currency, eachPeriod: whole.total };
        if (subscription === null || change === "create") return toPreview(whole, whole.total);
        const upgrade = await api.invoices.createPreview({
          customer: customerId,
          subscription: subscription.id,
          subscription_details: {
            items: [{ id: subscription.itemId, price: priceId, quantity: 1 }],
            proration_behavior: "always_invoice",
            proration_date: toSeconds(proratedAt),
          },
        });
        return toPreview(upgrade, whole.total);
      }),
  };
}

const NOTHING_NOW = { dueNow: 0, tax: 0, lines: [] } as const;

function toPreview(invoice: Stripe.Invoice, eachPeriod: number): MoneyPreview {
  return {
    currency: invoice.currency,
    dueNow: invoice.amount_due,
    tax: (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
    lines: invoice.lines.data.map(toLine),
    eachPeriod,
  };
}

function toLine(line: Stripe.InvoiceLineItem): PreviewLine {
  return {
    description: line.description ?? "",
    amount: line.amount,
    startAt: toInstant(line.period.start),
    endAt: toInstant(line.period.end),
    isProration: line.parent?.subscription_item_details?.proration ?? false,
  };
}
