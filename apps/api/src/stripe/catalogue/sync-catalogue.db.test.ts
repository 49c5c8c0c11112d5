import { listPrices } from "@farebox/db/selling";
import type { Stripe } from "stripe";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../../testing/test-product.ts";
import { planLookupKey } from "../../use-cases/lookup-keys.ts";
import { HANDLED_EVENTS } from "../handled-events.ts";
import { describePlan } from "./describe-plan.ts";
import { applyCatalogue, planCatalogue } from "./sync-catalogue.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ takesPayments: true, isCatalogueSynced: false });
});
afterAll(() => product.stop());
beforeEach(() => {
  product.provider.requests.length = 0;
});

const plan = () => planCatalogue(product.deps, product.url);
const sync = async () => applyCatalogue(product.deps, await plan());
const written = () => product.provider.requests.filter(({ method }) => method === "POST");
const priceNamed = async (lookupKey: string): Promise<Stripe.Price> => {
  const { data } = await product.provider.stripe.prices.list({ lookup_keys: [lookupKey] });
  if (data[0] === undefined) throw new Error(`no price ${lookupKey}`);
  return data[0];
};
const STARTER = planLookupKey({ key: "starter", interval: "month" });

test("the plan is shown before anything is made", async () => {
  const planned = await plan();
  expect(describePlan(planned)).toEqual(
    expect.arrayContaining([
      '  + product farebox_plan_starter "Starter"',
      "  + price   farebox_plan_starter_month: 9.00 USD a month for 1,000 tokens a month",
      "  + price   farebox_package_growth_pack: 18.00 USD for 2,000 tokens and 200 on top",
      "  + portal  cards, addresses, invoices and the end of a subscription; no change of plan",
    ]),
  );
  expect(written()).toEqual([]);
  expect(await listPrices(product.deps.db.service)).toEqual([]);
});

test("everything for sale gets a price that means what the catalogue says, and what is not for sale gets none", async () => {
  await sync();
  const stored = await listPrices(product.deps.db.service);
  expect(stored.map(({ lookupKey, amount, currency }) => [lookupKey, amount, currency])).toEqual([
    ["farebox_package_enterprise_pack", 15_000, "usd"],
    ["farebox_package_growth_pack", 1_800, "usd"],
    ["farebox_package_scale_pack", 4_000, "usd"],
    ["farebox_package_starter_pack", 500, "usd"],
    ["farebox_plan_business_month", 9_900, "usd"],
    ["farebox_plan_pro_month", 2_900, "usd"],
    [STARTER, 900, "usd"],
  ]);
  const creations = written().filter(({ path }) => path === "/v1/prices");
  expect(new Set(creations.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(stored.length);
  const price = await priceNamed("farebox_package_growth_pack");
  expect(price).toMatchObject({
    unit_amount: 1_800,
    currency: "usd",
    type: "one_time",
    product: "farebox_package_growth_pack",
    metadata: {
      farebox_package: "growth_pack",
      farebox_tokens_micro: "2000000000",
      farebox_bonus_micro: "200000000",
    },
  });
  expect(stored.find(({ priceId }) => priceId === price.id)?.sells).toEqual({
    kind: "package",
    packageKey: "growth_pack",
    tokens: 2_000_000_000n,
    bonus: 200_000_000n,
  });
});

test("a second time there is nothing to do, and nothing is written", async () => {
  expect(await plan()).toMatchObject({ steps: [], problems: [] });
  await sync();
  expect(written()).toEqual([]);
  expect(product.provider.requests.every(({ apiVersion }) => apiVersion === "2026-10-28.endive")).toBe(true);
});

test("the portal lets nobody change the plan behind our back, and is put right when somebody allows it", async () => {
  const { stripe } = product.provider;
  const ours = async () => {
    const { data } = await stripe.billingPortal.configurations.list({ active: true });
    const found = data.find(({ metadata }) => metadata?.["farebox"] === "portal");
    if (found === undefined) throw new Error("no configuration of ours");
    return found;
  };
  const before = await ours();
  expect(before.features.subscription_update.enabled).toBe(false);
  await stripe.billingPortal.configurations.update(before.id, {
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: [{ product: "farebox_plan_pro", prices: [(await priceNamed("farebox_plan_pro_month")).id] }],
      },
    },
  });
  expect((await plan()).steps).toEqual([{ do: "correct_portal", configurationId: before.id }]);
  await sync();
  expect((await ours()).features.subscription_update.enabled).toBe(false);
});

test("the webhook endpoint asks for exactly the events that have a handler", async () => {
  const { stripe } = product.provider;
  const [endpoint] = (await stripe.webhookEndpoints.list()).data;
  if (endpoint === undefined) throw new Error("no endpoint");
  await stripe.webhookEndpoints.update(endpoint.id, {
    enabled_events: ["invoice.paid", "customer.created"],
    disabled: true,
  });
  expect((await plan()).steps).toMatchObject([
    { do: "correct_webhook", surplus: ["customer.created"], isDisabled: true },
  ]);
  await sync();
  const after = await stripe.webhookEndpoints.retrieve(endpoint.id);
  expect([...after.enabled_events].sort()).toEqual([...HANDLED_EVENTS]);
  expect(after.status).toBe("enabled");
});

test("an address the provider can reach gets an endpoint, whose secret is handed over once", async () => {
  const away = await planCatalogue(product.deps, "https://billing.example.com");
  expect(await applyCatalogue(product.deps, away)).toMatch(/^whsec_/);
  expect((await planCatalogue(product.deps, "https://billing.example.com")).steps).toEqual([]);
  const elsewhere = await planCatalogue(product.deps, "http://localhost:9");
  expect(elsewhere).toMatchObject({ steps: [], problems: [expect.stringContaining("stripe listen")] });
});

test("M16 another price is a new one; the one before is not touched and keeps its meaning for ever", async () => {
  const before = await priceNamed(STARTER);
  const setPrice = (amount: number) =>
    product.owner("update subscription_plans set price_amount_minor = $1 where key = 'starter'", [amount]);
  await setPrice(1_100);
  product.provider.requests.length = 0;
  await sync();
  expect(written().map(({ path }) => path)).toEqual(["/v1/prices"]);
  const [creation] = written();
  expect(creation?.idempotencyKey).toContain(before.id);
  const after = await priceNamed(STARTER);
  expect(after).toMatchObject({ unit_amount: 1_100, active: true });
  expect(await product.provider.stripe.prices.retrieve(before.id)).toMatchObject({ unit_amount: 900, active: true });
  const rows = (await listPrices(product.deps.db.service)).filter(({ lookupKey }) => lookupKey === STARTER);
  expect(rows.map(({ priceId, retiredAt, amount }) => [priceId, retiredAt === null, amount])).toEqual([
    [before.id, false, 900],
    [after.id, true, 1_100],
  ]);

  await setPrice(900);
  await sync();
  const back = await priceNamed(STARTER);
  expect([before.id, after.id]).not.toContain(back.id);
  expect((await plan()).steps).toEqual([]);
});

test("more tokens for the same money are another price too", async () => {
  const before = await priceNamed(STARTER);
  await product.owner("update subscription_plans set tokens_monthly_micro = 1200000000 where key = 'starter'");
  await sync();
  expect((await priceNamed(STARTER)).id).not.toBe(before.id);
  await product.owner("update subscription_plans set tokens_monthly_micro = 1000000000 where key = 'starter'");
  await sync();
});

test("what somebody archived or moved at the provider is made anew", async () => {
  const { id } = await priceNamed(STARTER);
  await product.provider.stripe.prices.update(id, { active: false });
  await sync();
  const second = await priceNamed(STARTER);
  expect(second.id).not.toBe(id);
  await product.provider.stripe.prices.update(second.id, { lookup_key: "" });
  await sync();
  expect((await priceNamed(STARTER)).id).not.toBe(second.id);
  expect((await plan()).steps).toEqual([]);
});

test("P02 a price that was made before a crash, and not yet written down, is written down and not made twice", async () => {
  const { id } = await priceNamed(STARTER);
  await product.owner("delete from provider_prices where price_id = $1", [id]);
  expect((await plan()).steps).toMatchObject([{ do: "file_price", priceId: id }]);
  await sync();
  expect(written()).toEqual([]);
  expect((await plan()).steps).toEqual([]);
});

test("a plan is sold by the year once it has a price for a year", async () => {
  await product.owner(
    "update subscription_plans set billing_intervals = '{month,year}', yearly_price_amount_minor = 29000 where key = 'pro'",
  );
  await sync();
  expect(await priceNamed("farebox_plan_pro_year")).toMatchObject({
    unit_amount: 29_000,
    recurring: { interval: "year", interval_count: 1 },
    product: "farebox_plan_pro",
  });
  await product.owner("update subscription_plans set billing_intervals = '{month}' where key = 'pro'");
  expect((await plan()).steps).toMatchObject([{ do: "retire_price", lookupKey: "farebox_plan_pro_year" }]);
  await sync();
  expect((await plan()).steps).toEqual([]);
});

test("a package that undercuts a plan is told of until an operator says that it is meant", async () => {
  await product.owner("update token_packages set price_amount_minor = 300 where key = 'starter_pack'");
  const found = (await plan()).inversions;
  expect(found).toContainEqual({ packageKey: "starter_pack", planKey: "starter" });
  await product.owner("update token_packages set inversion_acknowledged_at = now() where key = 'starter_pack'");
  expect((await plan()).inversions.map(({ packageKey }) => packageKey)).not.toContain("starter_pack");
});

test.each([
  ["jpy", 900, "900 JPY"],
  ["kwd", 9_120, "9.120 KWD"],
])("amounts in %s have as many digits after the point as the currency", async (currency, amount, text) => {
  await product.owner(
    "update token_packages set price_currency = $1, price_amount_minor = $2 where key = 'scale_pack'",
    [currency, amount],
  );
  expect(describePlan(await plan()).join("\n")).toContain(`farebox_package_scale_pack: ${text}`);
  await sync();
  expect(await priceNamed("farebox_package_scale_pack")).toMatchObject({ unit_amount: amount, currency });
});

test("an amount the provider cannot charge is named, and the rest is done all the same", async () => {
  await product.owner("update token_packages set price_amount_minor = 9123 where key = 'scale_pack'");
  const planned = await plan();
  expect(planned.problems).toEqual([expect.stringContaining("farebox_package_scale_pack cannot be sold")]);
  expect(planned.steps).toEqual([]);
});
