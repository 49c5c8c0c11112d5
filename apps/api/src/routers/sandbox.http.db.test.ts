import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";

type Balance = { available: number };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
});
afterAll(() => product.stop());

async function createBusiness(): Promise<string> {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } });
  return body.id;
}

const balanceOf = async (businessId: string) => (await ask<Balance>("GET", "/balance", { businessId })).body;

describe("usage.authorize", () => {
  test("answers a question: the floor for calls, the price of the quantity otherwise", async () => {
    const businessId = await createBusiness();
    const may = (body: unknown) => ask("POST", "/usage/authorize", { businessId, body }).then((answer) => answer.body);
    expect(await may({ service: "outbound_call" })).toMatchObject({
      allowed: true,
      available: 100,
      required: 10,
      affordable: 3_000,
      fix: [],
    });
    expect(await may({ service: "ai_agent_request", quantity: 101 })).toMatchObject({
      allowed: false,
      reason: "insufficient_tokens",
      required: 101,
      affordable: 100,
      fix: ["add_tokens"],
    });
    expect(await may({ service: "fax" })).toMatchObject({
      allowed: false,
      reason: "unknown_service",
      fix: ["choose_known_service"],
    });
  });
});

describe("the sandbox clock", () => {
  test("moves forward only and answers when what fell due is written", async () => {
    const businessId = await createBusiness();
    const { body: before } = await ask<{ now: string }>("GET", "/sandbox/clock");
    const expiresAt = new Date(Date.parse(before.now) + 3_600_000).toISOString();
    await ask("POST", "/grants", {
      businessId,
      body: { key: newId(), tokens: 7, source: "promotion", reason: "spring", expiresAt },
    });
    expect((await balanceOf(businessId)).available).toBe(107);

    const { body: after, status } = await ask<{ now: string }>("POST", "/sandbox/clock", {
      body: { advanceSeconds: 3_700 },
    });
    expect(status).toBe(200);
    expect(Date.parse(after.now)).toBeGreaterThan(Date.parse(expiresAt));
    expect((await balanceOf(businessId)).available).toBe(100);
    const { body } = await ask<{ items: Record<string, unknown>[] }>("GET", "/transactions?type=expiry", {
      businessId,
    });
    expect(body.items).toMatchObject([{ type: "expiry", amount: -7, occurredAt: expiresAt, balanceAfter: 100 }]);

    const back = await ask("POST", "/sandbox/clock", { body: { now: before.now } });
    expect([back.status, back.error?.fields?.[0]?.path]).toEqual([400, "now"]);
    const target = new Date(Date.parse(after.now) + 86_400_000).toISOString();
    expect(
      (await ask<{ now: string }>("POST", "/sandbox/clock", { body: { now: target } })).body.now.slice(0, 16),
    ).toBe(target.slice(0, 16));
    expect((await ask("POST", "/sandbox/clock", { body: {} })).status).toBe(400);
  });

  test("never leaves the years that can be reckoned with, at once or step by step", async () => {
    const advance = (body: object) => ask<{ now: string }>("POST", "/sandbox/clock", { body });
    for (const now of ["2201-01-01T00:00:00Z", "2999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00"]) {
      const answer = await advance({ now });
      expect([answer.status, answer.error?.fields?.[0]?.path], now).toEqual([400, "now"]);
    }
    const decade = { advanceSeconds: 10 * 366 * 24 * 3_600 };
    let last = await advance(decade);
    for (let step = 0; step < 30 && last.status === 200; step += 1) last = await advance(decade);
    expect([last.status, last.error?.fields?.[0]?.path]).toEqual([400, "advanceSeconds"]);
    const { status, body } = await ask<{ now: string }>("GET", "/sandbox/clock");
    expect(status).toBe(200);
    expect(body.now.slice(0, 3)).toBe("219");
    expect((await balanceOf(await createBusiness())).available).toBe(100);
  });
});
