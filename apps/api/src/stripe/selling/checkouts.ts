import { createHash } from "node:crypto";
import Stripe from "stripe";
import type { AskedCheckout, CheckoutNow, PaymentProvider } from "../../use-cases/payment-provider.ts";
import type { StripeDoor } from "../client/create-stripe.ts";

/** Customers, and the pages where people pay. */
export function createCheckouts({
  call,
  isTaxAutomatic,
}: Pick<StripeDoor, "call" | "isTaxAutomatic">): Pick<
  PaymentProvider,
  "createCustomer" | "openCheckout" | "readCheckout" | "expireCheckout"
> {
  return {
    createCustomer: ({ businessId, name, email, insteadOf }) =>
      call(async (api) => {
        const said = { name, ...(email !== null && { email }), metadata: { farebox_business_id: businessId } };
        const idempotencyKey = `customer:${insteadOf === null ? businessId : `${businessId}:${insteadOf}`}`;
        try {
          return (await api.customers.create(said, { idempotencyKey })).id;
        } catch (failure) {
          if (!(failure instanceof Stripe.errors.StripeIdempotencyError)) throw failure;
          // Somebody else of the business was first and was not answered, or is being answered now. Which of the two
          // customers counts, our books decide; nobody has paid as the other.
          const digest = createHash("sha256")
            .update(JSON.stringify([name, email]))
            .digest("hex")
            .slice(0, 16);
          return (await api.customers.create(said, { idempotencyKey: `${idempotencyKey}:${digest}` })).id;
        }
      }),
    openCheckout: (asked) =>
      call(async (api) => {
        const session = await api.checkout.sessions.create(toParameters(asked, isTaxAutomatic), {
          idempotencyKey: asked.idempotencyKey,
        });
        return toCheckout(session);
      }),
    readCheckout: (sessionId) => call(async (api) => toCheckout(await api.checkout.sessions.retrieve(sessionId))),
    expireCheckout: (sessionId) =>
      call(async (api) => {
        const session = await api.checkout.sessions.retrieve(sessionId);
        if (session.status !== "open") return toCheckout(session);
        try {
          return toCheckout(await api.checkout.sessions.expire(sessionId));
        } catch (failure) {
          // Somebody paid, or it ended, between the two: what it is now decides.
          const now = await api.checkout.sessions.retrieve(sessionId);
          if (now.status === "open") throw failure;
          return toCheckout(now);
        }
      }),
  };
}

function toParameters(asked: AskedCheckout, isTaxAutomatic: boolean): Stripe.Checkout.SessionCreateParams {
  const { customerId, businessId, priceId, purchaseId } = asked;
  const metadata = { farebox_business_id: businessId, ...(purchaseId !== null && { purchase_id: purchaseId }) };
  const common = {
    customer: customerId,
    client_reference_id: businessId,
    line_items: [{ price: priceId, quantity: 1 }],
    metadata,
    // Where a tax depends on the address, the page asks for it and the customer keeps it.
    ...(isTaxAutomatic && {
      automatic_tax: { enabled: true },
      customer_update: { address: "auto", name: "auto" } as const,
    }),
    success_url: asked.successUrl,
    cancel_url: asked.cancelUrl,
  };
  if (asked.sells === "plan") return { ...common, mode: "subscription", subscription_data: { metadata } };
  return {
    ...common,
    mode: "payment",
    payment_intent_data: { metadata, setup_future_usage: "off_session" },
  };
}

function toCheckout(session: Stripe.Checkout.Session): CheckoutNow {
  const { id, status, url } = session;
  return { sessionId: id, status: CHECKOUT_STATUSES.find((known) => known === status) ?? "open", url };
}

const CHECKOUT_STATUSES = ["open", "complete", "expired"] as const;
