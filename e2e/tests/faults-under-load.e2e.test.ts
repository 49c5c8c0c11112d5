import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { crashBackend, pauseDatabase, resumeDatabase } from "../src/database-faults.ts";
import { toMicro } from "../src/exact-arithmetic.ts";
import { type Load, startLoad } from "../src/load.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const CLIENTS = Number(process.env["FAREBOX_FAULT_CLIENTS"] ?? 48);
const PAUSE_MS = Number(process.env["FAREBOX_PAUSE_SECONDS"] ?? 10) * 1_000;
const BACK_WITHIN_MS = 5_000;
const BUSINESSES = 6;

const home = newHome();
let product: Product;
let load: Load;

beforeAll(async () => {
  product = await startProduct(home);
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const businesses = [];
  for (let index = 0; index < BUSINESSES; index += 1)
    businesses.push((await billing.createBusiness(`Business ${index}`)).id);
  load = startLoad(product, { businesses, clients: CLIENTS });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Every client has had an answer that was sent for after this moment, within the promised time. */
async function expectBack(what: string): Promise<void> {
  const since = performance.now();
  await load.untilEverybodyRecorded(since);
  expect(performance.now() - since, what).toBeLessThan(BACK_WITHIN_MS);
}

test("under load, whatever happens to the database is told as a 503 with a time to wait, and is over in five seconds", async () => {
  await expectBack("before anything");

  const pausedAt = performance.now();
  const processes = pauseDatabase(home);
  while (performance.now() - pausedAt < PAUSE_MS) {
    const askedAt = performance.now();
    expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
    expect(performance.now() - askedAt).toBeLessThan(1_000);
    await wait(250);
  }
  resumeDatabase(processes);
  await expectBack("after a pause");

  for (let kill = 0; kill < 3; kill += 1) {
    crashBackend(home);
    await expectBack("after a backend was killed");
  }

  product.killDatabase();
  await expectBack("after the database was killed");

  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => load.sendBatch(`full-${index}`, 1_000)));
  expect(answers.map(({ status }) => status)).toContain(503);
  expect(answers.map(({ status }) => status)).toContain(200);
  expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
  await expectBack("after the queue was full");

  await load.stop();
  // Only these, whatever happened; and each of them said when to come back.
  expect([...load.refusals.keys()].filter((refusal) => !TYPED.has(refusal))).toEqual([]);
  expect(load.broken).toEqual([]);
  expect(load.refusals.size).toBeGreaterThan(0);

  const billing = billingClient({ url: product.url, key: product.operatorKey });
  for (const [businessId, charged] of load.chargedByBusiness()) {
    const { total } = await billing.balance(businessId);
    expect(toMicro(total), businessId).toBe(TRIAL_MICRO - charged);
  }
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 240_000);

const TRIAL_MICRO = 100_000_000n;
const TYPED = new Set(["overloaded", "unavailable", "ledger_conflict"].map((code) => `503 ${code} with Retry-After`));
