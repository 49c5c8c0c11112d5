import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { beginPurchase, newBuyer } from "../src/buyer.ts";
import { inDatabase } from "../src/in-database.ts";
import { moneyClock } from "../src/money-clock.ts";
import { openProductAndProvider, type ProductAndProvider } from "../src/open-provider.ts";
import { type RecordingProxy, type SeenRequest, startRecordingProxy } from "../src/recording-proxy.ts";
import { payAtCheckout } from "../src/stripe-side.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const API_VERSION = "2026-10-28.endive";
const CARD_NUMBER = "4242424242424242";

let proxy: RecordingProxy;
let both: ProductAndProvider;
let businessId: string;
let asked: readonly SeenRequest[];

beforeAll(async () => {
  proxy = await startRecordingProxy();
  both = await openProductAndProvider(proxy);
  businessId = await sellEverything();
  asked = proxy.seen.filter(({ path }) => path.startsWith("/v1/"));
});
afterAll(async () => {
  await both?.close();
  await proxy?.stop();
});

describe("what the product asks its payment provider for", () => {
  test("carries one version of the API, and one key of ours", () => {
    expect(asked.length).toBeGreaterThan(30);
    expect(new Set(asked.map(({ headers }) => headers["stripe-version"]))).toEqual(new Set([API_VERSION]));
    expect(new Set(asked.map(({ headers }) => headers["authorization"]))).toEqual(
      new Set(["Bearer sk_test_local_dev"]),
    );
  });

  test("can be asked again: every change has an idempotency key, and what is made or moves money one that we chose", () => {
    const changes = asked.filter(({ method }) => method === "POST");
    expect(changes.filter(({ headers }) => headers["idempotency-key"] === undefined)).toEqual([]);
    // That something ends, or goes on, may be said twice without a key.
    const made = changes.filter(
      ({ path, body }) =>
        MAKES.some((pattern) => pattern.test(path)) && !/cancel_at/.test(body) && !/mode=setup/.test(body),
    );
    const kinds = MAKES.filter((pattern) => made.some(({ path }) => pattern.test(path)));
    expect(kinds, "each of them was asked for").toEqual(MAKES);
    for (const { path, headers } of made) expect(headers["idempotency-key"], path).not.toMatch(/^stripe-node-retry-/);
    const keys = made.map(({ path, headers }) => `${path} ${headers["idempotency-key"]}`);
    expect(new Set(keys).size, "and no two of them share one").toBe(keys.length);
  });

  test("says whose it is, and of a package which purchase", () => {
    const made = asked.filter(({ method, path }) => method === "POST" && OWNED.some((pattern) => pattern.test(path)));
    expect(made.length).toBeGreaterThanOrEqual(5);
    for (const { path, body } of made) {
      const said = new URLSearchParams(body);
      expect(said.get("metadata[farebox_business_id]"), path).toBe(businessId);
      if (path === "/v1/checkout/sessions" && said.get("mode") === "payment") {
        expect(said.get("metadata[purchase_id]")).toMatch(/^[0-9a-f-]{36}$/);
        expect(said.get("payment_intent_data[metadata][purchase_id]")).toBe(said.get("metadata[purchase_id]"));
        expect(said.get("payment_intent_data[metadata][farebox_business_id]")).toBe(businessId);
      }
      if (path === "/v1/checkout/sessions" && said.get("mode") === "subscription")
        expect(said.get("subscription_data[metadata][farebox_business_id]")).toBe(businessId);
      if (path === "/v1/payment_intents") expect(said.get("metadata[purchase_id]")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test("has nothing of a card in it", () => {
    for (const { method, path, body } of asked) {
      expect(`${path} ${body}`, `${method} ${path}`).not.toMatch(
        /\b\d{13,19}\b|(card|%5B)\[?(number|cvc|exp_month|exp_year)/i,
      );
      const names = [...new URLSearchParams(body).keys()];
      expect(
        names.filter((name) => /number|cvc|exp_|\bcard\[/.test(name)),
        `${method} ${path}`,
      ).toEqual([]);
    }
  });
});

test("the number of a card that was paid with is nowhere on our side", async () => {
  const product = both.product();
  const tables = await inDatabase<{ name: string }>(
    product,
    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
  );
  expect(tables.length).toBeGreaterThan(30);
  for (const { name } of tables) {
    const found = await inDatabase(product, `select 1 from ${name} as each where each::text ~ $1 limit 1`, [
      CARD_NUMBER.replace(/(\d{4})(?=\d)/g, "$1[ -]?"),
    ]);
    expect(found, name).toEqual([]);
  }
  expect(readFileSync(join(product.home, "farebox.log"), "utf8")).not.toContain(CARD_NUMBER);
});

test("after all of it every book holds", () => {
  const verified = verifyLedger(both.product());
  expect(verified.status, verified.output).toBe(0);
});

/** Made, or money moved. */
const MAKES = [
  /^\/v1\/customers$/,
  /^\/v1\/checkout\/sessions$/,
  /^\/v1\/payment_intents$/,
  /^\/v1\/subscriptions\/sub_\w+$/,
  /^\/v1\/subscription_schedules$/,
  /^\/v1\/refunds$/,
] as const;

const OWNED = [
  /^\/v1\/customers$/,
  /^\/v1\/checkout\/sessions$/,
  /^\/v1\/payment_intents$/,
  /^\/v1\/refunds$/,
] as const;

/** Everything that can be bought, changed and given back, by the product's own doors. */
async function sellEverything(): Promise<string> {
  const product = both.product();
  const clock = moneyClock(product);
  const buyer = await newBuyer(product, both.side, "Buys everything");
  await payAtCheckout(buyer.checkoutUrl, CARD_NUMBER.replace(/(\d{4})(?=\d)/g, "$1 "));
  await clock.settle();
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const ask = <T>(method: string, path: string, body?: object) =>
    billing.must<T>(method, path, {
      business: buyer.businessId,
      ...(body !== undefined && { body, headers: { "idempotency-key": randomUUID() } }),
    });
  const subscribe = (plan: string) => ask<{ action: string; checkoutUrl?: string }>("POST", "/subscribe", { plan });

  const { purchaseId } = await beginPurchase(product, buyer.businessId, "growth_pack");
  await ask("POST", "/purchase", { package: "scale_pack", payWith: "saved_card" });
  await ask("POST", "/subscription/preview", { plan: "starter" });
  const { checkoutUrl = "" } = await subscribe("starter");
  await payAtCheckout(checkoutUrl);
  await clock.settle();
  await ask("POST", "/subscription/preview", { plan: "pro" });
  expect((await subscribe("pro")).action).toBe("upgrade");
  await clock.settle();
  expect((await subscribe("starter")).action).toBe("downgrade");
  await ask("POST", "/subscription/resume", {});
  await ask("DELETE", "/subscription?at=period_end");
  await ask("POST", "/subscription/resume", {});
  await ask("GET", "/payment-methods");
  await ask("POST", "/payment-methods", {});
  await ask("POST", "/portal", {});
  await ask("GET", "/invoices");
  const { items } = await ask<{ items: { purchaseId: string; status: string }[] }>("GET", "/purchases");
  const paid = items.find((purchase) => purchase.status === "paid" && purchase.purchaseId !== purchaseId);
  await ask("POST", "/admin/refunds", { payment: `purchase:${paid?.purchaseId}`, amount: 100, reason: "asked for" });
  await clock.settle();
  await ask("DELETE", "/subscription?at=now");
  await clock.settle();
  return buyer.businessId;
}
