import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe("many callers at once", () => {
  test("C02: 200 parallel spends on a balance for 37 record exactly 37 and refuse 163", async () => {
    const { id } = await billing.createBusiness("Thirty-seven");
    await billing.record([{ key: "down-to-37", service: "ai_agent_request", quantity: 63 }], id);
    const results = await times(200, (index) =>
      billing.record([{ key: `spend-${index}`, service: "ai_agent_request", quantity: 1 }], id),
    );
    const outcomes = results.map(([result]) => result?.outcome);
    expect(outcomes.filter((outcome) => outcome === "recorded")).toHaveLength(37);
    expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(163);
    expect(await billing.balance(id)).toMatchObject({ available: 0, debt: 0, total: 0, status: "empty" });
  });

  test("C18: 50 parallel creations of one business make one business with one trial grant", async () => {
    const id = randomUUID();
    const answers = await times(50, () => billing.createBusiness("Once", { id }));
    expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set([id]));
    const balance = await billing.balance(id);
    expect(balance.available).toBe(100);
    expect(balance.grants.map((grant) => grant.source)).toEqual(["trial"]);
    expect(await billing.allTransactions(id)).toHaveLength(1);
  });

  test("C03: one key sent 100 times in parallel has one effect and 100 equal answers", async () => {
    const { id } = await billing.createBusiness("Hundred");
    const results = await times(100, () =>
      billing.record([{ key: "same", service: "outbound_call", quantity: 61 }], id),
    );
    const answers = results.map(([result]) => ({
      charged: result?.charged,
      balanceAfter: result?.balanceAfter,
      id: result?.id,
    }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ charged: 2.033334, balanceAfter: 97.966666 });
    expect(results.filter(([result]) => result?.outcome === "recorded")).toHaveLength(1);
    expect(results.filter(([result]) => result?.outcome === "replayed")).toHaveLength(99);
  });

  test("C04: one key with two contents in parallel has one effect; the other content is a mismatch", async () => {
    const { id } = await billing.createBusiness("Two contents");
    const results = await times(40, (index) =>
      billing.record([{ key: "same", service: "sms", quantity: 1 + (index % 2) }], id),
    );
    const flat = results.map(([result]) => result);
    expect(flat.filter((result) => result?.outcome === "recorded")).toHaveLength(1);
    expect(flat.filter((result) => result?.reason === "idempotency_mismatch")).toHaveLength(20);
    expect(await billing.allTransactions(id)).toHaveLength(2);
  });

  test("a refused key is decided anew after a grant", async () => {
    const { id } = await billing.createBusiness("Try again");
    const event = { key: "large", service: "ai_agent_request", quantity: 150 };
    const [refused] = await billing.record([event], id);
    expect(refused).toMatchObject({
      outcome: "refused",
      reason: "insufficient_tokens",
      available: 100,
      required: 150,
      shortBy: 50,
    });
    await billing.grant(id, { key: "help", tokens: 50 });
    expect((await billing.record([event], id))[0]).toMatchObject({
      outcome: "recorded",
      charged: 150,
      balanceAfter: 0,
    });
  });

  test("C05: the same key of two businesses is two facts", async () => {
    const [first, second] = [await billing.createBusiness("A"), await billing.createBusiness("B")];
    const results = await billing.record([
      { key: "shared", service: "sms", quantity: 1, businessId: first.id },
      { key: "shared", service: "sms", quantity: 3, businessId: second.id },
    ]);
    expect(results.map((result) => result.outcome)).toEqual(["recorded", "recorded"]);
  });
});
