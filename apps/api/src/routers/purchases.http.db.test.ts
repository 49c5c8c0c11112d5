import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

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

const availableOf = async (business: Shopper) => (await business.get<Balance>("/balance")).body.available;

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

test("C18: a double click, two tabs and a reload are one purchase, one page and one payment", async () => {
  const business = await shop.newBusiness();
  const key = newId();
  const clicks = await Promise.all([
    ...[1, 2, 3].map(() => business.post<Purchase>("/purchase", { package: "growth_pack" }, key)),
    ...[1, 2, 3].map(() => business.post<Purchase>("/purchase", { package: "growth_pack", returnUrl: "/other" })),
  ]);
  expect(clicks.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(new Set(clicks.map(({ body }) => `${body.purchaseId} ${body.checkoutUrl}`)).size).toBe(1);
  const reload = await business.post<Purchase>("/purchase", { package: "growth_pack" }, key);
  expect([reload.headers.get("idempotent-replayed"), reload.body.status]).toEqual(["true", "open"]);
  await shop.pay(clicks[0]?.body.checkoutUrl ?? "");
  expect((await shop.pay(clicks[0]?.body.checkoutUrl ?? "")).location).toBeNull();
  await shop.settle();
  const replay = await business.post<Purchase>("/purchase", { package: "growth_pack" }, key);
  expect(replay.body).toMatchObject({ status: "paid", purchaseId: reload.body.purchaseId });
  expect(await availableOf(business)).toBe(2_200);
  expect((await business.get<{ items: object[] }>("/purchases")).body.items).toHaveLength(1);
});

test("a key of a second tab stands for the same purchase after it was paid, and for no other package", async () => {
  const business = await shop.newBusiness();
  const keys = [newId(), newId()] as const;
  const [first] = await Promise.all(
    keys.map((key) => business.post<Purchase>("/purchase", { package: "starter_pack" }, key)),
  );
  await shop.pay(first?.body.checkoutUrl ?? "");
  await shop.settle();
  for (const key of keys) {
    const again = await business.post<Purchase>("/purchase", { package: "starter_pack" }, key);
    expect(again.body).toMatchObject({ purchaseId: first?.body.purchaseId, status: "paid" });
    const other = await business.post("/purchase", { package: "growth_pack" }, key);
    expect(other).toMatchObject({
      status: 409,
      error: { code: "idempotency_mismatch", details: { field: "package" } },
    });
  }
});

test("a saved card is charged by one click, once for its key; the tokens come with the fact", async () => {
  const business = await shop.newBusiness();
  const refused = await business.post("/purchase", { package: "starter_pack", payWith: "saved_card" });
  expect(refused.error?.fields?.[0]?.path).toBe("payWith");
  await shop.saveCard(business);
  const key = newId();
  const clicks = await Promise.all(
    [1, 2, 3].map(() => business.post<Purchase>("/purchase", { package: "starter_pack", payWith: "saved_card" }, key)),
  );
  expect(clicks.map(({ status, body }) => [status, body.status])).toEqual(Array(3).fill([200, "processing"]));
  await shop.settle();
  expect(await availableOf(business)).toBe(500);
  const { data } = await shop.product.provider.stripe.paymentIntents.list({ limit: 100 });
  const ours = data.filter(({ metadata }) => metadata["farebox_business_id"] === business.id);
  expect(ours).toMatchObject([{ amount: 500, status: "succeeded" }]);
});

test("who has a page open and charges the card instead pays once: the page is closed first", async () => {
  const business = await shop.newBusiness();
  await shop.saveCard(business);
  const page = await business.post<Purchase>("/purchase", { package: "starter_pack" });
  const card = await business.post<Purchase>("/purchase", { package: "starter_pack", payWith: "saved_card" });
  expect(card.body.purchaseId).not.toBe(page.body.purchaseId);
  expect((await shop.pay(page.body.checkoutUrl ?? "")).location).toBeNull();
  await shop.settle();
  expect(await availableOf(business)).toBe(500);
});

test("a declined card is told with the bank's reason, grants nothing, and another card can be tried", async () => {
  const business = await shop.newBusiness();
  await shop.saveCard(business, "pm_card_chargeCustomerFail");
  const key = newId();
  const declined = await business.post("/purchase", { package: "starter_pack", payWith: "saved_card" }, key);
  expect(declined).toMatchObject({
    status: 402,
    error: { code: "card_declined", details: { declineCode: "generic_decline" } },
  });
  const replay = await business.post<Purchase>("/purchase", { package: "starter_pack", payWith: "saved_card" }, key);
  expect(replay.body).toMatchObject({ status: "failed", failureCode: "generic_decline" });
  await shop.settle();
  expect(await availableOf(business)).toBe(0);
  await shop.saveCard(business);
  await business.post<Purchase>("/purchase", { package: "starter_pack", payWith: "saved_card" });
  await shop.settle();
  expect(await availableOf(business)).toBe(500);
});

test("a card whose bank asks for a confirmation leads to the bank's page; confirmed it is paid, turned down it failed", async () => {
  const business = await shop.newBusiness();
  await shop.saveCard(business, "pm_card_authenticationRequired");
  for (const [outcome, status] of [
    ["complete", "paid"],
    ["fail", "failed"],
  ] as const) {
    const asked = await business.post<Purchase>("/purchase", { package: "starter_pack", payWith: "saved_card" });
    expect(asked.body.status).toBe("open");
    const back = await shop.confirm(asked.body.checkoutUrl ?? "", outcome);
    expect(back).toContain(`purchase=${asked.body.purchaseId}`);
    await shop.settle();
    expect((await business.get<Purchase>(`/purchases/${asked.body.purchaseId}`)).body.status).toBe(status);
  }
  expect(await availableOf(business)).toBe(500);
});

test("I18, I22: what a client may not decide is refused, and nothing is written", async () => {
  const business = await shop.newBusiness();
  const prices = await shop.product.provider.stripe.prices.list({ limit: 1 });
  const bodies: readonly [object, string][] = [
    [{ package: "no_pack" }, "unknown_package"],
    [{ package: prices.data[0]?.id }, "unknown_package"],
    [{ package: "starter_pack", price: 1 }, "price"],
    [{ package: "starter_pack", tokens: 1 }, "tokens"],
    [{ package: "starter_pack", bonus: 1 }, "bonus"],
    [{ package: "starter_pack", customer: "cus_1" }, "customer"],
    [{ package: "starter_pack", tenantId: business.id }, "tenantId"],
    ...[
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "data:text/html,x",
      shop.product.url.replace("://", "://user:pass@"),
      `${shop.product.url}.evil.example`,
      `${shop.product.url}@evil.example`,
      "/a\tb",
      "billing",
    ].map((returnUrl): [object, string] => [{ package: "starter_pack", returnUrl }, "returnUrl"]),
  ];
  for (const [body, wanted] of bodies) {
    const { error } = await business.post("/purchase", body);
    expect([body, error?.fields?.[0]?.path ?? error?.code]).toEqual([body, wanted]);
  }
  const withoutKey = await business.post("/purchase", { package: "starter_pack" }, null);
  expect(withoutKey).toMatchObject({ status: 400, error: { code: "validation_failed", fields: [{ path: "key" }] } });
  expect((await business.get<{ items: object[] }>("/purchases")).body.items).toEqual([]);
});

test("M17: a price that changes while the page is open changes nothing of what was offered", async () => {
  const business = await shop.newBusiness();
  const { body } = await business.post<Purchase>("/purchase", { package: "scale_pack" });
  await shop.product.owner("update token_packages set tokens_micro = tokens_micro / 2 where key = 'scale_pack'");
  try {
    await shop.pay(body.checkoutUrl ?? "");
    await shop.settle();
    expect(await availableOf(business)).toBe(5_750);
    const stale = await business.post("/purchase", { package: "scale_pack" });
    expect(stale).toMatchObject({ status: 503, error: { code: "catalog_not_synced" } });
  } finally {
    await shop.product.owner("update token_packages set tokens_micro = tokens_micro * 2 where key = 'scale_pack'");
  }
});

test("a suspended business buys nothing", async () => {
  const business = await shop.newBusiness();
  await shop.product.deps.ledger.submit(business.id, { kind: "change_settings", suspension: { reason: "unpaid" } });
  expect((await business.post("/purchase", { package: "starter_pack" })).error?.code).toBe("business_suspended");
  const byKey = await shop.ask("POST", "/purchase", {
    businessId: business.id,
    body: { package: "starter_pack", key: newId() },
  });
  expect(byKey.error?.code).toBe("business_suspended");
});

test("who follows the balance is told when a purchase opens, is declined and is paid: nothing has to be asked by a timer", async () => {
  const business = await shop.newBusiness();
  const versionOf = async () => (await business.get<{ version: number }>("/balance")).body.version;
  const hints: string[] = [];
  const stop = shop.product.deps.live.hear((id) => hints.push(id));
  let version = await versionOf();
  await shop.saveCard(business, "pm_card_chargeCustomerFail");
  await business.post("/purchase", { package: "starter_pack", payWith: "saved_card" });
  expect(await versionOf()).toBeGreaterThan(version);
  version = await versionOf();
  const { body } = await business.post<Purchase>("/purchase", { package: "starter_pack" });
  expect(await versionOf()).toBeGreaterThan(version);
  version = await versionOf();
  await shop.pay(body.checkoutUrl ?? "");
  await shop.settle();
  expect(await versionOf()).toBeGreaterThan(version);
  expect(hints.filter((id) => id === business.id).length).toBeGreaterThanOrEqual(3);
  stop();
});
