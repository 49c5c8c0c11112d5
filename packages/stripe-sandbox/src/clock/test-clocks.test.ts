import { expect, test } from "vitest";
import { startTestSandbox } from "../testing/start-test-sandbox.ts";

const NEW_YEAR = Date.UTC(2026, 0, 1) / 1000;
const DAY = 86_400;

test("what is made on a test clock has its time, and the list of others does not show it", async () => {
  const { stripe } = await startTestSandbox();
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR, name: "year" });
  expect(clock).toMatchObject({ status: "ready", frozen_time: NEW_YEAR, status_details: {} });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  expect([customer.created, customer.test_clock]).toEqual([NEW_YEAR, clock.id]);
  expect((await stripe.customers.list()).data).toEqual([]);
  expect((await stripe.customers.list({ test_clock: clock.id })).data).toHaveLength(1);
});

test("a clock says that it advances, then that it is ready, and tells both as events", async () => {
  const { stripe } = await startTestSandbox();
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
  const advancing = await stripe.testHelpers.testClocks.advance(id, { frozen_time: NEW_YEAR + DAY });
  expect(advancing).toMatchObject({
    status: "advancing",
    frozen_time: NEW_YEAR,
    status_details: { advancing: { target_frozen_time: NEW_YEAR + DAY } },
  });
  await expect.poll(async () => (await stripe.testHelpers.testClocks.retrieve(id)).status).toBe("ready");
  expect((await stripe.testHelpers.testClocks.retrieve(id)).frozen_time).toBe(NEW_YEAR + DAY);
  expect((await stripe.events.list()).data.map(({ type }) => type)).toEqual([
    "test_helpers.test_clock.ready",
    "test_helpers.test_clock.advancing",
    "test_helpers.test_clock.created",
  ]);
});

test("a clock goes forward only, and at most two years where it has no subscription", async () => {
  const { stripe } = await startTestSandbox();
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
  for (const frozen_time of [NEW_YEAR, NEW_YEAR - 1, Date.UTC(2028, 0, 1) / 1000 + 1]) {
    await expect(stripe.testHelpers.testClocks.advance(id, { frozen_time })).rejects.toMatchObject({ statusCode: 400 });
  }
  await stripe.testHelpers.testClocks.advance(id, { frozen_time: Date.UTC(2028, 0, 1) / 1000 });
});

test("a clock goes at most two intervals of its shortest subscription on, and renews it on the way", async () => {
  const { stripe } = await startTestSandbox();
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
  const customer = await stripe.customers.create({
    test_clock: id,
    payment_method: "pm_card_visa",
    invoice_settings: { default_payment_method: "pm_card_visa" },
  });
  const { default_price: price } = await stripe.products.create({
    name: "Plan",
    default_price_data: { currency: "usd", unit_amount: 2000, recurring: { interval: "month" } },
  });
  await stripe.subscriptions.create({ customer: customer.id, items: [{ price: `${price}` }] });
  const twoMonths = Date.UTC(2026, 2, 1) / 1000;
  await expect(stripe.testHelpers.testClocks.advance(id, { frozen_time: twoMonths + 1 })).rejects.toMatchObject({
    param: "frozen_time",
  });
  await stripe.testHelpers.testClocks.advance(id, { frozen_time: twoMonths });
  await expect.poll(async () => (await stripe.testHelpers.testClocks.retrieve(id)).status).toBe("ready");
  const invoices = await stripe.invoices.list({ customer: customer.id });
  expect(invoices.data.map(({ created }) => created)).toEqual([twoMonths, Date.UTC(2026, 1, 1) / 1000, NEW_YEAR]);
});

test("a clock has at most three customers, and takes them with it when it is deleted", async () => {
  const { stripe } = await startTestSandbox();
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
  const customers = [];
  for (let count = 0; count < 3; count += 1) customers.push(await stripe.customers.create({ test_clock: id }));
  await expect(stripe.customers.create({ test_clock: id })).rejects.toMatchObject({ param: "test_clock" });
  expect(await stripe.testHelpers.testClocks.del(id)).toMatchObject({ id, deleted: true });
  for (const customer of customers) {
    expect(await stripe.customers.retrieve(customer.id)).toEqual(expect.objectContaining({ deleted: true }));
  }
});

test("the sandbox's own clock moves forward only, and a clock of 30 days ago is gone", async () => {
  const { stripe, control } = await startTestSandbox();
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: NEW_YEAR });
  const { now } = (await control("GET", "/clock")) as { now: number };
  await expect(control("POST", "/clock", { now: now - 10 })).rejects.toThrow("forward");
  expect((await control("POST", "/clock", { now: now + 30 * DAY + 1 }))["now"]).toBeGreaterThanOrEqual(now + 30 * DAY);
  await expect(stripe.testHelpers.testClocks.retrieve(id)).rejects.toMatchObject({ code: "resource_missing" });
  expect((await stripe.customers.create({})).created).toBeGreaterThan(now + 30 * DAY);
});
