import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { customerWithKey } from "../src/customer-with-key.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { besides, runExample, startExample } from "../src/run-example.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const home = newHome();
let product: Product;
beforeAll(async () => {
  product = await startProduct(home);
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const client = () => billingClient({ url: product.url, key: product.operatorKey });

type Charged = { readonly ref?: string; readonly amount: number };

/** The usage of the calls of a business, by the provider's id of the call. */
async function chargesOf(businessId: string): Promise<Map<string, bigint>> {
  const lines = (await client().allTransactions(businessId)) as readonly Charged[];
  return new Map(lines.flatMap(({ ref, amount }) => (ref === undefined ? [] : [[ref, -toMicro(amount)]])));
}

test("the scripted caller talks, hangs up, and is charged the seconds that the terminal shows", async () => {
  const { id } = await client().createBusiness("Voice");
  const { code, output } = await runExample("voice-agent", ["--seconds", "3"], besides(product, id));
  expect(code, output).toBe(0);
  const [, callSid = ""] = /calls as (CA[0-9a-f]{32})/u.exec(output) ?? [];
  const [, seconds = "", tokens = ""] = /captured: (\d+) s, ([\d.]+) tokens/u.exec(output) ?? [];
  expect(Number(seconds)).toBeGreaterThanOrEqual(2);
  expect(toMicro(Number(tokens))).toBe(exactCharge("inbound_call", Number(seconds)));
  expect(await chargesOf(id)).toEqual(new Map([[callSid, toMicro(Number(tokens))]]));
  expect(await client().balance(id)).toMatchObject({ held: 0, debt: 0 });
});

test("out of tokens, the agent says goodbye, is heard, and hangs up before the last granted second", async () => {
  const { code, output } = await runExample("voice-agent", ["--run-out"], besides(product));
  expect(code, output).toBe(0);
  const told = ["final:", "heard: goodbye", "the line is closed", "captured:"].map((words) => output.indexOf(words));
  expect(told).toEqual(told.toSorted((left, right) => left - right));
  expect(told).not.toContain(-1);
  const [, seconds = ""] = /captured: (\d+) s/u.exec(output) ?? [];
  expect(Number(seconds)).toBeGreaterThan(450);
  expect(Number(seconds)).toBeLessThanOrEqual(480);
  expect(verifyLedger(product)).toMatchObject({ status: 0 });
});

test("nonsense and broken lines end nothing, and whoever did get through is charged", async () => {
  const { id } = await client().createBusiness("Hostile");
  const example = startExample("voice-agent", ["--listen"], besides(product, id));
  const [, url = ""] = await example.says(/media server at (\S+)/u);

  for (const nonsense of [
    "",
    "{",
    "null",
    "7",
    '{"event":"start"}',
    '{"event":"media","media":"x"}',
    '{"event":["mark"]}',
  ]) {
    const line = await open(url);
    line.send(nonsense);
    line.close();
    await once(line, "close");
  }
  const large = await open(url);
  large.send("x".repeat(1_000_000));
  await once(large, "close");

  const caller = await open(url);
  const callSid = `CA${"7".repeat(32)}`;
  const start = { streamSid: "MZ7", accountSid: "AC7", callSid, tracks: ["inbound"], customParameters: {} };
  caller.send(JSON.stringify({ event: "start", streamSid: "MZ7", start }));
  await example.says(/call CA7+: inbound_call/u);
  await example.says(/[1-9]\d* s {3}/u);
  // Without `stop`: the line just breaks.
  caller.close();
  await example.says(/captured: \d+ s/u);
  expect([...(await chargesOf(id)).keys()]).toEqual([callSid]);
  example.interrupt();
  expect(await example.ended, example.output()).toBe(0);
});

test("a key that the owner of a business made on the page is enough, and what needs an operator says so", async () => {
  const { businessId, key } = await customerWithKey(product, "owner");
  const env = { FAREBOX_URL: product.url, FAREBOX_KEY: key };
  const { code, output } = await runExample("voice-agent", ["--seconds", "2"], env);
  expect(code, output).toBe(0);
  expect((await chargesOf(businessId)).size).toBe(1);
  const hurried = await runExample("voice-agent", ["--speed", "5"], env);
  expect([hurried.code, hurried.output]).toEqual([1, expect.stringContaining("Only a sandbox can hurry")]);
  const emptied = await runExample("voice-agent", ["--run-out"], env);
  expect([emptied.code, emptied.output]).toEqual([1, expect.stringContaining("leave FAREBOX_KEY out")]);
});

test("a caller without tokens is told so and not let in", async () => {
  const { id } = await client().createBusiness("Poor");
  await client().record([{ key: "nearly-all", service: "sms", quantity: 190 }], id);
  const { code, output } = await runExample("voice-agent", ["--seconds", "30"], besides(product, id));
  expect([code, output]).toEqual([0, expect.stringMatching(/not let in: below_call_floor[\s\S]*heard: sorry/u)]);
});

test.each([
  ["nothing runs", { FAREBOX_READY_FILE: "/nonexistent/ready.json" }, /Farebox is not running here/u],
  ["a wrong key", { FAREBOX_KEY: "fb_test_wrong" }, /unauthenticated.*\nDoes FAREBOX_KEY belong/u],
  ["nobody answers", { FAREBOX_URL: "http://127.0.0.1:9", FAREBOX_KEY: "fb_test_x" }, /Is Farebox running\?/u],
])("%s: one readable sentence and exit code 1", async (_, given, sentence) => {
  const env = "FAREBOX_KEY" in given && !("FAREBOX_URL" in given) ? { ...given, FAREBOX_URL: product.url } : given;
  const { code, output } = await runExample("voice-agent", [], env as Record<string, string>);
  expect([code, output]).toEqual([1, expect.stringMatching(sentence)]);
  expect(output).not.toContain("    at ");
});

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  return socket;
}
