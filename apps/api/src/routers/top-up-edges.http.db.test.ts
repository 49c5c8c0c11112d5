import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { runTopUp } from "../use-cases/run-top-up.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

let shop: Shop;
let business: Shopper;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  business = await shop.newBusiness();
  await shop.saveCard(business);
});
afterAll(() => shop.stop());

const RULE = { enabled: true, belowTokens: 100, package: "starter_pack", monthlyCap: 5_000, consent: true };
const set = (more: object = {}) =>
  business.post<{ enabled: boolean }>("PUT /auto-top-up", { ...RULE, ifBelow: "buy_now", ...more }, null);
const look = () => runTopUp(shop.product.deps, business.id);
const attempts = async () =>
  (
    await shop.product.owner<{ status: string }>(
      "select status from auto_top_up_attempts where business_id = $1 order by created_at",
      [business.id],
    )
  ).map(({ status }) => status);

async function intents() {
  const { data } = await shop.product.provider.stripe.paymentIntents.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata["farebox_business_id"] === business.id);
}

/** The provider hears of the charge, and we do not hear its answer. */
async function loseAnswer(when: "before" | "after") {
  const fault = { kind: "reset", when, method: "POST", path: "/v1/payment_intents", next: 3 };
  await shop.product.provider.control("POST", "/faults", fault);
  expect((await set()).status).toBe(200);
  await shop.product.provider.control("DELETE", "/faults");
  expect(await attempts()).toEqual(["open"]);
}

test("P21: another card was chosen after an answer was lost: the charge that went through is the only one", async () => {
  await loseAnswer("after");
  await shop.saveCard(business, "pm_card_mastercard");
  await look();
  expect(await attempts()).toEqual(["open"]);
  await shop.settle();
  await look();
  expect(await attempts()).toEqual(["paid"]);
  expect(await intents()).toHaveLength(1);
});

test("P21: the card was removed after an answer was lost: that is no decline of what was paid", async () => {
  await loseAnswer("after");
  const { body } = await business.get<{ items: { id: string }[] }>("/payment-methods");
  await business.post(`DELETE /payment-methods/${body.items[0]?.id}`, {}, null);
  await look();
  expect(await attempts()).toEqual(["open"]);
  await shop.settle();
  expect(await attempts()).toEqual(["paid"]);
});

test("who turns it off after an attempt was cut off is not charged any more", async () => {
  await loseAnswer("before");
  expect((await set({ enabled: false })).body.enabled).toBe(false);
  await look();
  expect(await intents()).toEqual([]);
});

test("a suspended business is not charged, and neither is an attempt of its that was cut off", async () => {
  await set({ ifBelow: "wait" });
  await shop.product.owner("update auto_top_up_rules set waits_for_rise = false where business_id = $1", [business.id]);
  await shop.product.owner("update businesses set suspended_at = now(), suspended_reason = 'unpaid' where id = $1", [
    business.id,
  ]);
  await look();
  expect([await attempts(), await intents()]).toEqual([[], []]);
});

test("a program cannot agree to charges in a person's absence, and can take the agreement back", async () => {
  const body = { ...RULE, ifBelow: "wait" };
  const byKey = await shop.ask("PUT", "/auto-top-up", { businessId: business.id, body });
  expect(byKey.error?.code).toBe("forbidden");
  expect((await set({ ifBelow: "wait" })).body.enabled).toBe(true);
  const off = { businessId: business.id, body: { ...body, enabled: false } };
  expect(await shop.ask("PUT", "/auto-top-up", off)).toMatchObject({ status: 200, body: { enabled: false } });
});

test("a suspended business can end what it pays for, and begin nothing", async () => {
  await set({ ifBelow: "wait" });
  const { body } = await business.post<{ checkoutUrl: string }>("/subscribe", { plan: "starter" });
  await shop.pay(body.checkoutUrl);
  await shop.settle();
  await shop.product.owner("update businesses set suspended_at = now(), suspended_reason = 'unpaid' where id = $1", [
    business.id,
  ]);
  expect((await set()).error?.code).toBe("business_suspended");
  expect(await set({ enabled: false })).toMatchObject({ status: 200, body: { enabled: false } });
  const ended = await business.post<{ subscription: { cancelsAt: string | null } }>("DELETE /subscription", {});
  expect(ended.body.subscription.cancelsAt).not.toBeNull();
  expect((await business.post("/subscription/resume", {}, null)).error?.code).toBe("business_suspended");
});

test("it can be turned off whatever the package costs by now, and although its price is not known to the provider", async () => {
  await set({ ifBelow: "wait" });
  await shop.product.owner("update token_packages set price_amount_minor = 900000 where key = 'starter_pack'");
  try {
    expect((await set()).error?.code).toBe("catalog_not_synced");
    expect(await set({ enabled: false })).toMatchObject({ status: 200, body: { enabled: false } });
    expect((await set({ enabled: false, package: newId() })).error?.code).toBe("unknown_package");
  } finally {
    await shop.product.owner("update token_packages set price_amount_minor = 500 where key = 'starter_pack'");
  }
});

test("a card that was removed before the provider heard of the charge: the attempt is given up, and the next one is free", async () => {
  await loseAnswer("before");
  const { body } = await business.get<{ items: { id: string }[] }>("/payment-methods");
  await business.post(`DELETE /payment-methods/${body.items[0]?.id}`, {}, null);
  await look();
  expect(await attempts()).toEqual(["canceled"]);
});
