import type Stripe from "stripe";
import { expect } from "vitest";
import { startTestSandbox } from "./start-test-sandbox.ts";

/** A customer on a test clock with a card, and prices to subscribe to. */
export async function startBillingScene(options: { at: string; card?: string | null }) {
  const sandbox = await startTestSandbox();
  const { stripe } = sandbox;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: seconds(options.at) });
  const customer = await stripe.customers.create({ test_clock: clock.id, email: "jenny.rosen@example.com" });
  const scene = {
    ...sandbox,
    clock: clock.id,
    customer: customer.id,
    /** Attaches a test card and makes it the customer's default. */
    useCard: async (card: string) => {
      const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
      await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
      return method.id;
    },
    price: async (unit_amount: number, terms: Partial<Stripe.PriceCreateParams> = {}) => {
      const product = await stripe.products.create({ name: `Plan ${unit_amount}` });
      const recurring = { interval: "month" as const };
      return (await stripe.prices.create({ currency: "usd", product: product.id, recurring, unit_amount, ...terms }))
        .id;
    },
    advance: async (to: string | number) => {
      const frozen_time = typeof to === "number" ? to : seconds(to);
      await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time });
      await expect.poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe("ready");
    },
    /** The types of all events so far, oldest first. */
    eventTypes: async () => {
      const events = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
      return events.map((event) => event.type).reverse();
    },
  };
  if (options.card !== null) await scene.useCard(options.card ?? "pm_card_visa");
  return scene;
}

export function seconds(text: string): number {
  return Date.parse(text) / 1000;
}

export function day(instant: number | null | undefined): string | null {
  return instant == null ? null : new Date(instant * 1000).toISOString().slice(0, 10);
}
