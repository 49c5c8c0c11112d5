import type Stripe from "stripe";
import { expect, test } from "vitest";
import { RESOURCES } from "./resources/registry.ts";
import { CallMaker, type MadeUpCall } from "./testing/random-calls.ts";
import { startTestSandbox } from "./testing/start-test-sandbox.ts";

const CALLS = 10_000;
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const ROUTES = RESOURCES.flatMap((resource) => resource.routes);
const REFUSALS = new Set(["invalid_request_error", "card_error", "idempotency_error"]);

test(`${CALLS} made-up calls (seed ${SEED}) meet no bug, and events, lists and objects agree`, {
  timeout: 300_000,
}, async () => {
  const { sandbox, stripe, control } = await startTestSandbox();
  const maker = new CallMaker(SEED);
  const tally = new Map<string, [number, number]>();
  const call = async ({ method, path, form }: MadeUpCall) => {
    const inQuery = method !== "POST" && form !== "";
    const response = await fetch(`${sandbox.url}${path}${inQuery ? `?${form}` : ""}`, {
      method,
      headers: { authorization: "Bearer sk_test_sandbox", "content-type": "application/x-www-form-urlencoded" },
      ...(method === "POST" ? { body: form } : {}),
    });
    return { status: response.status, answer: (await response.json()) as { [name: string]: unknown } };
  };
  for (let count = 0; count < CALLS; count += 1) {
    if (count % 250 === 0) maker.learn(await somethingToWorkOn(stripe));
    const made = maker.make(ROUTES);
    const { status, answer } = await call(made);
    const told = `${made.method} ${made.path} ${made.form.slice(0, 500)} → ${status} ${JSON.stringify(answer).slice(0, 400)}`;
    const name = `${made.route.method} ${made.route.path}`;
    const [good, bad] = tally.get(name) ?? [0, 0];
    tally.set(name, status === 200 ? [good + 1, bad] : [good, bad + 1]);
    if (status === 200) maker.learn(answer);
    else {
      const { type, message } = answer["error"] as { type: string; message: string };
      expect([400, 402, 403, 404, 409], told).toContain(status);
      expect(REFUSALS, told).toContain(type);
      expect(message.length, told).toBeGreaterThan(10);
      expect(status === 402, told).toBe(type === "card_error");
    }
    if (maker.chance(0.002)) await control("POST", "/clock", { advance_seconds: 86_400 });
  }
  if (process.env["STRIPE_SANDBOX_TALLY"] !== undefined)
    console.log([...tally].map(([name, counts]) => `${counts.join("/")} ${name}`).join("\n"));
  await agreeWithEvents(stripe);
});

/** What chance alone seldom makes: customers who pay by the month, money held, disputed and on its way back, a checkout. */
async function somethingToWorkOn(stripe: Stripe): Promise<unknown[]> {
  const method = "pm_card_visa";
  const invoice_settings = { default_payment_method: method };
  const customer = await stripe.customers.create({ payment_method: method, invoice_settings });
  const price = { currency: "usd", unit_amount: 2000, recurring: { interval: "month" as const } };
  const product = await stripe.products.create({ name: "Plan", default_price_data: price, expand: ["default_price"] });
  const items = [{ price: (product.default_price as Stripe.Price).id }];
  const pay = (payment_method: string, capture_method: "automatic" | "manual") =>
    stripe.paymentIntents.create({
      amount: 2000,
      currency: "usd",
      confirm: true,
      payment_method,
      capture_method,
      allowed_payment_method_types: ["card"],
    });
  const returned = await pay("pm_card_pendingRefund", "automatic");
  return [
    customer,
    product,
    await stripe.subscriptions.create({ customer: customer.id, items }),
    await pay(method, "manual"),
    await pay("pm_card_createDispute", "automatic"),
    await stripe.disputes.list({ limit: 1 }),
    await stripe.refunds.create({ payment_intent: returned.id, amount: 100 }),
    await stripe.checkout.sessions.create({
      success_url: "http://127.0.0.1:9/",
      mode: "subscription",
      line_items: [{ price: items[0]?.price ?? "", quantity: 1 }],
    }),
  ];
}

/** Everything that is listed was created once, as an event says, and is told the same by its own address. */
async function agreeWithEvents(stripe: Stripe): Promise<void> {
  const created = new Map<string, number>();
  const deleted = new Set<string>();
  for await (const event of stripe.events.list({ limit: 100 })) {
    // The id of a product is any word, and may be that of a price.
    const object = event.data.object as { id: string; object: string };
    const id = `${object.object} ${object.id}`;
    if (
      /^(customer|product|price|coupon|payment_intent|setup_intent|invoice|invoiceitem|customer\.subscription)\.created$/u.test(
        event.type,
      )
    ) {
      created.set(id, (created.get(id) ?? 0) + 1);
    }
    if (/^(customer|product|coupon)\.deleted$/u.test(event.type)) deleted.add(id);
  }
  expect([...created].filter(([, times]) => times > 1)).toEqual([]);
  for (const resource of [stripe.customers, stripe.products, stripe.prices]) {
    for await (const listed of resource.list({ limit: 100 })) {
      expect(created.get(`${listed.object} ${listed.id}`), listed.id).toBe(1);
      expect(deleted).not.toContain(`${listed.object} ${listed.id}`);
      const { lastResponse: _lastResponse, ...retrieved } = await resource.retrieve(listed.id);
      expect(retrieved).toEqual(listed);
    }
  }
}
