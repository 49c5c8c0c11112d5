import type { StoredPurchase } from "@farebox/db/selling";
import type Stripe from "stripe";
import { failPurchase } from "../../use-cases/fail-purchase.ts";
import { findNamedPurchase, readPurchasePayment } from "../facts/purchase.ts";
import { settleFinding, type Verdict } from "../verdict.ts";
import type { Handler, HandlerDeps } from "./handler.ts";

/** A payment went through or did not. Of an invoice it is no fact: the invoice is. */
export const handlePaymentIntent: Handler = async (deps, intentId) => {
  const intent = await deps.stripe.api.paymentIntents.retrieve(intentId);
  if (intent.status === "succeeded") return settleFinding(deps, await readPurchasePayment(deps, intent));
  const purchase = await findNamedPurchase(deps, intent);
  if (purchase.kind === "nothing" || purchase.kind === "disagreement") return settleFinding(deps, purchase);
  return noteFailure(deps, intent, purchase);
};

/** Within a checkout somebody tries another card; a payment with a saved card is over. */
async function noteFailure(
  deps: HandlerDeps,
  intent: Stripe.PaymentIntent,
  purchase: StoredPurchase,
): Promise<Verdict> {
  const isDeclined = intent.status === "requires_payment_method" && purchase.checkoutSessionId === null;
  if (isDeclined || intent.status === "canceled") {
    const error = intent.last_payment_error;
    const failureCode = error?.decline_code ?? error?.code ?? intent.cancellation_reason;
    await failPurchase(deps, { purchase, isDeclined, failureCode });
  }
  return { status: "done", problem: null, businessId: purchase.businessId };
}
