import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { besides, runExample, startExample } from "../src/run-example.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const MICRO_TOKENS_PER_MODEL_TOKEN = 2_000n;

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

type Line = { readonly service?: string; readonly quantity?: number; readonly amount: number };
const modelTokenLines = async (businessId: string) =>
  ((await client().allTransactions(businessId)) as readonly Line[]).filter(({ service }) => service === "model_tokens");

test("an answer costs its model tokens, whole or streamed, and what cannot be paid does not begin", async () => {
  const { id } = await client().createBusiness("AI");
  const { code, output } = await runExample("ai-api", [], besides(product, id));
  expect(code, output).toBe(0);
  expect(output).toMatch(/402 \{[\s\S]*insufficient_tokens/u);
  const told = [...output.matchAll(/modelTokens: (\d+)/gu)].map(([, modelTokens]) => Number(modelTokens));
  const lines = await modelTokenLines(id);
  expect(lines.map(({ quantity }) => quantity).toSorted()).toEqual(told.toSorted());
  for (const { quantity = 0, amount } of lines)
    expect(-toMicro(amount)).toBe(BigInt(quantity) * MICRO_TOKENS_PER_MODEL_TOKEN);
  // The model says the same to the same prompt, the price stays, and each run is charged as one of its own.
  const again = await runExample("ai-api", [], besides(product, id));
  expect(again.code, again.output).toBe(0);
  expect(await modelTokenLines(id)).toHaveLength(4);
  expect(verifyLedger(product)).toMatchObject({ status: 0 });
});

test("who goes away in the middle of an answer pays for what was produced by then; wrong requests cost nothing", async () => {
  const { id } = await client().createBusiness("Impatient");
  const example = startExample("ai-api", ["--listen"], besides(product, id));
  const [, url = ""] = await example.says(/AI API at (\S+)/u);
  const ask = (body: string, signal?: AbortSignal) =>
    fetch(`${url}/v1/answers`, { method: "POST", body, ...(signal === undefined ? {} : { signal }) });

  for (const wrong of [
    "",
    "[",
    "7",
    "{}",
    '{"prompt":" "}',
    '{"prompt":"x","maxModelTokens":0}',
    '{"prompt":"x","stream":"y"}',
  ])
    expect((await ask(wrong)).status, wrong).toBe(400);
  expect((await ask(JSON.stringify({ prompt: "x".repeat(100_000) }))).status).toBe(400);
  expect((await fetch(url)).status).toBe(404);
  expect(await modelTokenLines(id)).toEqual([]);

  const prompt = "How is a call paid?";
  const whole = (await (await ask(JSON.stringify({ prompt }))).json()) as { modelTokens: number };
  const leaving = new AbortController();
  const streamed = await ask(JSON.stringify({ prompt, stream: true }), leaving.signal);
  await streamed.body?.getReader().read();
  leaving.abort();
  await expect.poll(() => modelTokenLines(id), { timeout: 10_000 }).toHaveLength(2);
  const quantities = (await modelTokenLines(id))
    .map(({ quantity = 0 }) => quantity)
    .toSorted((left, right) => left - right);
  expect(quantities[1]).toBe(whole.modelTokens);
  expect(quantities[0]).toBeGreaterThan(0);
  expect(quantities[0]).toBeLessThan(whole.modelTokens);
  example.interrupt();
  expect(await example.ended, example.output()).toBe(0);
});

test("where model tokens have no price it says who can add one", async () => {
  const { id } = await client().createBusiness("Elsewhere");
  const env = { FAREBOX_URL: product.url, FAREBOX_KEY: product.operatorKey, FAREBOX_BUSINESS: id };
  const { code, output } = await runExample("ai-api", [], env);
  expect([code, output]).toEqual([1, expect.stringContaining("no price for model_tokens")]);
});
