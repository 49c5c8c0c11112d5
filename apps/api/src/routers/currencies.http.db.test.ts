import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "./testing/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ isCatalogueSynced: false });
  await shop.product.owner(
    "update token_packages set price_amount_minor = 700, price_currency = 'jpy' where key = 'starter_pack'",
  );
  await shop.product.owner(
    "update token_packages set price_amount_minor = 5250, price_currency = 'kwd' where key = 'growth_pack'",
  );
  expect(await shop.product.deps.catalogueSync.apply()).not.toHaveProperty("outcome", "refused");
});
afterAll(() => shop.stop());

test.each([
  ["starter_pack", { amount: 700, currency: "jpy" }, 500],
  ["growth_pack", { amount: 5_250, currency: "kwd" }, 2_200],
] as const)(
  "M26: %s is paid in minor units of its currency, whatever they are, by page and by card",
  async (packageKey, price, tokens) => {
    const business = await shop.newBusiness();
    const availableOf = async () => (await business.get<{ available: number }>("/balance")).body.available;
    const { body } = await business.post<{ checkoutUrl: string; price: object }>("/purchase", { package: packageKey });
    expect(body.price).toEqual(price);
    await shop.pay(body.checkoutUrl);
    await shop.settle();
    expect(await availableOf()).toBe(tokens);
    await shop.saveCard(business);
    await business.post("/purchase", { package: packageKey, payWith: "saved_card" });
    await shop.settle();
    expect(await availableOf()).toBe(2 * tokens);
    const { body: bills } = await business.get<{ items: { amount: object }[] }>("/invoices");
    expect(bills.items.map(({ amount }) => amount)).toEqual([price, price]);
  },
);
