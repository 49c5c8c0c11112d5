import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { openShop, type Shop, type Shopper } from "./testing/shop.ts";

type Card = { id: string; last4: string; isDefault: boolean; expiresSoon: boolean };
type Bill = {
  id: string;
  kind: string;
  status: string;
  amount: { amount: number };
  refunded: { amount: number };
  url: string | null;
  purchaseId: string | null;
};
type Page<Item> = { items: Item[]; nextCursor: string | null };

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const availableOf = async (business: Shopper) => (await business.get<{ available: number }>("/balance")).body.available;

async function buy(business: Shopper, packageKey: string): Promise<string> {
  const { body } = await business.post<{ purchaseId: string; checkoutUrl?: string }>("/purchase", {
    package: packageKey,
  });
  await shop.pay(body.checkoutUrl ?? "");
  await shop.settle();
  return body.purchaseId;
}

const refund = (business: Shopper, body: object) =>
  shop.ask<{ refundId: string; amount: { amount: number } }>("POST", "/admin/refunds", {
    businessId: business.id,
    body: { reason: "asked for", key: newId(), ...body },
  });

test("cards are listed, one is the default, and only a card of one's own can be chosen or forgotten", async () => {
  const business = await shop.newBusiness();
  expect((await business.get<Page<Card>>("/payment-methods")).body.items).toEqual([]);
  const first = await shop.saveCard(business);
  const second = await shop.saveCard(business, "pm_card_mastercard");
  const { body } = await business.get<Page<Card>>("/payment-methods");
  expect(body.items.map(({ id, isDefault }) => [id, isDefault])).toEqual([
    [second, true],
    [first, false],
  ]);
  const chosen = await business.post<Page<Card>>(`/payment-methods/${first}/default`, {}, null);
  expect(chosen.body.items.find(({ isDefault }) => isDefault)?.id).toBe(first);
  const left = await business.post<Page<Card>>(`DELETE /payment-methods/${first}`, {});
  expect(left.body.items).toMatchObject([{ id: second, isDefault: true, last4: "4444" }]);
  const stranger = await shop.newBusiness();
  const theirs = await shop.saveCard(stranger);
  expect((await business.post(`DELETE /payment-methods/${theirs}`, {})).error?.code).toBe("not_found");
  expect((await business.post(`/payment-methods/${theirs}/default`, {}, null)).error?.code).toBe("not_found");
});

test("pages for cards and invoices come back to us and nowhere else", async () => {
  const business = await shop.newBusiness();
  for (const path of ["/payment-methods", "/portal"]) {
    const page = await business.post<{ url: string }>(path, { returnUrl: "/dashboard/billing" }, null);
    expect(page.body.url).toMatch(/^http/);
    const away = await business.post(path, { returnUrl: "https://evil.example" }, null);
    expect(away.error?.fields?.[0]?.path).toBe("returnUrl");
  }
});

test("the provider's portal is opened in our configuration, where plans cannot be switched", async () => {
  const business = await shop.newBusiness();
  const { provider } = shop.product;
  provider.requests.length = 0;
  expect((await business.post("/portal", {}, null)).status).toBe(200);
  const asked = provider.requests.find(({ path }) => path === "/v1/billing_portal/sessions");
  const configuration = await provider.stripe.billingPortal.configurations.retrieve(
    asked?.parameters["configuration"] ?? "",
  );
  expect(configuration.features.subscription_update.enabled).toBe(false);
});

test("invoices of plans and receipts of packages are one list, page by page, with what went back", async () => {
  const business = await shop.newBusiness();
  expect((await business.get<Page<Bill>>("/invoices")).body).toEqual({ items: [], nextCursor: null });
  const purchaseId = await buy(business, "starter_pack");
  await buy(business, "growth_pack");
  const { body: subscribed } = await business.post<{ checkoutUrl: string }>("/subscribe", { plan: "starter" });
  await shop.pay(subscribed.checkoutUrl);
  await shop.settle();
  await refund(business, { payment: `purchase:${purchaseId}` });
  const { body: all } = await business.get<Page<Bill>>("/invoices");
  expect(all.nextCursor).toBeNull();
  expect(
    all.items.map(({ kind, status, amount, refunded }) => [kind, status, amount.amount, refunded.amount]).sort(),
  ).toEqual([
    ["invoice", "paid", 900, 0],
    ["receipt", "paid", 1_800, 0],
    ["receipt", "refunded", 500, 500],
  ]);
  expect(all.items.every(({ url }) => url?.startsWith("http"))).toBe(true);
  const paged: string[] = [];
  for (let cursor: string | null = "first"; cursor !== null; ) {
    const page: Page<Bill> = (
      await business.get<Page<Bill>>(`/invoices?limit=1${cursor === "first" ? "" : `&cursor=${cursor}`}`)
    ).body;
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all.items.map(({ id }) => id));
});

test("M01: an operator gives money back once per key, and the tokens go with it", async () => {
  const business = await shop.newBusiness();
  const purchaseId = await buy(business, "growth_pack");
  const key = newId();
  const payment = `purchase:${purchaseId}`;
  const [first, again] = [await refund(business, { payment, key }), await refund(business, { payment, key })];
  expect(first).toMatchObject({ status: 200, body: { amount: { amount: 1_800, currency: "usd" } } });
  expect(again.body.refundId).toBe(first.body.refundId);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  await shop.settle();
  expect(await availableOf(business)).toBe(0);
  expect((await refund(business, { payment, key, amount: 5 })).error?.code).toBe("idempotency_mismatch");
  expect((await refund(business, { payment })).error).toMatchObject({ code: "provider_refused" });
});

test("only what this business paid can be given back", async () => {
  const business = await shop.newBusiness();
  const stranger = await shop.newBusiness();
  const theirs = await buy(stranger, "starter_pack");
  const open = await business.post<{ purchaseId: string }>("/purchase", { package: "starter_pack" });
  const answers = await Promise.all([
    refund(business, { payment: `purchase:${theirs}` }),
    refund(business, { payment: `purchase:${newId()}` }),
    refund(business, { payment: "invoice:in_nothing" }),
    refund(business, { payment: `purchase:${open.body.purchaseId}` }),
    refund(business, { payment: "charge:ch_1" }),
    refund(business, { payment: `purchase:${theirs}`, reason: "" }),
  ]);
  expect(answers.map(({ error }) => error?.fields?.[0]?.path ?? error?.code)).toEqual([
    "not_found",
    "not_found",
    "not_found",
    "payment",
    "payment",
    "reason",
  ]);
});

test("M34: an invoice of a plan is given back in part, and its tokens in the same share", async () => {
  const business = await shop.newBusiness();
  const { body } = await business.post<{ checkoutUrl: string }>("/subscribe", { plan: "starter" });
  await shop.pay(body.checkoutUrl);
  await shop.settle();
  const { items } = (await business.get<Page<Bill>>("/invoices")).body;
  const made = await refund(business, { payment: `invoice:${items[0]?.id}`, amount: 450 });
  expect(made.status).toBe(200);
  await shop.settle();
  expect(await availableOf(business)).toBe(500);
});

test("what needs the provider says so while it is away; everything else goes on", async () => {
  const business = await shop.newBusiness();
  await shop.saveCard(business);
  await shop.product.provider.control("POST", "/faults", { kind: "error", next: 100 });
  try {
    const answers = await Promise.all([
      business.get("/payment-methods"),
      business.get("/invoices"),
      business.post("/portal", {}, null),
      business.post("/subscription/preview", { plan: "pro" }),
      business.post("/subscribe", { plan: "pro" }),
    ]);
    expect(answers.map(({ status, error }) => [status, error?.code])).toEqual(
      Array(answers.length).fill([503, "provider_unavailable"]),
    );
    for (const path of ["/balance", "/subscription", "/purchases", "/transactions", "/auto-top-up", "/plans"])
      expect([path, (await business.get(path)).status]).toEqual([path, 200]);
  } finally {
    await shop.product.provider.control("DELETE", "/faults");
  }
});
