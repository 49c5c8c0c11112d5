import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { businessPlanLookupKey } from "../use-cases/lookup-keys.ts";
import { createAsk } from "./testing/ask.ts";

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct({ takesPayments: true });
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "admin"]));
});
afterAll(() => product.stop());

type Plan = { id: string; startsAt: string; endsAt: string | null; hasOwnRates: boolean };
type Rates = { rates: { service: string; tokens: number }[] };

async function createBusiness(): Promise<string> {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } });
  return body.id;
}

const TERMS = {
  name: "Harbour Enterprise",
  interval: "month",
  price: { amount: 49_900, currency: "eur" },
  tokens: 120_000,
  overdraftLimit: 500,
  concurrentCalls: 3,
  rates: [{ service: "ai_agent_request", tokens: 0.25 }],
};

const agree = (businessId: string, terms: object) =>
  ask<Plan>("POST", "/admin/business-plans", { businessId, body: { ...TERMS, ...terms } });
const advance = async (seconds: number) =>
  expect((await ask("POST", "/sandbox/clock", { body: { advanceSeconds: seconds } })).status).toBe(200);
const limitsOf = async (businessId: string) => {
  const [row] = await product.owner<{ overdraft: string; calls: number | null }>(
    "select overdraft_limit_micro::text as overdraft, concurrent_calls_limit as calls from businesses where id = $1",
    [businessId],
  );
  return row;
};
const costOf = async (businessId: string) => {
  const { body } = await ask<Rates>("GET", "/rates", { businessId });
  return body.rates.find(({ service }) => service === "ai_agent_request")?.tokens;
};
const priceOf = async (id: string) => {
  const lookupKey = businessPlanLookupKey({ id, interval: "month" });
  return (await product.provider.stripe.prices.list({ lookup_keys: [lookupKey] })).data[0];
};

test("what is agreed with a business counts for it at once: price, limits and its own card", async () => {
  const [businessId, other, id] = [await createBusiness(), await createBusiness(), newId()];
  const general = await costOf(other);
  const agreed = await agree(businessId, { id });
  expect(agreed).toMatchObject({ status: 200, body: { id, planKey: "enterprise", hasOwnRates: true, endsAt: null } });
  expect(await priceOf(id)).toMatchObject({
    unit_amount: 49_900,
    currency: "eur",
    recurring: { interval: "month" },
    metadata: { farebox_plan: "enterprise", farebox_business_id: businessId },
  });
  expect(await limitsOf(businessId)).toEqual({ overdraft: "500000000", calls: 3 });
  expect(await costOf(businessId)).toBe(0.25);
  expect(await costOf(other)).toBe(general);
  expect(await limitsOf(other)).toEqual({ overdraft: "0", calls: null });

  const again = await agree(businessId, { id });
  expect([again.status, again.body.startsAt]).toEqual([200, agreed.body.startsAt]);
  const differing = await agree(businessId, { id, tokens: 1 });
  expect([differing.status, differing.error?.code]).toEqual([409, "idempotency_mismatch"]);
  const { body } = await ask<{ items: Plan[] }>("GET", "/admin/business-plans", { businessId });
  expect(body.items.map((plan) => plan.id)).toEqual([id]);
});

test("a plan that begins later and ends by itself gives and takes its limits then", async () => {
  const [businessId, id] = [await createBusiness(), newId()];
  const general = await costOf(businessId);
  const { body: clock } = await ask<{ now: string }>("GET", "/sandbox/clock");
  const inDays = (days: number) => new Date(Date.parse(clock.now) + days * 86_400_000).toISOString();
  expect((await agree(businessId, { id, startsAt: inDays(10), endsAt: inDays(20) })).status).toBe(200);
  expect(await limitsOf(businessId)).toEqual({ overdraft: "0", calls: null });
  expect(await costOf(businessId)).toBe(general);
  await advance(11 * 86_400);
  expect(await limitsOf(businessId)).toEqual({ overdraft: "500000000", calls: 3 });
  expect(await costOf(businessId)).toBe(0.25);
  await advance(10 * 86_400);
  expect(await limitsOf(businessId)).toEqual({ overdraft: "0", calls: null });
  expect(await costOf(businessId)).toBe(general);
});

test("a plan can be ended, once, and everything is as for everybody again", async () => {
  const [businessId, id] = [await createBusiness(), newId()];
  const general = await costOf(businessId);
  await agree(businessId, { id });
  const end = () => ask<Plan>("POST", `/admin/business-plans/${id}/end`, { businessId, body: {} });
  const ended = await end();
  expect(ended.status).toBe(200);
  await advance(1);
  expect((await end()).body.endsAt).toBe(ended.body.endsAt);
  expect(await limitsOf(businessId)).toEqual({ overdraft: "0", calls: null });
  expect(await costOf(businessId)).toBe(general);
  await product.deps.catalogueSync.apply();
  expect((await ask<{ steps: string[] }>("GET", "/admin/catalogue/sync")).body.steps).toEqual([]);
});

test("a card that another one would end before its time is refused instead of costing something else then", async () => {
  const [businessId, id] = [await createBusiness(), newId()];
  await agree(businessId, { id, startsAt: "2150-01-01T00:00:00Z", endsAt: "2150-03-01T00:00:00Z" });
  const early = await agree(businessId, { id: newId(), startsAt: "2150-02-01T00:00:00Z" });
  expect([early.status, early.error?.fields?.[0]?.path]).toEqual([400, "startsAt"]);
  const after = await agree(businessId, { id: newId(), startsAt: "2150-03-01T00:00:00Z" });
  expect(after.status).toBe(200);
});

test.each([
  [{ startsAt: "2020-01-01T00:00:00Z" }, 400, "startsAt"],
  [{ startsAt: "2120-01-01T00:00:00Z", endsAt: "2119-01-01T00:00:00Z" }, 400, "endsAt"],
  [{ planKey: "platinum" }, 422, "unknown_plan"],
  [{ rates: [{ service: "fax", tokens: 1 }] }, 422, "unknown_service"],
  [{ price: { amount: -1, currency: "eur" } }, 400, "price.amount"],
  [{ price: { amount: 100, currency: "EUR" } }, 400, "price.currency"],
])("what cannot be agreed says why: %j", async (terms, status, told) => {
  const answer = await agree(await createBusiness(), { id: newId(), ...terms });
  expect([answer.status, answer.error?.fields?.[0]?.path ?? answer.error?.code]).toEqual([status, told]);
});

test("P20 while the provider is away nothing is lost: asked again with the same id it is all there, once", async () => {
  const [businessId, id] = [await createBusiness(), newId()];
  await product.provider.control("POST", "/faults", { kind: "error", when: "before", path: "/v1/prices", next: 12 });
  const refused = await agree(businessId, { id });
  expect([refused.status, refused.error?.code]).toEqual([503, "provider_unavailable"]);
  await product.provider.control("DELETE", "/faults");
  expect((await agree(businessId, { id })).status).toBe(200);
  expect(await priceOf(id)).toMatchObject({ unit_amount: 49_900 });
});

test("operators see packages that undercut plans until they say that it is meant", async () => {
  type Report = { inversions: { packageKey: string }[] };
  const { body: before } = await ask<Report>("GET", "/admin/catalogue/sync");
  const keys = [...new Set(before.inversions.map(({ packageKey }) => packageKey))];
  expect(keys.length).toBeGreaterThan(0);
  const { body } = await ask<Report>("POST", "/admin/catalogue/acknowledge-inversions", {
    body: { packageKeys: keys },
  });
  expect(body.inversions).toEqual([]);
});
