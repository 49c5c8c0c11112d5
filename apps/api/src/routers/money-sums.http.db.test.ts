import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

type Balance = { available: number; total: number; grants: { remaining: number }[] };
type Entries = { items: { amount: number; kind: string; reason?: string | null }[] };

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const balanceOf = async (business: Shopper) => (await business.get<Balance>("/balance")).body;

test("M32: what is shown adds up to the last millionth: entries, grants and the balance", async () => {
  const business = await shop.newBusiness();
  const bought = await business.post<{ purchaseId: string; checkoutUrl: string }>("/purchase", {
    package: "growth_pack",
  });
  await shop.pay(bought.body.checkoutUrl);
  await shop.settle();
  const events = [61, 7, 1, 59, 3_599].map((quantity) => ({ key: newId(), service: "outbound_call", quantity }));
  await shop.ask("POST", "/usage", { businessId: business.id, body: { events } });
  const body = { payment: `purchase:${bought.body.purchaseId}`, amount: 701, reason: "asked for", key: newId() };
  expect((await shop.ask("POST", "/admin/refunds", { businessId: business.id, body })).status).toBe(200);
  await shop.settle();
  const { total, available, grants } = await balanceOf(business);
  const { items } = (await business.get<Entries>("/transactions?limit=100")).body;
  const micro = (parts: readonly number[]) => parts.reduce((sum, part) => sum + Math.round(part * 1e6), 0);
  expect(micro(items.map(({ amount }) => amount))).toBe(Math.round(total * 1e6));
  expect(micro(grants.map(({ remaining }) => remaining))).toBe(Math.round(available * 1e6));
  expect(items.filter(({ amount }) => Math.round(amount * 1e6) / 1e6 !== amount)).toEqual([]);
});

test("M33: tokens that an operator gives need a reason, which stands in the history; nobody of the business gives any", async () => {
  const business = await shop.newBusiness();
  const grant = { source: "adjustment", tokens: 50, key: newId() };
  const silent = await shop.ask("POST", "/grants", { businessId: business.id, body: grant });
  expect(silent.error?.fields?.[0]?.path).toBe("reason");
  expect((await business.post("/grants", { ...grant, reason: "mine" }, null)).error?.code).toBe("forbidden");
  const given = await shop.ask("POST", "/grants", { businessId: business.id, body: { ...grant, reason: "goodwill" } });
  expect(given.status).toBe(200);
  const { items } = (await business.get<Entries>("/transactions?limit=100")).body;
  expect(JSON.stringify(items)).toContain("goodwill");
  expect((await balanceOf(business)).available).toBe(50);
});
