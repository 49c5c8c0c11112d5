import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop } from "../routers/testing/shop.ts";
import { watchTopUps } from "./watch-top-ups.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

test("a commit that crosses the line buys the package by itself, once", async () => {
  const business = await shop.newBusiness();
  const bought = await business.post<{ checkoutUrl?: string }>("/purchase", { package: "starter_pack" });
  await shop.pay(bought.body.checkoutUrl ?? "");
  await shop.settle();
  await shop.saveCard(business);
  const rule = { enabled: true, belowTokens: 100, package: "starter_pack", monthlyCap: 5_000, consent: true };
  expect((await business.post("PUT /auto-top-up", rule, null)).status).toBe(200);

  const leaving = new AbortController();
  const watching = watchTopUps(shop.product.deps, leaving.signal);
  const attempts = () =>
    shop.product.owner<{ status: string }>("select status from auto_top_up_attempts where business_id = $1", [
      business.id,
    ]);
  const use = (quantity: number) =>
    shop.ask("POST", "/usage", {
      businessId: business.id,
      body: { events: [{ key: newId(), service: "ai_agent_request", quantity }] },
    });
  await use(300);
  expect(await attempts()).toEqual([]);
  await use(150);
  // Whichever commit comes first after it has read which businesses have a rule.
  const useAndCount = async () => {
    await use(1);
    return (await attempts()).length;
  };
  await expect.poll(useAndCount, { timeout: 40_000 }).toBe(1);
  leaving.abort();
  await watching;
  await shop.settle();
  expect(await attempts()).toEqual([{ status: "paid" }]);
});
