import { expect, test } from "vitest";
import { startTestSandbox } from "../testing/start-test-sandbox.ts";

test("the same request under the same key happens once and is answered the same", async () => {
  const { stripe } = await startTestSandbox();
  const once = await stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" });
  const again = await stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" });
  expect(again.id).toBe(once.id);
  expect(once.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  expect(again.lastResponse.headers).toMatchObject({
    "idempotent-replayed": "true",
    "original-request": once.lastResponse.requestId,
    "idempotency-key": "key",
  });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test("a key used for other parameters, or at another address, is refused", async () => {
  const { stripe } = await startTestSandbox();
  await stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" });
  const refusal = { type: "StripeIdempotencyError", statusCode: 400 };
  await expect(stripe.customers.create({ name: "Bob" }, { idempotencyKey: "key" })).rejects.toMatchObject(refusal);
  await expect(stripe.products.create({ name: "Ada" }, { idempotencyKey: "key" })).rejects.toMatchObject(refusal);
});

test("a request that was not understood does not use up its key; a refusal of its work does", async () => {
  const { stripe } = await startTestSandbox();
  const key = { idempotencyKey: "key" };
  await expect(stripe.customers.create({ email: "no address" }, key)).rejects.toMatchObject({
    code: "email_invalid",
  });
  await stripe.customers.create({ email: "ada@example.com" }, key);
  const missing = { currency: "usd", unit_amount: 1, product: "tokens" };
  await expect(stripe.prices.create(missing, { idempotencyKey: "other" })).rejects.toMatchObject({
    code: "resource_missing",
  });
  await stripe.products.create({ id: "tokens", name: "Tokens" });
  await expect(stripe.prices.create(missing, { idempotencyKey: "other" })).rejects.toMatchObject({
    code: "resource_missing",
  });
});

test("a second request under a key whose first is not answered yet is told so", async () => {
  const { stripe, control } = await startTestSandbox();
  await control("POST", "/faults", { kind: "timeout", when: "after", path: "/v1/customers" });
  const first = stripe.customers
    .create({ name: "Ada" }, { idempotencyKey: "key", timeout: 1000 })
    .catch((cause) => cause);
  await expect.poll(async () => (await stripe.customers.list()).data.length).toBe(1);
  await expect(stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" })).rejects.toMatchObject({
    statusCode: 409,
    code: "idempotency_key_in_use",
  });
  expect(await first).toMatchObject({ type: "StripeConnectionError" });
});
