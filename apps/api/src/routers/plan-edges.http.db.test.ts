import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

type Subscription = {
  plan: { key: string };
  status: string;
  cancelsAt: string | null;
  pending: { plan: string; at: string } | null;
};
type Subscribed = { checkoutUrl?: string; subscription: Subscription };

let shop: Shop;
let business: Shopper;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  business = await shop.newBusiness();
});
afterAll(() => shop.stop());

const choose = (plan: string, key = newId()) => business.post<Subscribed>("/subscribe", { plan }, key);
const planOf = async () => (await business.get<Subscription>("/subscription")).body;

async function subscribeTo(plan: string) {
  const { body } = await choose(plan);
  await shop.pay(body.checkoutUrl ?? "");
  await shop.settle();
}

test.each([
  ["declines", "pm_card_chargeCustomerFail", "card_declined"],
  ["asks a person about", "pm_card_authenticationRequired", "payment_action_required"],
])("a subscription that was to end still ends when the bank %s the upgrade", async (_, card, code) => {
  await subscribeTo("starter");
  await business.post("DELETE /subscription", {});
  const { cancelsAt } = await planOf();
  await shop.saveCard(business, card);
  expect((await choose("pro")).error?.code).toBe(code);
  await shop.settle();
  expect(await planOf()).toMatchObject({ plan: { key: "starter" }, cancelsAt });
  expect(cancelsAt).not.toBeNull();
});

test("an upgrade that was paid takes back an end that was wanted before", async () => {
  await subscribeTo("starter");
  await business.post("DELETE /subscription", {});
  expect((await choose("pro")).status).toBe(200);
  await shop.settle();
  expect(await planOf()).toMatchObject({ plan: { key: "pro" }, cancelsAt: null });
});

test("a smaller plan that was to come still comes after an upgrade that was declined", async () => {
  await subscribeTo("pro");
  await choose("starter");
  const { pending } = await planOf();
  expect(pending).toMatchObject({ plan: "starter" });
  await shop.saveCard(business, "pm_card_chargeCustomerFail");
  expect((await choose("business")).error?.code).toBe("card_declined");
  await shop.settle();
  expect(await planOf()).toMatchObject({ plan: { key: "pro" }, pending });
});

test("P21: a first page whose answer was lost and whose price was replaced since blocks no other one", async () => {
  const fault = { kind: "reset", when: "after", method: "POST", path: "/v1/checkout/sessions", next: 3 };
  await shop.product.provider.control("POST", "/faults", fault);
  const key = newId();
  expect((await choose("business", key)).error?.code).toBe("provider_unavailable");
  await shop.product.provider.control("DELETE", "/faults");
  await shop.product.owner("update subscription_plans set price_amount_minor = 9950 where key = 'business'");
  expect(await shop.product.deps.catalogueSync.apply()).not.toHaveProperty("outcome", "refused");
  expect((await choose("business", key)).error?.code).toBe("provider_refused");
  const anew = await choose("business");
  expect(anew.status).toBe(200);
  await shop.pay(anew.body.checkoutUrl ?? "");
  await shop.settle();
  expect(await planOf()).toMatchObject({ plan: { key: "business" }, status: "active" });
});
