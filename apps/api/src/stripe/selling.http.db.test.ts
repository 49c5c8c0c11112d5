import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, payCheckout, type Shop } from "./testing/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.product.stop());

test("C17: a package that is paid at the checkout is granted once, whichever of its events come", async () => {
  const buyer = await shop.newCustomer();
  const purchase = await shop.begin(buyer, "growth_pack");
  const session = await shop.openCheckout(buyer, purchase);
  await payCheckout(session);
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["purchase 2000", "bonus 200"]);
  expect(await shop.events()).toContainEqual(
    expect.objectContaining({ type: "checkout.session.completed", status: "done" }),
  );
  expect(await shop.events()).toContainEqual(
    expect.objectContaining({ type: "payment_intent.succeeded", status: "done" }),
  );
});

test("W33: a paid invoice brings its month once, whichever of its events come", async () => {
  const buyer = await shop.newCustomer();
  await shop.subscribe(buyer, "pro");
  await shop.settle();
  expect(await shop.grantsOf(buyer)).toEqual(["plan 5000"]);
  const [subscription] = await shop.product.owner(
    "select plan_key, status from business_subscriptions where business_id = $1",
    [buyer.businessId],
  );
  expect(subscription).toEqual({ plan_key: "pro", status: "active" });
});
