import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

type Purchase = { purchaseId: string; status: string; checkoutUrl?: string; failureCode: string | null };

let shop: Shop;
let business: Shopper;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  business = await shop.newBusiness();
});
afterAll(() => shop.stop());

const buy = (payWith: "checkout" | "saved_card", key = newId()) =>
  business.post<Purchase>("/purchase", { package: "starter_pack", payWith }, key);
const purchaseOf = async (id: string) => (await business.get<Purchase>(`/purchases/${id}`)).body;
const availableOf = async () => (await business.get<{ available: number }>("/balance")).body.available;

async function intents() {
  const { data } = await shop.product.provider.stripe.paymentIntents.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata["farebox_business_id"] === business.id).map(({ status }) => status);
}

async function failing<Answer>(fault: object, ask: () => Promise<Answer>): Promise<Answer> {
  await shop.product.provider.control("POST", "/faults", { method: "POST", next: 3, ...fault });
  const answer = await ask();
  await shop.product.provider.control("DELETE", "/faults");
  return answer;
}

test("who turns back at the bank and wants a page instead gets one, and the bank's question is closed", async () => {
  await shop.saveCard(business, "pm_card_authenticationRequired");
  const atBank = await buy("saved_card");
  expect(atBank.body.status).toBe("open");
  const page = await buy("checkout");
  expect(page.body).toMatchObject({ status: "open" });
  expect(page.body.purchaseId).not.toBe(atBank.body.purchaseId);
  expect(await purchaseOf(atBank.body.purchaseId)).toMatchObject({ status: "expired" });
  await shop.pay(page.body.checkoutUrl ?? "");
  await shop.settle();
  expect(await availableOf()).toBe(500);
  expect((await intents()).sort()).toEqual(["canceled", "succeeded"]);
});

test("a question of the bank that was left open for an hour cannot be paid beside the next purchase", async () => {
  await shop.saveCard(business, "pm_card_authenticationRequired");
  const left = await buy("saved_card");
  await shop.ask("POST", "/sandbox/clock", { body: { advanceSeconds: 3_600 } });
  await shop.saveCard(business);
  const next = await buy("saved_card");
  expect(next.body.purchaseId).not.toBe(left.body.purchaseId);
  await shop.settle();
  expect(await availableOf()).toBe(500);
  expect((await intents()).sort()).toEqual(["canceled", "succeeded"]);
});

test("a charge that the provider does not accept is over, and the package can be bought otherwise at once", async () => {
  const cardId = await shop.saveCard(business);
  const key = newId();
  const path = "/v1/payment_intents";
  const cutOff = await failing({ kind: "error", when: "before", path }, () => buy("saved_card", key));
  expect(cutOff.error?.code).toBe("provider_unavailable");
  await business.post(`DELETE /payment-methods/${cardId}`, {}, null);
  const refused = await buy("saved_card", key);
  expect(refused.error?.code).toBe("provider_refused");
  expect((await buy("saved_card", key)).body).toMatchObject({ status: "failed" });
  const page = await buy("checkout");
  expect(page.body).toMatchObject({ status: "open" });
  expect(page.body.checkoutUrl).toContain("/c/pay/");
});

test("P21: whoever of a business asks first, and whether or not they are answered, it becomes a customer", async () => {
  const cutOff = await failing({ kind: "reset", when: "after", path: "/v1/customers" }, () => buy("checkout"));
  expect(cutOff.error?.code).toBe("provider_unavailable");
  // Its back end, which has no address of anybody.
  const body = { package: "starter_pack", key: newId() };
  const bought = await shop.ask<Purchase>("POST", "/purchase", { businessId: business.id, body });
  expect(bought.body).toMatchObject({ status: "open" });
  const rows = await shop.product.owner("select 1 from provider_customers where business_id = $1", [business.id]);
  expect(rows).toHaveLength(1);
  await shop.pay(bought.body.checkoutUrl ?? "");
  await shop.settle();
  expect(await availableOf()).toBe(500);
});

test("a customer that was deleted at the provider is followed by another one, also on the day it was made", async () => {
  await buy("checkout");
  const { stripe } = shop.product.provider;
  const ours = (await stripe.customers.list({ limit: 100 })).data.find(
    ({ metadata }) => metadata["farebox_business_id"] === business.id,
  );
  await stripe.customers.del(ours?.id ?? "");
  await shop.settle();
  await shop.ask("POST", "/sandbox/clock", { body: { advanceSeconds: 3_600 } });
  const bought = await buy("checkout");
  expect(bought.body).toMatchObject({ status: "open" });
  await shop.pay(bought.body.checkoutUrl ?? "");
  await shop.settle();
  expect(await availableOf()).toBe(500);
});
