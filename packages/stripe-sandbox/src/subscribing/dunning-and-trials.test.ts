import { describe, expect, test } from "vitest";
import { day, seconds, startBillingScene } from "../testing/billing-scene.ts";

const NEW_YEAR = "2027-01-01T00:00:00Z";

describe("retries", () => {
  test("eight of them within two weeks, then the subscription is canceled and its invoice stays open", async () => {
    const { stripe, customer, price, useCard, advance, eventTypes } = await startBillingScene({ at: NEW_YEAR });
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] });
    await useCard("pm_card_chargeCustomerFail");
    await advance("2027-02-14T00:00:00Z");
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("past_due");
    await advance("2027-02-16T00:00:00Z");
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: "canceled",
      cancellation_details: { reason: "payment_failed" },
    });
    const [invoice] = (await stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ status: "open", attempt_count: 9, next_payment_attempt: null });
    expect((await eventTypes()).filter((type) => type === "invoice.payment_failed")).toHaveLength(9);
  });

  test("a retry that succeeds makes the subscription active again", async () => {
    const { stripe, customer, price, useCard, advance } = await startBillingScene({ at: NEW_YEAR });
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] });
    await useCard("pm_card_chargeCustomerFail");
    await advance("2027-02-01T01:00:00Z");
    expect(((await stripe.customers.retrieve(customer)) as { delinquent?: boolean }).delinquent).toBe(true);
    await useCard("pm_card_visa");
    await advance("2027-02-02T01:00:00Z");
    const [invoice] = (await stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ status: "paid", attempt_count: 2 });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
    expect(((await stripe.customers.retrieve(customer)) as { delinquent?: boolean }).delinquent).toBe(false);
  });
});

describe("trials", () => {
  test("cost nothing, warn three days before they end, and then bill from the anchor at their end", async () => {
    const { stripe, customer, price, advance, eventTypes } = await startBillingScene({ at: NEW_YEAR });
    const started = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      trial_period_days: 14,
    });
    expect(started).toMatchObject({ status: "trialing", trial_end: seconds("2027-01-15T00:00:00Z") });
    const first = await stripe.invoices.retrieve(`${started.latest_invoice}`);
    expect(first).toMatchObject({ total: 0, status: "paid" });
    expect(first.lines.data[0]?.description).toBe("Free trial for 1 × Plan 1000");
    await advance("2027-01-12T00:00:00Z");
    expect(await eventTypes()).toContain("customer.subscription.trial_will_end");
    await advance("2027-01-15T01:00:00Z");
    const running = await stripe.subscriptions.retrieve(started.id);
    expect(running.status).toBe("active");
    expect(day(running.items.data[0]?.current_period_end)).toBe("2027-02-15");
    expect((await stripe.invoices.list({ subscription: started.id })).data[0]).toMatchObject({
      total: 1000,
      status: "paid",
    });
  });

  test.each([
    ["cancel", "canceled"],
    ["pause", "paused"],
    ["create_invoice", "past_due"],
  ] as const)("without a payment method and with %s they end %s", async (missing_payment_method, status) => {
    const { stripe, customer, price, advance } = await startBillingScene({ at: NEW_YEAR, card: null });
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method } },
    });
    await advance("2027-01-08T02:00:00Z");
    expect((await stripe.subscriptions.retrieve(id)).status).toBe(status);
  });

  test("without a card a trial asks for one, and keeps it when it was set up", async () => {
    const { stripe, customer, price, advance } = await startBillingScene({ at: NEW_YEAR, card: null });
    const { id, pending_setup_intent } = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      trial_period_days: 7,
      payment_settings: { save_default_payment_method: "on_subscription" },
    });
    await stripe.setupIntents.confirm(`${pending_setup_intent}`, { payment_method: "pm_card_visa" });
    const kept = await stripe.subscriptions.retrieve(id);
    expect([kept.pending_setup_intent, `${kept.default_payment_method}`.slice(0, 3)]).toEqual([null, "pm_"]);
    await advance("2027-01-08T01:00:00Z");
    expect((await stripe.invoices.list({ subscription: id })).data[0]).toMatchObject({
      status: "paid",
      amount_paid: 1000,
    });
  });

  test("a paused subscription resumes with a new period that is paid", async () => {
    const { stripe, customer, price, advance, useCard } = await startBillingScene({ at: NEW_YEAR, card: null });
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: await price(1000) }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: "pause" } },
    });
    await advance("2027-01-20T00:00:00Z");
    await useCard("pm_card_visa");
    const resumed = await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: "now" } });
    expect(resumed.status).toBe("active");
    expect(day(resumed.items.data[0]?.current_period_end)).toBe("2027-02-20");
    expect(await stripe.invoices.retrieve(`${resumed.latest_invoice}`)).toMatchObject({ status: "paid", total: 1000 });
  });
});

describe("collection paused", () => {
  test.each([
    ["void", "void"],
    ["keep_as_draft", "draft"],
    ["mark_uncollectible", "uncollectible"],
  ] as const)(
    "%s: the renewal's invoice becomes %s, the subscription stays active, and collection resumes on its date",
    async (behavior, status) => {
      const { stripe, customer, price, advance } = await startBillingScene({ at: NEW_YEAR });
      const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] });
      await stripe.subscriptions.update(id, {
        pause_collection: { behavior, resumes_at: seconds("2027-02-10T00:00:00Z") },
      });
      await advance("2027-02-01T02:00:00Z");
      expect((await stripe.invoices.list({ subscription: id })).data[0]?.status).toBe(status);
      expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
      await advance("2027-03-01T02:00:00Z");
      expect((await stripe.subscriptions.retrieve(id)).pause_collection).toBeNull();
      expect((await stripe.invoices.list({ subscription: id })).data[0]?.status).toBe("paid");
    },
  );
});

test("invoices that are sent wait for the customer, and are past due when nobody pays", async () => {
  const { stripe, customer, price, advance, eventTypes } = await startBillingScene({ at: NEW_YEAR, card: null });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(1000) }],
    collection_method: "send_invoice",
    days_until_due: 10,
  });
  expect(subscription.status).toBe("active");
  const invoice = await stripe.invoices.retrieve(`${subscription.latest_invoice}`);
  expect([invoice.status, day(invoice.due_date)]).toEqual(["open", "2027-01-11"]);
  await advance("2027-01-11T00:00:01Z");
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("past_due");
  expect(await eventTypes()).toContain("invoice.overdue");
  await stripe.invoices.pay(invoice.id, { paid_out_of_band: true });
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
});

test("a card that was detached fails the renewal instead of stopping it", async () => {
  const { stripe, customer, price, advance, useCard } = await startBillingScene({ at: NEW_YEAR });
  const method = await useCard("pm_card_mastercard");
  const { id } = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(1000) }],
    default_payment_method: method,
  });
  await stripe.paymentMethods.detach(method);
  await advance("2027-02-01T01:00:00Z");
  expect((await stripe.invoices.list({ subscription: id })).data[0]).toMatchObject({
    status: "open",
    attempt_count: 1,
  });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("past_due");
});

test("a trial too short for a warning three days ahead is warned of when it begins, and once", async () => {
  const { stripe, customer, price, advance, eventTypes } = await startBillingScene({ at: "2026-01-31T12:00:00Z" });
  await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }], trial_period_days: 1 });
  await advance("2026-02-03T12:00:00Z");
  const warnings = (await eventTypes()).filter((type) => type === "customer.subscription.trial_will_end");
  expect(warnings).toHaveLength(1);
});
