import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "./testing/shop.ts";

type Purchase = {
  purchaseId: string;
  status: string;
  checkoutUrl?: string;
  total: number;
  price: object;
  failureCode: string | null;
};
type Balance = { available: number; grants: { source: string; original: number }[] };

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

test("a package is offered, paid on the hosted page and granted by its fact, price and bonus as the catalogue has them", async () => {
  const business = await shop.newBusiness();
  const began = await business.post<Purchase>("/purchase", { package: "growth_pack" });
  expect(began).toMatchObject({
    status: 200,
    body: { status: "open", total: 2_200, price: { amount: 1_800, currency: "usd" } },
  });
  expect((await business.get<Balance>("/balance")).body.available).toBe(0);
  const { location } = await shop.pay(began.body.checkoutUrl ?? "");
  expect(location).toBe(
    `${shop.product.url}/dashboard/billing?business=${business.id}&purchase=${began.body.purchaseId}`,
  );
  await shop.settle();
  const { body: paid } = await business.get<Purchase>(`/purchases/${began.body.purchaseId}`);
  expect(paid).toMatchObject({ status: "paid" });
  expect(paid.checkoutUrl).toBeUndefined();
  expect((await business.get<Balance>("/balance")).body).toMatchObject({
    available: 2_200,
    grants: [
      { source: "bonus", original: 200 },
      { source: "purchase", original: 2_000 },
    ],
  });
});
