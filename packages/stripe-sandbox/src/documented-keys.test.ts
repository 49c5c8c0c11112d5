import type Stripe from "stripe";
import { expect, test } from "vitest";
import { documentedKeys } from "./testing/documented-keys.ts";
import { startReceiver } from "./testing/start-receiver.ts";
import { startTestSandbox } from "./testing/start-test-sandbox.ts";

test("every object that is answered has all keys that Stripe gives it always, and none that it does not know", async () => {
  const documented = documentedKeys();
  const seen = await objectsOfALittleLife();
  // A list is a page of any objects; what it is made of is tested where lists are.
  seen.delete("list");
  const report = [...seen].map(([object, keys]) => {
    const { always = [], sometimes = [] } = documented.get(object) ?? {};
    const unknown = [...keys].filter((key) => !always.includes(key) && !sometimes.includes(key));
    const missing = always.filter((key) => !keys.has(key));
    return { object, unknown, missing };
  });
  expect(report.filter(({ unknown }) => unknown.length > 0)).toEqual([]);
  expect(report.filter(({ missing }) => missing.length > 0)).toEqual([]);
  expect(report.map(({ object }) => object).sort()).toEqual(expect.arrayContaining(EXPECTED));
});

const EXPECTED = [
  "balance_transaction",
  "billing_portal.configuration",
  "billing_portal.session",
  "charge",
  "checkout.session",
  "coupon",
  "customer",
  "discount",
  "dispute",
  "event",
  "invoice",
  "invoice_payment",
  "invoiceitem",
  "payment_intent",
  "payment_method",
  "price",
  "product",
  "promotion_code",
  "refund",
  "setup_intent",
  "subscription",
  "subscription_item",
  "subscription_schedule",
  "test_helpers.test_clock",
  "webhook_endpoint",
];

const CARDS = { enabled: true, allow_redirects: "never" } as const;

/** Does a little of everything and collects the keys of all objects in the answers, by what they call themselves. */
async function objectsOfALittleLife(): Promise<Map<string, Set<string>>> {
  const receiver = await startReceiver();
  const { stripe } = await startTestSandbox();
  const seen = new Map<string, Set<string>>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("object" in value && typeof value.object === "string" && !("deleted" in value)) {
      const keys = seen.get(value.object) ?? new Set();
      for (const key of Object.keys(value)) if (key !== "lastResponse") keys.add(key);
      seen.set(value.object, keys);
    }
    for (const part of Object.values(value)) look(part);
  };
  const saw = async <T>(call: Promise<T>): Promise<T> => {
    const answer = await call;
    look(answer);
    return answer;
  };
  await saw(stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["*"] })).then(({ id }) =>
    saw(stripe.webhookEndpoints.retrieve(id)),
  );
  await saw(stripe.testHelpers.testClocks.create({ frozen_time: 1_700_000_000 }));
  const customer = await saw(
    stripe.customers.create({
      payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" },
    }),
  );
  const price = { currency: "usd", unit_amount: 500, recurring: { interval: "month" as const } };
  await saw(stripe.products.create({ name: "Tokens", default_price_data: price, expand: ["default_price"] }));
  const pay = (payment_method: string) =>
    stripe.paymentIntents.create({
      amount: 5000,
      currency: "usd",
      customer: customer.id,
      payment_method,
      confirm: true,
      automatic_payment_methods: CARDS,
      expand: ["latest_charge.balance_transaction", "payment_method"],
    });
  const paid = await saw(pay("pm_card_visa"));
  await saw(stripe.refunds.create({ payment_intent: paid.id, amount: 100, expand: ["balance_transaction"] }));
  await saw(pay("pm_card_createDispute"));
  await saw(stripe.disputes.list());
  await saw(
    stripe.setupIntents.create({
      customer: customer.id,
      payment_method: "pm_card_visa",
      confirm: true,
      automatic_payment_methods: CARDS,
    }),
  );
  await saw(oddsAndEnds(stripe, customer.id, (await stripe.prices.list()).data[0]?.id ?? ""));
  await saw(stripe.events.list({ limit: 100 }));
  return seen;
}

async function oddsAndEnds(stripe: Stripe, customer: string, price: string): Promise<unknown[]> {
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: "forever" });
  const items = [{ price }];
  const discounts = [{ coupon: coupon.id }];
  await stripe.invoiceItems.create({ customer, amount: 100, currency: "usd" });
  const subscription = await stripe.subscriptions.create({
    customer,
    items,
    discounts,
    expand: ["latest_invoice.payments"],
  });
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  const pages = { success_url: "https://example.com", cancel_url: "https://example.com" };
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price, quantity: 1 }],
    ...pages,
  });
  return [
    coupon,
    subscription,
    schedule,
    session,
    await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id } }),
    await stripe.invoices.list({ expand: ["data.discounts"] }),
    await stripe.invoiceItems.list(),
    await stripe.customers.createBalanceTransaction(customer, { amount: -500, currency: "usd" }),
    await stripe.invoicePayments.list(),
    await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } }),
    await stripe.billingPortal.sessions.create({ customer, return_url: "https://example.com" }),
  ];
}
