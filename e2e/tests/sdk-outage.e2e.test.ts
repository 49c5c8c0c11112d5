import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createFarebox, type Farebox, type FareboxOptions } from "@farebox/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { freePort } from "../src/free-port.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const CALLS = 50;
const ALLOWED_SECONDS = 4;
const AWAY_SECONDS = Number(process.env["FAREBOX_AWAY_SECONDS"] ?? 6);

const home = newHome();
let port: string;
let product: Product;

beforeAll(async () => {
  port = String(await freePort());
  product = await startProduct(home, { PORT: port });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const client = () => billingClient({ url: product.url, key: product.operatorKey });

test("a handler that is killed: charged up to its last heartbeat, abandoned in time, and settled once", async () => {
  const businessId = await customer(100);
  const handler = fileURLToPath(new URL("../src/sdk-handler.ts", import.meta.url));
  const child = spawn(process.execPath, [handler, product.url, product.operatorKey, businessId, "CA-killed"]);
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  const holdId = first.toString().trim();
  await advance(40);
  // What a heartbeat of the handler says; its own would come in half a minute of real time.
  await client().must("POST", `/holds/${holdId}/extend`, {
    body: { seq: 1, elapsedSeconds: 40 },
    business: businessId,
  });
  child.kill("SIGKILL");
  await once(child, "close");

  const { expiresAt } = await hold(businessId, holdId);
  const now = Date.parse((await client().must<{ now: string }>("GET", "/sandbox/clock")).now);
  await advance(Math.ceil((Date.parse(expiresAt) - now) / 1_000));
  const overdueAt = Date.now();
  for (;;) {
    const lines = await client().allTransactions(businessId);
    if (lines.some(({ type }) => type === "usage")) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(Date.now() - overdueAt).toBeLessThan(5_000);
  expect(await hold(businessId, holdId)).toMatchObject({ status: "abandoned", bookedSeconds: 40 });

  const farebox = connect({ businessId });
  const call = await farebox.calls.resume("CA-killed");
  expect(call).toMatchObject({ state: "lost", elapsedSeconds: 40, secondsLeft: 0 });
  expect(await call.end({ elapsedSeconds: 75 })).toMatchObject({
    outcome: "settled",
    elapsedSeconds: 75,
    charged: 2.5,
  });
  const again = await connect({ businessId }).calls.resume("CA-killed");
  expect(await again.end({ elapsedSeconds: 90 })).toMatchObject({ outcome: "ended_before", elapsedSeconds: 75 });
  expect(toMicro((await balance(businessId)).total)).toBe(toMicro(200) - toMicro(2.5));
});

test(`an outage of ${AWAY_SECONDS} s: live calls go on, none starts, and everything is charged once`, async () => {
  const businessId = await customer(5_000);
  const farebox = connect({ businessId });
  const calls = await Promise.all(
    names("deny").map((callId) => farebox.calls.start({ callId, service: "outbound_call" })),
  );
  const ended: Promise<unknown>[] = [];
  await during(async () => {
    await expect(farebox.calls.start({ callId: "late", service: "outbound_call" })).rejects.toMatchObject({
      retryable: true,
      code: expect.stringMatching(/^(?:unreachable|timeout|unavailable)$/u),
    });
    // Some hang up while nobody is there to hear it.
    for (const call of calls.slice(0, 10)) ended.push(call.end());
    for (const call of calls) expect(["live", "ended"]).toContain(call.state);
  });
  const ends = await Promise.all(calls.map((call) => settled(call)));
  await Promise.all(ended);
  for (const end of ends) expect(["captured", "queued"]).toContain(end.outcome);
  await farebox.usage.flush();
  await expectCharged(
    businessId,
    5_000,
    ends.map(({ elapsedSeconds }) => elapsedSeconds),
  );
  await farebox.close();
});

test("an outage with an allowance: calls start, last what is allowed at most, and are booked once", async () => {
  const businessId = await customer(5_000);
  const farebox = connect({ businessId, onUnavailable: { allowSeconds: ALLOWED_SECONDS } });
  let calls: Awaited<ReturnType<Farebox["calls"]["start"]>>[] = [];
  const exhausted: string[] = [];
  await during(async () => {
    calls = await Promise.all(
      names("allow").map((callId) => farebox.calls.start({ callId, service: "outbound_call" })),
    );
    for (const call of calls) {
      expect(call).toMatchObject({ state: "allowed", holdId: null });
      expect(call.secondsLeft).toBeLessThanOrEqual(ALLOWED_SECONDS);
      call.on("exhausted", ({ because }) => exhausted.push(because));
    }
    // Half of them end where they are told to; half stay until Farebox is back.
    await until(() => exhausted.length === calls.length);
    for (const call of calls.slice(0, CALLS / 2)) void call.end();
  });
  expect(new Set(exhausted)).toEqual(new Set(["outage"]));
  await until(() => calls.slice(CALLS / 2).every(({ state }) => state === "live"));
  const ends = await Promise.all(calls.map((call) => call.end()));
  await farebox.usage.flush();
  for (const { elapsedSeconds } of ends.slice(0, CALLS / 2))
    expect(elapsedSeconds).toBeLessThanOrEqual(ALLOWED_SECONDS);
  const lines = (await client().allTransactions(businessId)).filter(({ type }) => type === "usage");
  const allowed = lines.filter(({ key }) => key?.startsWith("allowed:"));
  expect(allowed).toHaveLength(CALLS);
  for (const line of allowed) expect((line as { quantity?: number }).quantity).toBeLessThanOrEqual(ALLOWED_SECONDS);
  const charged = lines.reduce((sum, { amount }) => sum - toMicro(amount), 0n);
  expect(toMicro((await balance(businessId)).total)).toBe(toMicro(5_100) - charged);
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
  await farebox.close();
});

/** Nobody answers while this is done, and for the rest of the time. */
async function during(work: () => Promise<void>): Promise<void> {
  await product.killEverything();
  const backAt = Date.now() + AWAY_SECONDS * 1_000;
  await work();
  await new Promise((resolve) => setTimeout(resolve, backAt - Date.now()));
  product = await startProduct(home, { PORT: port });
}

function settled(call: Awaited<ReturnType<Farebox["calls"]["start"]>>) {
  return call.end();
}

async function expectCharged(businessId: string, given: number, seconds: readonly number[]): Promise<void> {
  const charged = seconds.reduce((sum, each) => sum + exactCharge("outbound_call", each), 0n);
  expect(await balance(businessId)).toMatchObject({ held: 0, debt: 0 });
  expect(toMicro((await balance(businessId)).total)).toBe(toMicro(given + 100) - charged);
}

function names(prefix: string): string[] {
  return Array.from({ length: CALLS }, (_, index) => `${prefix}-${index}`);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function connect(options: Partial<FareboxOptions>): Farebox {
  return createFarebox({
    url: `http://localhost:${port}`,
    key: product.operatorKey,
    attemptTimeoutMs: 1_000,
    startTimeoutMs: 1_000,
    totalTimeoutMs: 3_000,
    onError: () => undefined,
    ...options,
  });
}

async function customer(tokens: number): Promise<string> {
  const { id } = await client().createBusiness("Harbour Dental");
  await client().grant(id, { key: "first", tokens });
  return id;
}

function advance(advanceSeconds: number) {
  return client().must("POST", "/sandbox/clock", { body: { advanceSeconds } });
}

function balance(businessId: string) {
  return client().balance(businessId);
}

function hold(businessId: string, holdId: string) {
  return client().must<{ status: string; expiresAt: string; bookedSeconds: number }>("GET", `/holds/${holdId}`, {
    business: businessId,
  });
}
