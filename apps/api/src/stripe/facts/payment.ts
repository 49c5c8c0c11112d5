import { idOf, type NoFacts, nothing, type Paid } from "./finding.ts";
import { readInvoice } from "./invoice.ts";
import { readPurchasePayment } from "./purchase.ts";
import type { ReadDeps } from "./subscription.ts";

/** What a payment was for: a package that it names, or the invoice of a subscription. */
export async function readPayment(deps: ReadDeps, intentId: string): Promise<Paid | NoFacts> {
  const intent = await deps.stripe.api.paymentIntents.retrieve(intentId);
  if (intent.metadata["purchase_id"] !== undefined) return readPurchasePayment(deps, intent);
  const payments = await deps.stripe.api.invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: intentId },
    limit: 10,
  });
  const payment = payments.data.find(({ status }) => status === "paid") ?? payments.data[0];
  const invoiceId = idOf(payment?.invoice);
  return invoiceId === null ? nothing("a payment for nothing of ours") : readInvoice(deps, invoiceId);
}
