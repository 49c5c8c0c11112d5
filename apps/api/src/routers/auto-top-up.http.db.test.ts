import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { runTopUp } from "../use-cases/run-top-up.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

type Rule = {
  enabled: boolean;
  consent: { who: string } | null;
  usedThisMonth: { amount: number } | null;
  pausedUntil: string | null;
  turnedOffReason: string | null;
  waitsForRise: boolean;
  lastAttempt: { status: string } | null;
};

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const RULE = { enabled: true, belowTokens: 100, package: "starter_pack", monthlyCap: 5_000, consent: true };
const set = (business: Shopper, more: object = {}) =>
  business.post<Rule>("PUT /auto-top-up", { ...RULE, ifBelow: "buy_now", ...more }, null);
const ruleOf = async (business: Shopper) => (await business.get<Rule>("/auto-top-up")).body;
const availableOf = async (business: Shopper) => (await business.get<{ available: number }>("/balance")).body.available;
const use = (business: Shopper, quantity: number) =>
  shop.ask("POST", "/usage", {
    businessId: business.id,
    body: { events: [{ key: newId(), service: "ai_agent_request", quantity }] },
  });

async function withCard(card?: string): Promise<Shopper> {
  const business = await shop.newBusiness();
  await shop.saveCard(business, card);
  return business;
}

const look = (business: Shopper) => runTopUp(shop.product.deps, business.id);
const attemptsOf = (business: Shopper) =>
  shop.product.owner<{ status: string; decline_code: string | null }>(
    "select status, decline_code from auto_top_up_attempts where business_id = $1 order by created_at",
    [business.id],
  );

test("it is off until a person agrees, with a card, a cap that can pay and a word about now", async () => {
  const business = await shop.newBusiness();
  expect(await ruleOf(business)).toMatchObject({ enabled: false, consent: null });
  const refused = await Promise.all([
    set(business, { consent: false }),
    set(business),
    set(business, { monthlyCap: 499 }),
  ]);
  expect(refused.map(({ error }) => error?.fields?.[0]?.path)).toEqual(["consent", "enabled", "monthlyCap"]);
  await shop.saveCard(business);
  const asks = await business.post("PUT /auto-top-up", RULE, null);
  expect(asks.error?.fields?.[0]?.path).toBe("ifBelow");
  expect(await attemptsOf(business)).toEqual([]);
  const on = await set(business);
  expect(on.body).toMatchObject({ enabled: true, consent: { who: shop.owner.userId } });
  await shop.settle();
  expect(await availableOf(business)).toBe(500);
  expect(await ruleOf(business)).toMatchObject({ usedThisMonth: { amount: 500 }, lastAttempt: { status: "paid" } });
});

test("who does not want to pay at once pays when the balance falls the next time", async () => {
  const business = await withCard();
  expect((await set(business, { ifBelow: "wait" })).body.waitsForRise).toBe(true);
  await look(business);
  expect(await attemptsOf(business)).toEqual([]);
  const bought = await business.post<{ checkoutUrl?: string }>("/purchase", { package: "starter_pack" });
  await shop.pay(bought.body.checkoutUrl ?? "");
  await shop.settle();
  await look(business);
  await use(business, 450);
  await look(business);
  await shop.settle();
  expect(await availableOf(business)).toBe(550);
  expect(await attemptsOf(business)).toMatchObject([{ status: "paid" }]);
});

test("however many look at once one attempt is made, and the next one not within ten minutes", async () => {
  const business = await withCard();
  await set(business, { ifBelow: "wait" });
  await shop.product.owner("update auto_top_up_rules set waits_for_rise = false where business_id = $1", [business.id]);
  await Promise.all([1, 2, 3, 4, 5].map(() => look(business)));
  await shop.settle();
  expect(await attemptsOf(business)).toMatchObject([{ status: "paid" }]);
  await use(business, 450);
  await look(business);
  expect(await attemptsOf(business)).toHaveLength(1);
  await shop.ask("POST", "/sandbox/clock", { body: { advanceSeconds: 601 } });
  await shop.settle();
  expect(await attemptsOf(business)).toMatchObject([{ status: "paid" }, { status: "paid" }]);
  expect(await availableOf(business)).toBe(550);
});

test("a declined card pauses it for an hour; the second time in a row it is off and says why", async () => {
  const business = await withCard("pm_card_chargeCustomerFail");
  const first = await set(business);
  expect(first.body).toMatchObject({ enabled: true, lastAttempt: { status: "declined" } });
  expect(first.body.pausedUntil).not.toBeNull();
  await shop.settle();
  await look(business);
  expect(await attemptsOf(business)).toHaveLength(1);
  await shop.ask("POST", "/sandbox/clock", { body: { advanceSeconds: 3_601 } });
  expect(await ruleOf(business)).toMatchObject({ enabled: false, turnedOffReason: "card_declined", pausedUntil: null });
  expect(await attemptsOf(business)).toMatchObject([
    { status: "declined", decline_code: "generic_decline" },
    { status: "declined", decline_code: "generic_decline" },
  ]);
  expect(await availableOf(business)).toBe(0);
});

test("a bank that asks for a person while nobody is there is a no", async () => {
  const business = await withCard("pm_card_authenticationRequired");
  await set(business);
  await shop.settle();
  expect(await attemptsOf(business)).toMatchObject([{ status: "declined", decline_code: "authentication_required" }]);
});

test("P02: an attempt that was cut off is taken up again under its own key and pays once", async () => {
  const business = await withCard();
  const fault = { kind: "reset", when: "after", method: "POST", path: "/v1/payment_intents", next: 3 };
  await shop.product.provider.control("POST", "/faults", fault);
  expect((await set(business)).status).toBe(200);
  await shop.product.provider.control("DELETE", "/faults");
  expect(await attemptsOf(business)).toMatchObject([{ status: "open" }]);
  await Promise.all([look(business), look(business)]);
  await shop.settle();
  expect(await attemptsOf(business)).toMatchObject([{ status: "paid" }]);
  expect(await availableOf(business)).toBe(500);
  const { data } = await shop.product.provider.stripe.paymentIntents.list({ limit: 100 });
  expect(data.filter(({ metadata }) => metadata["farebox_business_id"] === business.id)).toHaveLength(1);
});

test("the month's cap is never passed", async () => {
  const business = await withCard();
  await set(business, { monthlyCap: 700 });
  await shop.settle();
  await use(business, 450);
  await shop.ask("POST", "/sandbox/clock", { body: { advanceSeconds: 700 } });
  await look(business);
  expect(await attemptsOf(business)).toHaveLength(1);
});
