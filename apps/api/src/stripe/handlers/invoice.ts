import { declineCodeOf, paymentIntentOf, WITH_PAYMENT } from "../client/invoice-payment.ts";
import type { Finding } from "../facts/finding.ts";
import { readInvoice } from "../facts/invoice.ts";
import { settleFinding } from "../verdict.ts";
import type { Handler, HandlerDeps } from "./handler.ts";
import { tellPaymentFailed } from "./tell-payment-failed.ts";

/** An invoice was paid or was not: what was paid counts, and of what was not somebody is told. */
export const handleInvoice: Handler = async (deps, invoiceId) => {
  const finding = await readInvoice(deps, invoiceId);
  const settled = await settleFinding(deps, finding);
  if (finding.kind === "facts" && bringsNothing(finding)) await tellUnpaid(deps, finding.businessId, invoiceId);
  return settled;
};

function bringsNothing({ facts }: Extract<Finding, { readonly kind: "facts" }>): boolean {
  return facts.every(({ fact }) => fact === "subscription_state");
}

/**
 * Tells of an invoice that is open after somebody tried to collect it, once for each attempt that we hear of, with the page it
 * can be paid on. The first invoice of a subscription is declined before the eyes of whoever subscribes.
 */
async function tellUnpaid(deps: HandlerDeps, businessId: string, invoiceId: string): Promise<void> {
  const invoice = await deps.stripe.api.invoices.retrieve(invoiceId, WITH_PAYMENT);
  if (invoice.status !== "open" || invoice.attempt_count === 0) return;
  if (invoice.billing_reason === "subscription_create") return;
  const nextAttempt = invoice.next_payment_attempt;
  await tellPaymentFailed(deps, {
    businessId,
    key: `${invoice.id}:${invoice.attempt_count}`,
    failed: {
      invoiceId: invoice.id,
      purchaseId: null,
      money: { amount: invoice.amount_remaining, currency: invoice.currency },
      payUrl: invoice.hosted_invoice_url ?? null,
      declineCode: declineCodeOf(paymentIntentOf(invoice)),
      nextAttemptAt: nextAttempt === null ? null : nextAttempt * 1_000,
    },
  });
}
