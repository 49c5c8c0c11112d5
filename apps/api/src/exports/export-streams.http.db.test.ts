import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { fillLedger } from "./testing/fill-ledger.ts";

/** How long the history is that is exported; a million in a soak. */
const LINES = Number(process.env.FAREBOX_EXPORTED_LINES ?? 50_000);
const READER = join(import.meta.dirname, "testing/read-file.ts");
const run = promisify(execFile);
const MOST_MEMORY_BYTES = 200 * 1024 * 1024;

let product: TestProduct;
let businessId: string;
let headers: Record<string, string>;
let key: string;
beforeAll(async () => {
  product = await startTestProduct();
  businessId = await product.createBusiness({});
  key = await product.createKey(businessId, ["read", "usage:write"]);
  headers = bearer(key);
  await fillLedger(product, businessId, { lines: LINES });
}, 600_000);
afterAll(() => product.stop());

const open = async (path: string, signal?: AbortSignal) => {
  const answer = await fetch(`${product.url}/api/billing${path}`, { headers, signal: signal ?? null });
  if (answer.body === null) throw new Error("the answer has no body");
  return { answer, reader: answer.body.getReader() };
};

async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !isSo(); ) {
    if (Date.now() > deadline) throw new Error("it did not come to that in time");
    await wait(10);
  }
}

for (const path of ["/transactions.csv", "/transactions.jsonl", "/transactions.parquet", "/usage.csv"]) {
  test(`${path} begins within a second and needs no memory for its length`, async () => {
    const idle = process.memoryUsage().rss;
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - idle);
    }, 20);
    const { stdout } = await run(process.execPath, [READER, `${product.url}/api/billing${path}`, key]);
    clearInterval(watching);
    const { status, bytes, firstByteMilliseconds, seconds } = JSON.parse(stdout) as Record<string, number>;
    process.stdout.write(
      `${path}: ${LINES} lines, first byte ${firstByteMilliseconds?.toFixed(0)} ms, ${seconds?.toFixed(1)} s, ${((bytes ?? 0) / 1e6).toFixed(1)} MB, at most ${(most / 1e6).toFixed(0)} MB above idle\n`,
    );
    expect(status).toBe(200);
    expect(bytes).toBeGreaterThan(LINES * 10);
    expect(firstByteMilliseconds).toBeLessThan(1_000);
    expect(most).toBeLessThan(MOST_MEMORY_BYTES);
  }, 600_000);
}

test("what is recorded while a file is read is not in it, and is not kept waiting by it", async () => {
  const { reader } = await open("/transactions.jsonl");
  const chunks = [(await reader.read()).value ?? new Uint8Array()];
  const event = { key: "meanwhile", service: "sms", quantity: 1 };
  const startedAt = performance.now();
  const answer = await fetch(`${product.url}/api/billing/usage`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ events: [event] }),
  });
  expect(await answer.json()).toMatchObject({ results: [{ outcome: "recorded" }] });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  const rows = Buffer.concat(chunks).toString().trimEnd().split("\n");
  expect(rows).toHaveLength(LINES + 1);
  expect(rows.at(-1)).not.toContain("meanwhile");
}, 600_000);

test("a reader that goes away gives its place back, whenever it goes", async () => {
  for (const afterChunks of [0, 1, 3]) {
    const leaving = new AbortController();
    const { reader } = await open("/transactions.csv", leaving.signal);
    for (let read = 0; read < afterChunks; read += 1) await reader.read();
    expect(product.deps.exportRoom.count()).toBe(1);
    leaving.abort();
    await reader.cancel().catch(() => undefined);
    await until(() => product.deps.exportRoom.count() === 0);
  }
});

test("a business writes three files at once and hears when to come back for a fourth", async () => {
  const opened = await Promise.all([1, 2, 3].map(() => open("/transactions.csv")));
  expect(opened.map(({ answer }) => answer.status)).toEqual([200, 200, 200]);
  const { answer } = await open("/usage.csv");
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  const other = await product.createBusiness({});
  const otherHeaders = bearer(await product.createKey(other, ["read"]));
  const elsewhere = await fetch(`${product.url}/api/billing/transactions.csv`, { headers: otherHeaders });
  expect(elsewhere.status).toBe(200);
  await elsewhere.text();
  for (const { reader } of opened) await reader.cancel();
  await until(() => product.deps.exportRoom.count() === 0);
  const again = await open("/usage.csv");
  expect(again.answer.status).toBe(200);
  await again.reader.cancel();
});

test("a reader that stops reading stops the walk, and the ledger of everybody else goes on", async () => {
  await until(() => product.deps.exportRoom.count() === 0);
  const { reader } = await open("/transactions.jsonl");
  await reader.read();
  const before = process.memoryUsage().rss;
  const other = await product.createBusiness({});
  const otherHeaders = bearer(await product.createKey(other, ["read"]));
  for (let asked = 0; asked < 20; asked += 1) {
    const balance = await fetch(`${product.url}/api/billing/balance`, { headers: otherHeaders });
    expect(balance.status).toBe(200);
    await balance.text();
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(MOST_MEMORY_BYTES / 2);
  await reader.cancel();
});
