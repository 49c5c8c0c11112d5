import type Stripe from "stripe";

/** What the payment of an invoice needs to be read with it. */
export const WITH_PAYMENT = { expand: ["payments.data.payment.payment_intent"] };

/** The payment that an invoice, read with it, was last tried with; null when it never was. */
export function paymentIntentOf(invoice: Stripe.Invoice): Stripe.PaymentIntent | null {
  const intents = (invoice.payments?.data ?? []).map(({ payment }) => payment.payment_intent);
  return intents.find((intent) => typeof intent === "object") ?? null;
}

/** The bank's word for why a payment was declined, or the provider's where the bank said none. */
export function declineCodeOf(intent: Stripe.PaymentIntent | null): string | null {
  const problem = intent?.last_payment_error;
  return problem?.decline_code ?? problem?.code ?? null;
}
