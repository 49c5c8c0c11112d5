import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();

const SUCCESS = "http://shop.example/done?session={CHECKOUT_SESSION_ID}";
const tokens: Stripe.Checkout.SessionCreateParams.LineItem = {
  quantity: 2,
  price_data: { currency: "usd", unit_amount: 1500, product_data: { name: "1,000 tokens" } },
};
const plan: Stripe.Checkout.SessionCreateParams.LineItem = {
  quantity: 1,
  price_data: {
    currency: "usd",
    unit_amount: 4900,
    product_data: { name: "Growth" },
    recurring: { interval: "month" },
  },
};
const create = (more: Stripe.Checkout.SessionCreateParams) =>
  client.stripe.checkout.sessions.create({ success_url: SUCCESS, cancel_url: "http://shop.example/cart", ...more });

const CARD = { number: "4242 4242 4242 4242", expiry: "12 / 40", cvc: "123", email: "a@example.com", name: "Ada" };

/** Sends the page's form, as a browser without scripts does. */
async function submit(url: string, fields: Record<string, string>) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), html: await response.text() };
}
const pay = (session: Stripe.Checkout.Session, fields: Record<string, string> = {}) =>
  submit(String(session.url), { ...CARD, ...fields });

const typesSince = async (count: number) => (await client.events()).slice(count).map((event) => event.type);

describe("a payment", () => {
  test("is paid on the page and goes to the success address, its events in Stripe's order", async () => {
    const session = await create({
      mode: "payment",
      line_items: [tokens],
      metadata: { purchase: "p1" },
      payment_intent_data: { metadata: { purchase: "p1" }, description: "tokens" },
      customer_creation: "always",
    });
    expect(session).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      amount_total: 3000,
      payment_intent: null,
    });
    const before = (await client.events()).length;
    const { location } = await pay(session);
    expect(location).toBe(`http://shop.example/done?session=${session.id}`);
    expect(await typesSince(before)).toEqual([
      "customer.created",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "charge.updated",
      "checkout.session.completed",
    ]);
    const done = await client.stripe.checkout.sessions.retrieve(session.id, {
      expand: ["line_items", "payment_intent"],
    });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      url: null,
      metadata: { purchase: "p1" },
      customer_details: { email: "a@example.com", name: "Ada" },
      payment_intent: { status: "succeeded", amount: 3000, metadata: { purchase: "p1" }, description: "tokens" },
    });
    expect(done.line_items?.data).toMatchObject([{ description: "1,000 tokens", quantity: 2, amount_total: 3000 }]);
    expect((await pay({ ...done, url: session.url })).status).toBe(400);
  });

  test("that is declined stays on the page and can be paid with another card", async () => {
    const session = await create({ mode: "payment", line_items: [tokens] });
    const declined = await pay(session, { number: "4000000000009995" });
    expect(declined).toMatchObject({ status: 200, location: null });
    expect(declined.html).toContain("Your card has insufficient funds.");
    const mistyped = await pay(session, { number: "4242424242424241" });
    expect(mistyped.html).toContain("Your card number is incorrect.");
    const paid = await pay(session);
    expect(paid.location).toContain("shop.example/done");
    const intents = (
      await client.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent.latest_charge"] })
    ).payment_intent;
    expect(intents).toMatchObject({ status: "succeeded", latest_charge: { paid: true } });
  });

  test("with 3-D Secure goes by the bank's page, and back to this one when it fails", async () => {
    const session = await create({ mode: "payment", line_items: [tokens] });
    const asked = await pay(session, { number: "4000002760003184" });
    expect(asked.location).toContain("/3d-secure/pi_");
    const failed = await submit(String(asked.location), { outcome: "fail" });
    expect(failed.location).toContain(session.url);
    expect(failed.location).toContain("redirect_status=failed");
    const back = await fetch(String(failed.location));
    expect(await back.text()).toContain("unable to authenticate");
    const again = await pay(session, { number: "4000002760003184" });
    const passed = await submit(String(again.location), { outcome: "complete" });
    const home = await fetch(String(passed.location), { redirect: "manual" });
    expect(home.headers.get("location")).toBe(`http://shop.example/done?session=${session.id}`);
    expect(await client.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });
  });

  test("by debit completes first and is paid, or not, later", async () => {
    const debit = (iban: string) => async () => {
      const session = await create({
        mode: "payment",
        line_items: [
          { quantity: 1, price_data: { currency: "eur", unit_amount: 1500, product_data: { name: "Tokens" } } },
        ],
      });
      const { number: _number, ...rest } = CARD;
      await submit(String(session.url), { ...rest, iban });
      expect(await client.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
        status: "complete",
        payment_status: "unpaid",
      });
      const before = (await client.events()).length;
      await client.advance(2);
      return { types: await typesSince(before), after: await client.stripe.checkout.sessions.retrieve(session.id) };
    };
    const good = await debit("AT611904300234573201")();
    expect(good.types).toContain("checkout.session.async_payment_succeeded");
    expect(good.after.payment_status).toBe("paid");
    const bad = await debit("AT861904300235473202")();
    expect(bad.types).toContain("checkout.session.async_payment_failed");
    expect(bad.after.payment_status).toBe("unpaid");
  });

  test("takes a promotion code on the page", async () => {
    const coupon = await client.stripe.coupons.create({ percent_off: 25, duration: "once" });
    const code = await client.stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "SPRING",
    });
    const session = await create({ mode: "payment", line_items: [tokens], allow_promotion_codes: true });
    const wrong = await submit(`${session.url}/promotion`, { code: "WINTER" });
    expect(wrong.html).toContain("is not valid");
    expect((await submit(`${session.url}/promotion`, { code: "spring" })).location).toBe(`/c/pay/${session.id}`);
    await pay(session);
    expect(await client.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_subtotal: 3000,
      amount_total: 2250,
      total_details: { amount_discount: 750 },
      discounts: [{ promotion_code: code.id }],
    });
    expect((await client.stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
  });
});

describe("a subscription", () => {
  test("begins when it is paid, with its customer, card and metadata", async () => {
    const session = await create({
      mode: "subscription",
      line_items: [plan, tokens],
      subscription_data: { metadata: { business: "b1" } },
    });
    expect(session.amount_total).toBe(7900);
    await pay(session);
    const done = await client.stripe.checkout.sessions.retrieve(session.id, {
      expand: ["subscription.latest_invoice"],
    });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      subscription: {
        status: "active",
        metadata: { business: "b1" },
        latest_invoice: { status: "paid", amount_paid: 7900 },
      },
    });
    const subscription = done.subscription as Stripe.Subscription;
    expect(done.customer).toBe(subscription.customer);
    expect(subscription.default_payment_method).toMatch(/^pm_/u);
  });

  test("that is declined leaves nothing behind", async () => {
    const session = await create({ mode: "subscription", line_items: [plan] });
    const before = (await client.stripe.subscriptions.list({ status: "all" })).data.length;
    expect((await pay(session, { number: "4000000000000002" })).html).toContain("Your card was declined.");
    expect((await client.stripe.subscriptions.list({ status: "all" })).data.length).toBe(before);
    expect((await pay(session)).location).toContain("shop.example/done");
  });

  test("with 3-D Secure waits for the bank", async () => {
    const session = await create({ mode: "subscription", line_items: [plan] });
    const asked = await pay(session, { number: "4000002760003184" });
    await submit(String(asked.location), { outcome: "complete" });
    const done = await client.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription"] });
    expect(done).toMatchObject({ status: "complete", subscription: { status: "active" } });
  });

  test("with a trial saves the card and costs nothing today", async () => {
    const session = await create({
      mode: "subscription",
      line_items: [plan],
      subscription_data: { trial_period_days: 14 },
    });
    expect(session).toMatchObject({ amount_total: 0, payment_status: "no_payment_required" });
    await pay(session);
    const done = await client.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription"] });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "no_payment_required",
      subscription: { status: "trialing" },
    });
  });
});

test("a setup saves a card for its customer", async () => {
  const customer = await client.stripe.customers.create({ email: "c@example.com" });
  const session = await create({ mode: "setup", customer: customer.id, currency: "usd" });
  expect(session.setup_intent).toMatch(/^seti_/u);
  await pay(session);
  const done = await client.stripe.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
  expect(done).toMatchObject({
    status: "complete",
    payment_status: "no_payment_required",
    setup_intent: { status: "succeeded" },
  });
  expect((await client.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
});

test("a session ends by itself, or when it is told to", async () => {
  const told = await create({ mode: "payment", line_items: [tokens] });
  expect(await client.stripe.checkout.sessions.expire(told.id)).toMatchObject({ status: "expired", url: null });
  expect(await refusalOf(client.stripe.checkout.sessions.expire(told.id))).toMatchObject({ statusCode: 400 });
  const now = (await client.stripe.customers.create({})).created;
  const brief = await create({ mode: "payment", line_items: [tokens], expires_at: now + 1800 });
  await client.advance(1801);
  expect((await client.stripe.checkout.sessions.retrieve(brief.id)).status).toBe("expired");
  const page = await fetch(String(brief.url));
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("has expired")]);
});
