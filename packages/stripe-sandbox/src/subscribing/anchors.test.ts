import { expect, test } from "vitest";
import { day, seconds, startBillingScene } from "../testing/billing-scene.ts";

// https://docs.stripe.com/billing/subscriptions/billing-cycle
test("an anchor ahead makes a first part of a period, and then whole ones from the anchor", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: "2027-03-17T00:00:00Z" });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(3100) }],
    billing_cycle_anchor: seconds("2027-04-01T00:00:00Z"),
  });
  // 15 of the 31 days of March: 31.00 × 15/31 = 15.00.
  expect((await stripe.invoices.retrieve(`${subscription.latest_invoice}`)).total).toBe(1500);
  await advance("2027-04-01T01:00:00Z");
  const [renewal] = (await stripe.invoices.list({ customer })).data;
  expect([renewal?.total, day(renewal?.lines.data[0]?.period.end)]).toEqual([3100, "2027-05-01"]);
});

test("without prorations the time until the anchor is free", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: "2027-03-17T00:00:00Z" });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(3100) }],
    billing_cycle_anchor_config: { day_of_month: 1, hour: 0, minute: 0, second: 0 },
    proration_behavior: "none",
  });
  expect(subscription).toMatchObject({ status: "active", billing_cycle_anchor: seconds("2027-04-01T00:00:00Z") });
  expect((await stripe.invoices.retrieve(`${subscription.latest_invoice}`)).total).toBe(0);
});

// https://docs.stripe.com/billing/subscriptions/backdating
test("a subscription dated back bills a line for each period since, in classic mode one line for all", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: "2027-03-16T00:00:00Z" });
  const terms = {
    customer,
    items: [{ price: await price(1000) }],
    backdate_start_date: seconds("2027-01-01T00:00:00Z"),
  };
  const flexible = await stripe.subscriptions.create(terms);
  const lines = (await stripe.invoices.retrieve(`${flexible.latest_invoice}`)).lines.data;
  expect(lines.map((line) => [line.amount, day(line.period.start), day(line.period.end)])).toEqual([
    [1000, "2027-01-01", "2027-02-01"],
    [1000, "2027-02-01", "2027-03-01"],
    [1000, "2027-03-01", "2027-04-01"],
  ]);
  expect(day(flexible.items.data[0]?.current_period_end)).toBe("2027-04-01");
});

// https://docs.stripe.com/billing/subscriptions/trials: a trial given to a running subscription credits what was paid.
test("a trial for a running subscription credits the rest of its period and moves the anchor to its end", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: "2027-04-01T00:00:00Z" });
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: await price(1000) }] });
  await advance("2027-04-16T00:00:00Z");
  const trial = await stripe.subscriptions.update(id, { trial_end: seconds("2027-06-01T00:00:00Z") });
  expect(trial).toMatchObject({ status: "trialing", billing_cycle_anchor: seconds("2027-06-01T00:00:00Z") });
  const [invoice] = (await stripe.invoices.list({ customer })).data;
  expect(invoice?.lines.data.map((line) => line.amount)).toEqual([-500, 0]);
  const ended = await stripe.subscriptions.update(id, { trial_end: "now" });
  expect([ended.status, day(ended.items.data[0]?.current_period_end)]).toEqual(["active", "2027-05-16"]);
  // The credit of 5.00 pays half of the new period's 10.00.
  expect((await stripe.invoices.list({ customer })).data[0]).toMatchObject({ total: 1000, amount_paid: 500 });
});

test("items of different intervals are each billed when their own is over", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: "2027-01-01T00:00:00Z" });
  const yearly = await price(12_000, { recurring: { interval: "year" } });
  const { id } = await stripe.subscriptions.create({
    customer,
    items: [{ price: await price(1000) }, { price: yearly }],
  });
  await advance("2027-02-01T01:00:00Z");
  const [renewal] = (await stripe.invoices.list({ subscription: id })).data;
  expect(renewal?.lines.data.map((line) => line.amount)).toEqual([1000]);
  const { items } = await stripe.subscriptions.retrieve(id);
  expect(items.data.map((item) => day(item.current_period_end))).toEqual(["2027-03-01", "2028-01-01"]);
});

// https://docs.stripe.com/billing/subscriptions/subscription-schedules
test("a schedule begins a subscription on its date, changes it and ends it", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: "2027-01-01T00:00:00Z" });
  const [low, high] = [await price(1000), await price(2000)];
  const schedule = await stripe.subscriptionSchedules.create({
    customer,
    start_date: seconds("2027-01-15T00:00:00Z"),
    end_behavior: "cancel",
    phases: [
      { items: [{ price: low }], duration: { interval: "month" } },
      { items: [{ price: high }], duration: { interval: "month" } },
    ],
  });
  expect([schedule.status, schedule.subscription]).toEqual(["not_started", null]);
  await advance("2027-01-15T01:00:00Z");
  const { subscription } = await stripe.subscriptionSchedules.retrieve(schedule.id);
  expect((await stripe.subscriptions.retrieve(`${subscription}`)).status).toBe("active");
  const next = await stripe.invoices.createPreview({ schedule: schedule.id });
  expect(next.total).toBe(2000);
  await advance("2027-02-15T02:00:00Z");
  expect((await stripe.subscriptions.retrieve(`${subscription}`)).items.data[0]?.price.id).toBe(high);
  await advance("2027-03-15T00:00:01Z");
  expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe("completed");
  expect((await stripe.subscriptions.retrieve(`${subscription}`)).status).toBe("canceled");
});
