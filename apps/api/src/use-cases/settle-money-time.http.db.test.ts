import { insertCustomerOnce } from "@farebox/db/selling";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAsk } from "../routers/testing/ask.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { planLookupKey } from "./lookup-keys.ts";

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct({ takesPayments: true });
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "admin"]));
});
afterAll(() => product.stop());

type Clock = { now: string };
type Transactions = { items: { type: string; amount: number; occurredAt: string }[] };

const advance = async (body: object) => {
  const answer = await ask<Clock>("POST", "/sandbox/clock", { body });
  expect(answer.status).toBe(200);
  return Date.parse(answer.body.now);
};
const ourTime = async () => Date.parse((await ask<Clock>("GET", "/sandbox/clock")).body.now);
const theirTime = async () => Number((await product.provider.control("GET", "/clock"))["now"]) * 1_000;

/** Whole seconds of the stand-in beside our milliseconds. */
async function expectOneTime(): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const before = await theirTime();
    const ours = await ourTime();
    if (before !== (await theirTime())) continue;
    expect(ours - before).toBeGreaterThanOrEqual(0);
    expect(ours - before).toBeLessThan(1_000);
    return;
  }
  throw new Error("a second began at every reading");
}

async function subscribe(): Promise<string> {
  const { stripe } = product.provider;
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } });
  const customer = await stripe.customers.create({
    name: "Harbour Dental",
    metadata: { farebox_business_id: body.id },
    payment_method: "pm_card_visa",
    invoice_settings: { default_payment_method: "pm_card_visa" },
  });
  await insertCustomerOnce(product.deps.db.service, { businessId: body.id, customerId: customer.id });
  const { data } = await stripe.prices.list({ lookup_keys: [planLookupKey({ key: "starter", interval: "month" })] });
  await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: data[0]?.id ?? "" }],
    metadata: { farebox_business_id: body.id },
  });
  return body.id;
}

const plansOf = async (businessId: string) =>
  (await ask<Transactions>("GET", "/transactions?type=plan", { businessId })).body.items;

test("the stand-in's time stays beside ours, however often and however far it is moved", async () => {
  await expectOneTime();
  for (const body of [{ advanceSeconds: 1 }, { advanceSeconds: 0 }, { advanceSeconds: 86_399 }]) {
    await advance(body);
    await expectOneTime();
  }
  const target = (await ourTime()) + 3 * 86_400_000 + 137;
  expect(await advance({ now: new Date(target).toISOString() })).toBeGreaterThanOrEqual(target);
  await expectOneTime();
});

test("two who move it at once move it twice, each by their own", async () => {
  const before = await ourTime();
  await Promise.all([advance({ advanceSeconds: 86_400 }), advance({ advanceSeconds: 7 * 86_400 })]);
  const moved = (await ourTime()) - before - 8 * 86_400_000;
  expect(moved).toBeGreaterThanOrEqual(0);
  expect(moved).toBeLessThan(60_000);
  await expectOneTime();
});

test("an answer means done: every renewal on the way was paid, delivered and granted", async () => {
  const businessId = await subscribe();
  await advance({ advanceSeconds: 0 });
  expect((await plansOf(businessId)).map(({ amount }) => amount)).toEqual([1_000]);

  await advance({ advanceSeconds: 95 * 86_400 });
  const granted = await plansOf(businessId);
  expect(granted.map(({ amount }) => amount)).toEqual([1_000, 1_000, 1_000, 1_000]);
  const { body } = await ask<{ available: number }>("GET", "/balance", { businessId });
  // The trial of 100 never expires; of the months only the one that runs is left.
  expect(body.available).toBe(1_100);
  await expectOneTime();
});

test("events that come twice and in the wrong order on the way change nothing", async () => {
  const businessId = await subscribe();
  await advance({ advanceSeconds: 0 });
  await product.provider.control("POST", "/faults/deliveries", { mode: "duplicate", next: 20 });
  await product.provider.control("POST", "/faults/deliveries", { mode: "reorder", next: 3 });
  await advance({ advanceSeconds: 40 * 86_400 });
  expect((await plansOf(businessId)).map(({ amount }) => amount)).toEqual([1_000, 1_000]);
});

test("one move past the end of tokens still tells of it 14 and 3 days ahead, as of those days", async () => {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Jumped" } });
  const businessId = body.id;
  const expiresAt = (await ourTime()) + 40 * 86_400_000;
  const grant = {
    key: "jumped",
    tokens: 50,
    source: "adjustment",
    reason: "for a while",
    expiresAt: new Date(expiresAt).toISOString(),
  };
  expect((await ask("POST", "/grants", { businessId, body: grant })).status).toBe(200);
  await advance({ advanceSeconds: 200 * 86_400 });
  type Notices = { items: { kind: string; createdAt: string; details: { daysAhead: number } }[] };
  const { items } = (await ask<Notices>("GET", "/notices", { businessId })).body;
  const told = items.filter(({ kind }) => kind === "grant_expiring");
  expect(told.map(({ details }) => details.daysAhead)).toEqual([3, 14]);
  for (const { createdAt } of told) expect(Date.parse(createdAt)).toBeLessThan(expiresAt);
});
