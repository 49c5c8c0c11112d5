import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type Stripe from "stripe";
import { expect, test } from "vitest";
import { startReceiver } from "./testing/start-receiver.ts";
import { startTestSandbox } from "./testing/start-test-sandbox.ts";

// The official example objects are not part of the repository. Where they are at hand, STRIPE_FIXTURES names them.
const file =
  process.env["STRIPE_FIXTURES"] ?? join(import.meta.dirname, "../../../../shared/data/stripe-fixtures.json");
const isThere = existsSync(file);
if (!isThere) {
  console.warn(
    "SKIPPED: Stripe's example objects are not here. Name them with STRIPE_FIXTURES=/path/to/stripe-fixtures.json to compare keys.",
  );
}

/** Keys the API version has and the examples do not show yet; the SDK's types require them. */
const NEWER_KEYS: { readonly [object: string]: readonly string[] } = {
  // Expanded only.
  invoice: ["payments"],
  product: ["tax_details"],
  setup_intent: ["allowed_payment_method_types"],
  payment_intent: ["allowed_payment_method_types", "payment_record"],
  dispute: ["intended_submission_method"],
  subscription_item: ["current_trial"],
  subscription_schedule: ["pause_schedules"],
  "checkout.session": ["allowed_payment_method_types"],
  // Told once, when the endpoint is made.
  webhook_endpoint: ["secret"],
};

/** Keys the examples show although the API version has them no more, or only where they are expanded. */
const GONE_KEYS: { readonly [object: string]: readonly string[] } = { invoice: ["subscription"] };

test.runIf(isThere)(
  "every object that is answered has Stripe's keys: no other one, and 95 of 100 at least",
  async () => {
    const examples: { [object: string]: object } = JSON.parse(readFileSync(file, "utf8")).resources;
    const seen = await objectsOfALittleLife();
    const report: { object: string; unknown: string[]; missing: string[]; share: number }[] = [];
    for (const [object, keys] of seen) {
      const example = examples[object];
      if (example === undefined) continue;
      const theirs = Object.keys(example).filter((key) => !GONE_KEYS[object]?.includes(key));
      const known = new Set([...theirs, ...(NEWER_KEYS[object] ?? [])]);
      const missing = theirs.filter((key) => !keys.has(key));
      report.push({
        object,
        unknown: [...keys].filter((key) => !known.has(key)),
        missing,
        share: 1 - missing.length / theirs.length,
      });
    }
    expect(report.filter(({ unknown }) => unknown.length > 0)).toEqual([]);
    expect(report.filter(({ share }) => share < 0.95)).toEqual([]);
    expect(report.map(({ object }) => object).sort()).toEqual(expect.arrayContaining(EXPECTED));
  },
);

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
