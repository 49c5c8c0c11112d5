import { afterAll, beforeAll, expect, test } from "vitest";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const home = newHome();
let product: Product;
let billing: BillingClient;

beforeAll(async () => {
  product = await startProduct(home);
  billing = billingClient({ url: product.url, key: product.operatorKey });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const figures = async (id: string) => {
  const { available, debt, total, upcoming, status } = await billing.balance(id);
  return { available, debt, total, upcoming, status };
};

test("debt is repaid by the next grant, and a correction returns every token, debt and all", async () => {
  const { id } = await billing.createBusiness("Overdrawn");
  const [line] = await billing.record(
    [{ key: "long", service: "ai_agent_request", quantity: 150, allowOverdraft: true }],
    id,
  );
  expect(line).toMatchObject({ outcome: "recorded", charged: 150, balanceAfter: -50 });
  expect(await figures(id)).toEqual({ available: 0, debt: 50, total: -50, upcoming: 0, status: "overdrawn" });

  const [refused] = await billing.record([{ key: "small", service: "sms", quantity: 1 }], id);
  expect(refused).toMatchObject({ outcome: "refused", reason: "insufficient_tokens" });

  await billing.grant(id, { key: "first", tokens: 20 });
  expect(await figures(id)).toEqual({ available: 0, debt: 30, total: -30, upcoming: 0, status: "overdrawn" });

  await billing.grant(id, { key: "second", tokens: 100 });
  expect(await figures(id)).toEqual({ available: 70, debt: 0, total: 70, upcoming: 0, status: "low" });

  await billing.correct(id, line?.id ?? "", { reason: "reported twice" });
  expect(await figures(id)).toEqual({ available: 220, debt: 0, total: 220, upcoming: 0, status: "ok" });
});

test("an upcoming grant waits, pays the debt when its time comes, and what expired stays gone", async () => {
  const { id } = await billing.createBusiness("Patient");
  const clock = await billing.must<{ now: string }>("GET", "/sandbox/clock");
  const at = (seconds: number) => new Date(Date.parse(clock.now) + seconds * 1000).toISOString();
  await billing.grant(id, { key: "soon", tokens: 80, effectiveAt: at(3600), expiresAt: at(7200) });
  await billing.record([{ key: "work", service: "ai_agent_request", quantity: 130, allowOverdraft: true }], id);
  expect(await figures(id)).toEqual({ available: 0, debt: 30, total: -30, upcoming: 80, status: "overdrawn" });

  await billing.must("POST", "/sandbox/clock", { body: { advanceSeconds: 3601 } });
  expect(await figures(id)).toEqual({ available: 50, debt: 0, total: 50, upcoming: 0, status: "low" });

  await billing.must("POST", "/sandbox/clock", { body: { advanceSeconds: 3600 } });
  expect(await figures(id)).toEqual({ available: 0, debt: 0, total: 0, upcoming: 0, status: "empty" });
  const ledger = await billing.allTransactions(id);
  expect(ledger.find((entry) => entry.type === "expiry")).toMatchObject({ amount: -50, balanceAfter: 0 });
});
