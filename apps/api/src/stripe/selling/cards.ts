import type Stripe from "stripe";
import type { Card, PaymentProvider } from "../../use-cases/payment-provider.ts";
import { findPortalConfiguration } from "../catalogue/portal-configuration.ts";
import type { StripeDoor } from "../client/create-stripe.ts";

/** Cards a business saved. Their numbers never come to us. */
export function createCards({
  call,
}: Pick<StripeDoor, "call">): Pick<
  PaymentProvider,
  "listCards" | "openCardSetup" | "makeCardDefault" | "removeCard" | "openPortal"
> {
  return {
    listCards: (customerId) =>
      call(async (api) => {
        const customer = await api.customers.retrieve(customerId);
        if (customer.deleted === true) return [];
        const methods = await api.customers.listPaymentMethods(customerId, { limit: 100 });
        return toCards(methods.data, toId(customer.invoice_settings.default_payment_method));
      }),
    openCardSetup: ({ customerId, businessId, successUrl, cancelUrl }) =>
      call(async (api) => {
        const session = await api.checkout.sessions.create({
          mode: "setup",
          customer: customerId,
          allowed_payment_method_types: ["card"],
          metadata: { farebox_business_id: businessId },
          success_url: successUrl,
          cancel_url: cancelUrl,
        });
        if (session.url === null) throw new Error("a card cannot be added: the page has no address");
        return session.url;
      }),
    makeCardDefault: ({ customerId, cardId }) =>
      call(async (api) => {
        await api.customers.update(customerId, { invoice_settings: { default_payment_method: cardId } });
        // A subscription that began on a page of the provider pays with the card it began with, whatever the customer's is.
        for (const { id, default_payment_method } of (await api.subscriptions.list({ customer: customerId })).data)
          if (default_payment_method !== null && toId(default_payment_method) !== cardId)
            await api.subscriptions.update(id, { default_payment_method: cardId });
        return null;
      }),
    removeCard: (cardId) =>
      call(async (api) => {
        await api.paymentMethods.detach(cardId);
        return null;
      }),
    openPortal: ({ customerId, returnUrl }) =>
      call(async (api) => {
        // The account's default portal could switch plans. Before the catalogue was synchronised there is no other.
        const configuration = await findPortalConfiguration(api);
        const session = await api.billingPortal.sessions.create({
          customer: customerId,
          return_url: returnUrl,
          ...(configuration !== null && { configuration: configuration.id }),
        });
        return session.url;
      }),
  };
}

/** The newest is the default where nobody chose one. */
function toCards(methods: readonly Stripe.PaymentMethod[], chosenId: string | null): readonly Card[] {
  const cards = methods.filter(({ type }) => type === "card");
  const defaultId = cards.some(({ id }) => id === chosenId) ? chosenId : cards[0]?.id;
  return cards.flatMap(({ id, card }) =>
    card === undefined
      ? []
      : [
          {
            id,
            brand: card.brand,
            last4: card.last4,
            expMonth: card.exp_month,
            expYear: card.exp_year,
            isDefault: id === defaultId,
          },
        ],
  );
}

function toId(reference: string | { readonly id: string } | null): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}
