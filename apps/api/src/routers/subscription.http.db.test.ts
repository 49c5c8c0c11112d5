import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

type Subscription = {
  plan: { key: string };
  status: string;
  cancelsAt: string | null;
  pending: { plan: string; at: string } | null;
  currentPeriod: { start: string; end: string } | null;
};
type Subscribed = { action: string; checkoutUrl?: string; subscription: Subscription };
type Preview = {
  action: string;
  previewedAt: string;
  money: { dueNow: { amount: number }; lines: { amount: { amount: number } }[]; next: { amount: { amount: number } } };
  tokens: { now: number; monthly: number };
};

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const wants = (business: Shopper, plan: string, more: object = {}, key?: string | null) =>
  business.post<Subscribed>("/subscribe", { plan, ...more }, key);

async function subscribedTo(plan: string): Promise<Shopper> {
  const business = await shop.newBusiness();
  const { body } = await wants(business, plan);
  await shop.pay(body.checkoutUrl ?? "");
  await shop.settle();
  return business;
}

const planOf = async (business: Shopper) => (await business.get<Subscription>("/subscription")).body;
const availableOf = async (business: Shopper) => (await business.get<{ available: number }>("/balance")).body.available;

test("a first plan is paid on the hosted page; its month of tokens comes with the paid invoice", async () => {
  const business = await shop.newBusiness();
  const preview = await business.post<Preview>("/subscription/preview", { plan: "starter" });
  expect(preview.body).toMatchObject({
    action: "create",
    money: { dueNow: { amount: 900 }, next: { amount: { amount: 900 } } },
    tokens: { now: 1_000, monthly: 1_000 },
  });
  const asked = await wants(business, "starter");
  expect(asked).toMatchObject({ status: 200, body: { action: "create", subscription: { status: "none" } } });
  expect(await availableOf(business)).toBe(0);
  const { location } = await shop.pay(asked.body.checkoutUrl ?? "");
  expect(location).toContain("subscribed=starter");
  await shop.settle();
  expect(await planOf(business)).toMatchObject({ plan: { key: "starter" }, status: "active" });
  expect(await availableOf(business)).toBe(1_000);
  expect((await wants(business, "starter")).error?.code).toBe("already_on_plan");
});

test("M21: two tabs get one page; another plan closes it, and once one is paid the other is refused before payment", async () => {
  const business = await shop.newBusiness();
  const [first, second] = await Promise.all([wants(business, "starter"), wants(business, "starter")]);
  expect(first.body.checkoutUrl).toMatch(/^http/);
  expect(second.body.checkoutUrl).toBe(first.body.checkoutUrl);
  const other = await wants(business, "pro");
  expect(other.body.checkoutUrl).not.toBe(first.body.checkoutUrl);
  expect((await shop.pay(first.body.checkoutUrl ?? "")).location).toBeNull();
  await shop.pay(other.body.checkoutUrl ?? "");
  // Nothing of it was told to us yet.
  expect((await wants(business, "pro")).error?.code).toBe("already_on_plan");
  await shop.settle();
  expect(await planOf(business)).toMatchObject({ plan: { key: "pro" }, status: "active" });
  expect(await availableOf(business)).toBe(5_000);
});

test("an upgrade costs what its preview said, brings the tokens of what is left, and is done once however often it is asked", async () => {
  const business = await subscribedTo("starter");
  const { body: preview } = await business.post<Preview>("/subscription/preview", { plan: "pro" });
  expect(preview).toMatchObject({ action: "upgrade", tokens: { monthly: 5_000 } });
  const key = newId();
  const [done, ...again] = await Promise.all(
    [1, 2, 3].map(() => wants(business, "pro", { previewedAt: preview.previewedAt }, key)),
  );
  expect(done).toMatchObject({ status: 200, body: { action: "upgrade", subscription: { plan: { key: "pro" } } } });
  expect(again.map(({ status }) => status)).toEqual([200, 200]);
  await shop.settle();
  expect(await availableOf(business)).toBe(1_000 + preview.tokens.now);
  const [invoice] = (await shop.product.provider.stripe.invoices.list({ limit: 1 })).data;
  expect(invoice).toMatchObject({ status: "paid", total: preview.money.dueNow.amount });
  const replay = await wants(business, "pro", {}, key);
  expect(replay.headers.get("idempotent-replayed")).toBe("true");
  expect(replay.body.subscription.plan.key).toBe("pro");
  expect((await wants(business, "business", {}, key)).error).toMatchObject({
    code: "idempotency_mismatch",
    details: { field: "plan" },
  });
});

test("an upgrade that the bank declines moves nothing and leaves nothing to be paid", async () => {
  const business = await subscribedTo("starter");
  await shop.saveCard(business, "pm_card_chargeCustomerFail");
  const declined = await wants(business, "pro");
  expect(declined).toMatchObject({ status: 402, error: { code: "card_declined" } });
  await shop.settle();
  expect(await planOf(business)).toMatchObject({ plan: { key: "starter" }, status: "active" });
  expect(await availableOf(business)).toBe(1_000);
  await shop.saveCard(business);
  expect((await wants(business, "pro")).body).toMatchObject({ action: "upgrade" });
  await shop.settle();
  expect(await planOf(business)).toMatchObject({ plan: { key: "pro" } });
});

test("an upgrade whose bank asks for a confirmation waits for it on the bank's page", async () => {
  const business = await subscribedTo("starter");
  await shop.saveCard(business, "pm_card_authenticationRequired");
  const asked = await wants(business, "pro");
  expect(asked).toMatchObject({ status: 402, error: { code: "payment_action_required" } });
  expect(asked.error?.details?.["url"]).toMatch(/^http/);
  expect(await planOf(business)).toMatchObject({ plan: { key: "starter" } });
});

test("a smaller plan waits for the end of what was paid for, and can be taken back", async () => {
  const business = await subscribedTo("pro");
  const { body: preview } = await business.post<Preview>("/subscription/preview", { plan: "starter" });
  expect(preview).toMatchObject({
    action: "downgrade",
    money: { dueNow: { amount: 0 }, next: { amount: { amount: 900 } } },
    tokens: { now: 0, monthly: 1_000 },
  });
  const { body } = await wants(business, "starter");
  expect(body).toMatchObject({
    action: "downgrade",
    subscription: { plan: { key: "pro" }, pending: { plan: "starter" } },
  });
  expect(body.subscription.pending?.at).toBe(body.subscription.currentPeriod?.end);
  expect((await wants(business, "pro")).body).toMatchObject({ action: "resume", subscription: { pending: null } });
  await shop.settle();
  expect(await planOf(business)).toMatchObject({ plan: { key: "pro" }, pending: null, cancelsAt: null });
});

test("C21: an end at the period's end takes no token and can be taken back until then; an end now is final", async () => {
  const business = await subscribedTo("starter");
  const { body: ends } = await business.post<{ subscription: Subscription }>("DELETE /subscription", {});
  expect(ends.subscription).toMatchObject({ status: "active" });
  expect(ends.subscription.cancelsAt).toBe(ends.subscription.currentPeriod?.end);
  expect(await availableOf(business)).toBe(1_000);
  const { body: kept } = await business.post<{ subscription: Subscription }>("/subscription/resume", {}, null);
  expect(kept.subscription.cancelsAt).toBeNull();
  const now = await business.post<{ subscription: Subscription }>("DELETE /subscription?at=now", {});
  expect(now.body.subscription).toMatchObject({ status: "canceled", plan: { key: "free" } });
  await shop.settle();
  expect(await planOf(business)).toMatchObject({ status: "canceled", plan: { key: "free" } });
  expect((await business.post("DELETE /subscription", {})).error?.code).toBe("not_found");
});

test("why somebody leaves is kept with the subscription at the payment provider", async () => {
  const business = await subscribedTo("starter");
  const { status } = await business.post("DELETE /subscription?reason=too_expensive", {});
  expect(status).toBe(200);
  const [subscription] = (await shop.product.provider.stripe.subscriptions.list({ limit: 1 })).data;
  expect(subscription?.cancellation_details?.feedback).toBe("too_expensive");
  expect((await business.post("DELETE /subscription?reason=because", {})).error?.code).toBe("validation_failed");
});

test("unknown plans, intervals that are not sold and what a client may not send are refused", async () => {
  const business = await shop.newBusiness();
  const refused = await Promise.all([
    wants(business, "platinum"),
    wants(business, "free"),
    wants(business, "starter", { interval: "year" }),
    wants(business, "starter", { tokens: 9 }),
    wants(business, "starter", { price: 1 }),
    wants(business, "starter", {}, null),
    wants(business, "starter", { returnUrl: "https://evil.example/" }),
    wants(business, "starter", { previewedAt: "2020-01-01T00:00:00Z" }),
  ]);
  expect(refused.map(({ error }) => error?.fields?.[0]?.path ?? error?.code)).toEqual([
    "unknown_plan",
    "unknown_plan",
    "unknown_plan",
    "tokens",
    "price",
    "key",
    "returnUrl",
    "previewedAt",
  ]);
});
