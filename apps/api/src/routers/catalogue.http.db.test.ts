import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let businessId: string;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "admin"]));
  businessId = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } })).body.id;
});
afterAll(() => product.stop());

test("the catalogue has the seed's plans, packages and rates", async () => {
  const { body: plans } = await ask<{ items: unknown[] }>("GET", "/plans");
  expect(plans.items).toHaveLength(5);
  expect(plans.items[0]).toMatchObject({
    key: "free",
    price: { amount: 0, currency: "usd" },
    tokens: 0,
    tokensOnce: 100,
    entitlements: { agents: 1, concurrentCalls: null },
  });
  const { body: packages } = await ask<{ items: unknown[] }>("GET", "/packages");
  expect(packages.items).toMatchObject([
    { key: "starter_pack", total: 500, centsPerToken: 1 },
    { key: "growth_pack", tokens: 2_000, bonus: 200, total: 2_200, price: { amount: 1_800 }, centsPerToken: 0.818 },
    { key: "scale_pack", total: 5_750, centsPerToken: 0.696 },
    { key: "enterprise_pack", total: 25_000, centsPerToken: 0.6 },
  ]);
  const { body: rates } = await ask<{ rates: unknown[] }>("GET", "/rates", { businessId });
  expect(rates).toMatchObject({ version: 1, validFrom: "1970-01-01T00:00:00.000Z" });
  expect(rates.rates).toContainEqual(
    expect.objectContaining({ service: "outbound_call", tokens: 2, per: 60, unit: "second" }),
  );
});
