import { type Call, type CallEvents, createFarebox, type Farebox, type FareboxOptions } from "@farebox/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { createSdkTime, type SdkTime } from "../src/sdk-time.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const TRIAL = 100;

const home = newHome();
let product: Product;
let time: SdkTime;

beforeAll(async () => {
  product = await startProduct(home);
  time = createSdkTime(client());
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const client = () => billingClient({ url: product.url, key: product.operatorKey });

test("a call measures itself, and its end is charged once however often it is told", async () => {
  const { farebox, businessId } = await customer();
  const call = await farebox.calls.start({ callId: "CA-1", service: "outbound_call", agentId: "mia" });
  expect(call).toMatchObject({ state: "live", elapsedSeconds: 0, grantedSecondsLeft: 300, isFinal: false });
  expect(call.secondsLeft).toBe(3_000);
  await time.pass(60);
  await until(() => call.elapsedSeconds >= 61);
  const ends = await Promise.all([call.end(), call.end(), farebox.calls.resume("CA-1").then((same) => same.end())]);
  expect(ends[0]).toMatchObject({ outcome: "captured", elapsedSeconds: 61, charged: 2.033334 });
  expect(ends[1]).toBe(ends[0]);
  expect(await balance(businessId)).toMatchObject({ held: 0, total: 97.966666 });
  await expect(farebox.calls.start({ callId: "CA-1", service: "outbound_call", agentId: "mia" })).rejects.toMatchObject(
    {
      name: "FareboxError",
      code: "call_ended",
      details: { hold: { status: "captured" } },
    },
  );
});

test("every second that is told as granted is held, and a call that runs out says so in time", async () => {
  const { farebox, businessId } = await customer({ tokens: 20 - TRIAL });
  const call = await farebox.calls.start({ callId: "CA-long", service: "outbound_call" });
  const heard = listen(call);
  let seconds = 0;
  while (call.secondsLeft > 0) {
    const { held } = await balance(businessId);
    const granted = call.elapsedSeconds + call.grantedSecondsLeft;
    expect(toMicro(held), `after ${seconds} s`).toBeGreaterThanOrEqual(exactCharge("outbound_call", granted));
    const step = call.secondsLeft > 100 ? 20 : 1;
    await time.pass(step);
    seconds += step;
  }
  await time.pass(1);
  expect(heard.map(({ name }) => name)).toEqual(["low", "low", "final", "exhausted"]);
  expect(heard[0]?.event).toMatchObject({ threshold: 60 });
  expect(heard[1]?.event).toMatchObject({ threshold: 15, isGranted: true });
  expect(heard[2]?.event).toMatchObject({ because: "tokens" });
  const end = await call.end();
  expect(end.elapsedSeconds).toBeGreaterThanOrEqual(600);
  expect(end.elapsedSeconds).toBeLessThanOrEqual(605);
  expect(heard.at(-1)).toMatchObject({ name: "settled", event: end });
});

test("tokens bought meanwhile take back the end, and it is told again when it comes again", async () => {
  const { farebox, businessId } = await customer({ tokens: 10 - TRIAL });
  const call = await farebox.calls.start({ callId: "CA-saved", service: "outbound_call" });
  const heard = listen(call);
  await untilSecondsLeft(call, 10);
  expect(heard.map(({ name }) => name)).toEqual(["low", "low", "final"]);
  await client().grant(businessId, { key: "saved", tokens: 10 });
  for (let passed = 0; call.secondsLeft <= 250 && passed < 10; passed += 1) await time.pass(1);
  expect(call.secondsLeft).toBeGreaterThan(250);
  await untilSecondsLeft(call, 10);
  expect(heard.map(({ name }) => name).slice(3)).toEqual(["low", "low", "final"]);
  await call.end();
});

test("two processes with one call share its hold, and one end is heard by the other", async () => {
  const { farebox, businessId } = await customer();
  const other = connect({ businessId });
  const asked = { callId: "CA-shared", service: "outbound_call" };
  const [call, same] = [await farebox.calls.start(asked), await other.calls.start(asked)];
  expect(same.holdId).toBe(call.holdId);
  await time.pass(100);
  expect(Math.abs(call.elapsedSeconds - same.elapsedSeconds)).toBeLessThanOrEqual(1);
  const heard = listen(same);
  const end = await call.end();
  expect(end.outcome).toBe("captured");
  await time.pass(30);
  expect(heard.map(({ name, event }) => [name, (event as { because?: string }).because])).toEqual([
    ["lost", "ended_elsewhere"],
  ]);
  expect(await same.end()).toMatchObject({ outcome: "ended_before", charged: end.charged });
  expect(toMicro((await balance(businessId)).total)).toBe(toMicro(TRIAL) - toMicro(end.charged ?? 0));
});

test("a call that lives is taken up by the next process, as old as it is, and charged once", async () => {
  const { farebox, businessId } = await customer();
  const first = await farebox.calls.start({ callId: "CA-moved", service: "outbound_call", agentId: "mia" });
  await time.pass(90);
  const { elapsedSeconds } = first;
  // What is closed leaves its calls alone, as a deployment does.
  await farebox.close();
  const next = connect({ businessId });
  const call = await next.calls.resume("CA-moved");
  expect(call).toMatchObject({ state: "live", service: "outbound_call", holdId: first.holdId });
  expect(Math.abs(call.elapsedSeconds - elapsedSeconds)).toBeLessThanOrEqual(2);
  await time.pass(60);
  const end = await call.end();
  expect(end.elapsedSeconds).toBeGreaterThanOrEqual(150);
  expect(toMicro((await balance(businessId)).total)).toBe(
    toMicro(TRIAL) - exactCharge("outbound_call", end.elapsedSeconds),
  );
  await expect(farebox.calls.resume("CA-moved")).rejects.toMatchObject({ code: "closed" });
});

test("what may not start says why, and what never was cannot be resumed", async () => {
  const { farebox } = await customer({ tokens: 9 - TRIAL });
  await expect(farebox.calls.start({ callId: "CA-poor", service: "outbound_call" })).rejects.toMatchObject({
    code: "below_call_floor",
    retryable: false,
    status: 402,
    details: { available: 9, floor: 10 },
  });
  await expect(farebox.calls.start({ callId: "CA-fax", service: "fax" })).rejects.toMatchObject({
    code: "unknown_service",
  });
  await expect(farebox.calls.resume("CA-never")).rejects.toMatchObject({ code: "not_found" });
  const wrong = connect({ key: "fb_test_wrong" });
  await expect(wrong.balance.get()).rejects.toMatchObject({ code: "unauthenticated", retryable: false, status: 401 });
});

test("a call of hours is charged for exactly its seconds", async () => {
  const { farebox, businessId } = await customer({ tokens: 100 });
  const call = await farebox.calls.start({ callId: "CA-hours", service: "inbound_call" });
  await time.pass(1_800);
  expect(call.state).toBe("live");
  const end = await call.end();
  expect(toMicro(end.charged ?? 0)).toBe(exactCharge("inbound_call", end.elapsedSeconds));
  expect(end.elapsedSeconds).toBeGreaterThanOrEqual(1_800);
  expect((await balance(businessId)).held).toBe(0);
});

test("a call is ended where its block ends", async () => {
  const { farebox, businessId } = await customer();
  {
    await using call = await farebox.calls.start({ callId: "CA-block", service: "outbound_call" });
    await time.pass(5);
    expect(call.state).toBe("live");
  }
  expect(await balance(businessId)).toMatchObject({ held: 0, total: 99.833333 });
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
});

/** Time runs on its own, too: near the end it is walked in steps. */
async function untilSecondsLeft(call: Call, seconds: number): Promise<void> {
  while (call.secondsLeft > seconds) await time.pass(call.secondsLeft > seconds + 70 ? 10 : 1);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

type Heard = { readonly name: keyof CallEvents; readonly event: unknown };

function listen(call: Call): Heard[] {
  const heard: Heard[] = [];
  for (const name of ["low", "final", "exhausted", "settled", "lost"] as const)
    call.on(name, (event) => void heard.push({ name, event }));
  return heard;
}

async function customer({ tokens = 0 } = {}): Promise<{ farebox: Farebox; businessId: string }> {
  const { id: businessId } = await client().createBusiness("Harbour Dental");
  if (tokens > 0) await client().grant(businessId, { key: "first", tokens });
  // The trial is spent down to what the test wants to begin with.
  if (tokens < 0) await client().record([{ key: "first", service: "ai_agent_request", quantity: -tokens }], businessId);
  return { farebox: connect({ businessId }), businessId };
}

function connect(options: Partial<FareboxOptions>): Farebox {
  return createFarebox({
    url: product.url,
    key: product.operatorKey,
    clock: time.clock,
    fetch: time.fetch,
    ...options,
  });
}

function balance(businessId: string) {
  return client().balance(businessId);
}
