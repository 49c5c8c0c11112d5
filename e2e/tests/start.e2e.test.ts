import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { newHome, postmasterPid, removeHome, startProduct } from "../src/product.ts";

const home = newHome();
afterAll(() => removeHome(home));

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("the product starts, stops within 10 s, starts again, and starts after everything was killed, with its tokens", async () => {
  const first = await startProduct(home);
  const billing = billingClient({ url: first.url, key: first.operatorKey });
  const { id } = await billing.createBusiness("Survivor");
  await billing.record([{ key: "one", service: "sms", quantity: 1 }], id);
  for (const path of ["/healthz", "/readyz", "/dashboard/billing", "/api/billing/openapi.json", "/api/billing/docs"]) {
    expect((await fetch(first.url + path)).status, path).toBe(200);
  }
  const database = postmasterPid(home);
  const stopped = Date.now();
  expect(await first.stop()).toBe(0);
  expect(Date.now() - stopped).toBeLessThan(10_000);
  expect(database !== null && isAlive(database)).toBe(false);
  expect(existsSync(join(home, "e2e-ready.json"))).toBe(false);

  const second = await startProduct(home);
  expect(second.operatorKey).toBe(first.operatorKey);
  await second.killEverything();

  const third = await startProduct(home);
  expect((await billingClient({ url: third.url, key: third.operatorKey }).balance(id)).available).toBe(99.5);
  expect(await third.stop()).toBe(0);
}, 120_000);
