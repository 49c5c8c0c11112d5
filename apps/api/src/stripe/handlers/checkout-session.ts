import { closePurchase, openPurchase } from "@farebox/db/selling";
import type Stripe from "stripe";
import { type Finding, idOf, nothing } from "../facts/finding.ts";
import { findNamedPurchase, moneyOfSession, readPurchasePayment, toPaid } from "../facts/purchase.ts";
import { readSubscription } from "../facts/subscription.ts";
import { settleFinding } from "../verdict.ts";
import type { Handler, HandlerDeps } from "./handler.ts";
import { tellPaymentFailed } from "./tell-payment-failed.ts";

/** A checkout was paid, is being paid, failed or ran out: its payment is the fact, and otherwise its purchase says how far it is. */
export const handleCheckoutSession: Handler = async (deps, sessionId) => {
  const session = await deps.stripe.api.checkout.sessions.retrieve(sessionId);
  const subscriptionId = idOf(session.subscription);
  if (session.mode === "subscription")
    return settleFinding(
      deps,
      subscriptionId === null ? nothing("nobody subscribed yet") : await readSubscription(deps, subscriptionId),
    );
  if (session.mode === "setup") return settleFinding(deps, nothing("a card was saved"));
  if (session.payment_status === "unpaid") return moveUnpaid(deps, session);
  return settleFinding(deps, await readPaidSession(deps, session));
};

async function readPaidSession(
  deps: Pick<HandlerDeps, "db" | "stripe">,
  session: Stripe.Checkout.Session,
): Promise<Finding> {
  const intentId = idOf(session.payment_intent);
  if (intentId !== null) return readPurchasePayment(deps, await deps.stripe.api.paymentIntents.retrieve(intentId));
  const purchase = await findNamedPurchase(deps, session);
  if (purchase.kind === "nothing" || purchase.kind === "disagreement") return purchase;
  const currency = session.currency ?? purchase.price.currency;
  return toPaid(purchase, { paidBy: session.id, isPaid: true, currency, ...moneyOfSession(session) });
}

async function moveUnpaid(deps: HandlerDeps, session: Stripe.Checkout.Session) {
  const purchase = await findNamedPurchase(deps, session);
  if (purchase.kind === "nothing" || purchase.kind === "disagreement") return settleFinding(deps, purchase);
  const verdict = { status: "done", problem: null, businessId: purchase.businessId } as const;
  // An older checkout of the same purchase: the one that took its place says how far it is.
  if (purchase.checkoutSessionId !== null && purchase.checkoutSessionId !== session.id) return verdict;
  const place = { businessId: purchase.businessId, id: purchase.id };
  const intentId = idOf(session.payment_intent);
  const intent = intentId === null ? null : await deps.stripe.api.paymentIntents.retrieve(intentId);
  if (session.status === "expired") {
    await closePurchase(deps.db.service, { ...place, status: "expired", failureCode: null });
  } else if (intent?.status === "processing") {
    const opened = { checkoutSessionId: session.id, checkoutUrl: null, paymentIntentId: intentId };
    await openPurchase(deps.db.service, { ...place, ...opened, status: "processing" });
  } else if (session.status === "complete") {
    const failureCode = intent?.last_payment_error?.decline_code ?? intent?.last_payment_error?.code ?? null;
    await closePurchase(deps.db.service, { ...place, status: "failed", failureCode });
    await tellPaymentFailed(deps, {
      businessId: purchase.businessId,
      key: purchase.id,
      failed: {
        invoiceId: null,
        purchaseId: purchase.id,
        money: purchase.price,
        // A checkout that is complete cannot be paid again: another one is begun on the page.
        payUrl: null,
        declineCode: failureCode,
        nextAttemptAt: null,
      },
    });
  }
  return verdict;
}
