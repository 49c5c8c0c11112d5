import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop } from "./testing/shop.ts";

type Purchase = { purchaseId: string; status: string; checkoutUrl?: string };

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

test.each([
  ["P20: an outage", { kind: "error", when: "before", method: "POST", path: "/v1/checkout/sessions", next: 3 }],
  ["P20: too many requests", { kind: "rate_limit", method: "POST", path: "/v1/checkout/sessions", next: 3 }],
  [
    "P21: an answer that was lost",
    { kind: "reset", when: "after", method: "POST", path: "/v1/checkout/sessions", next: 3 },
  ],
])("%s leaves the purchase pending, and the same key takes it up again once", async (_, fault) => {
  const business = await shop.newBusiness();
  await shop.product.provider.control("POST", "/faults", fault);
  const key = newId();
  const refused = await business.post("/purchase", { package: "starter_pack" }, key);
  await shop.product.provider.control("DELETE", "/faults");
  expect(refused).toMatchObject({ status: 503, error: { code: "provider_unavailable", retryable: true } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const { body: list } = await business.get<{ items: Purchase[] }>("/purchases");
  expect(list.items).toMatchObject([{ status: "pending" }]);
  expect((await business.get("/balance")).status).toBe(200);
  expect((await business.get("/subscription")).status).toBe(200);
  const again = await business.post<Purchase>("/purchase", { package: "starter_pack" }, key);
  expect(again.body).toMatchObject({ status: "open", purchaseId: list.items[0]?.purchaseId });
  const { data } = await shop.product.provider.stripe.checkout.sessions.list({ limit: 100 });
  expect(data.filter(({ client_reference_id }) => client_reference_id === business.id)).toHaveLength(1);
});

test("P02: a process that ends between our row and the provider's page leaves a purchase that another one takes up", async () => {
  const business = await shop.newBusiness();
  const key = newId();
  const { provider } = shop.product.deps;
  const { openCheckout } = provider;
  const cutOff = new Error("the process ended");
  // As far as the provider heard of it, and no further.
  Object.assign(provider, {
    openCheckout: async (asked: Parameters<typeof openCheckout>[0]) => {
      await openCheckout(asked);
      throw cutOff;
    },
  });
  expect((await business.post("/purchase", { package: "starter_pack" }, key)).status).toBe(500);
  Object.assign(provider, { openCheckout });
  const again = await business.post<Purchase>("/purchase", { package: "starter_pack" }, key);
  expect(again.body.status).toBe("open");
  const { data } = await shop.product.provider.stripe.checkout.sessions.list({ limit: 100 });
  expect(data.filter(({ client_reference_id }) => client_reference_id === business.id)).toHaveLength(1);
  await shop.pay(again.body.checkoutUrl ?? "");
  await shop.settle();
  expect((await business.get<{ available: number }>("/balance")).body.available).toBe(500);
});

test("an upgrade whose answer was lost is paid once, and the same key says that it is done", async () => {
  const business = await shop.newBusiness();
  const { body } = await business.post<{ checkoutUrl: string }>("/subscribe", { plan: "starter" });
  await shop.pay(body.checkoutUrl);
  await shop.settle();
  const key = newId();
  const fault = { kind: "reset", when: "after", method: "POST", path: "/v1/subscriptions", next: 3 };
  await shop.product.provider.control("POST", "/faults", fault);
  const lost = await business.post("/subscribe", { plan: "pro" }, key);
  await shop.product.provider.control("DELETE", "/faults");
  expect([lost.status, lost.error?.code]).toEqual([503, "provider_unavailable"]);
  const again = await business.post<{ action: string }>("/subscribe", { plan: "pro" }, key);
  expect(again).toMatchObject({ status: 200, body: { action: "upgrade" } });
  await shop.settle();
  const { body: plans } = await business.get<{ items: object[] }>("/transactions?type=plan");
  expect(plans.items).toHaveLength(2);
});
