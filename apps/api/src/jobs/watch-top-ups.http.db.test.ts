import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop } from "../routers/testing/shop.ts";
import { watchTopUps } from "./watch-top-ups.ts";

type Business = Awaited<ReturnType<Shop["newBusiness"]>>;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

test("a commit that crosses the line buys the package by itself, once", async () => {
  const business = await newBuyer();
  await turnOn(business);
  const leaving = new AbortController();
  const watching = watchTopUps(shop.product.deps, leaving.signal);
  await use(business, 300);
  expect(await attempts(business)).toEqual([]);
  await use(business, 150);
  // Whichever commit comes first after it has read which businesses have a rule.
  const useAndCount = async () => {
    await use(business, 1);
    return (await attempts(business)).length;
  };
  await expect.poll(useAndCount, { timeout: 40_000 }).toBe(1);
  leaving.abort();
  await watching;
  await shop.settle();
  expect(await attempts(business)).toEqual([{ status: "paid" }]);
});

test("a rule that was turned on a moment before the commit counts as well", async () => {
  const [known, business] = [await newBuyer(), await newBuyer()];
  await turnOn(known);
  const leaving = new AbortController();
  const watching = watchTopUps(shop.product.deps, leaving.signal);
  await use(known, 450);
  // It has read the rules there were, and reads them again only after some seconds.
  await expect.poll(() => attempts(known), { timeout: 40_000 }).toHaveLength(1);
  await turnOn(business);
  await use(business, 450);
  await expect.poll(() => attempts(business), { timeout: 40_000 }).toHaveLength(1);
  leaving.abort();
  await watching;
  await shop.settle();
});

async function newBuyer(): Promise<Business> {
  const business = await shop.newBusiness();
  const bought = await business.post<{ checkoutUrl?: string }>("/purchase", { package: "starter_pack" });
  await shop.pay(bought.body.checkoutUrl ?? "");
  await shop.settle();
  await shop.saveCard(business);
  return business;
}

async function turnOn(business: Business): Promise<void> {
  const rule = { enabled: true, belowTokens: 100, package: "starter_pack", monthlyCap: 5_000, consent: true };
  expect((await business.post("PUT /auto-top-up", rule, null)).status).toBe(200);
}

const use = (business: Business, quantity: number) =>
  shop.ask("POST", "/usage", {
    businessId: business.id,
    body: { events: [{ key: newId(), service: "ai_agent_request", quantity }] },
  });

const attempts = (business: Business) =>
  shop.product.owner<{ status: string }>("select status from auto_top_up_attempts where business_id = $1", [
    business.id,
  ]);
