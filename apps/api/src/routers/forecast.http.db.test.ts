import { DAY_MS } from "@farebox/billing-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import type { ForecastAnswer } from "./forecast-schemas.ts";
import { createAsk } from "./testing/ask.ts";
import { createCalls } from "./testing/calls.ts";

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
});
afterAll(() => product.stop());

async function createBusiness(timeZone = "Europe/Berlin") {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental", timeZone } });
  const businessId = body.id;
  const now = Date.now();
  return {
    businessId,
    calls: createCalls(ask, businessId),
    forecast: async () => (await ask<ForecastAnswer>("GET", "/balance/forecast", { businessId })).body,
    grant: (tokens: number, more: object = {}) =>
      ask("POST", "/grants", {
        businessId,
        body: { key: newId(), tokens, source: "adjustment", reason: "test", ...more },
      }),
    /** Requests of a token each, as many on every one of the last days. */
    use: (perDay: number, days: number) =>
      ask("POST", "/usage", {
        businessId,
        body: {
          events: Array.from({ length: days }, (_, ago) => ({
            key: newId(),
            service: "ai_agent_request",
            quantity: perDay,
            occurredAt: new Date(now - ago * DAY_MS - 60_000).toISOString(),
          })),
        },
      }),
  };
}

describe("the forecast", () => {
  test("of a business that used nothing says that this is too little, and what is needed", async () => {
    const { forecast } = await createBusiness();
    expect(await forecast()).toMatchObject({
      state: "not_enough_usage",
      basis: "not_enough_usage",
      runsOutAt: null,
      runwayHours: null,
      burnPerDay: null,
      assumptions: [{ code: "not_enough_usage", daysWithUse: 0, needed: 3 }],
    });
  });

  test("follows from the use of the last week, and names what expires before it is spent", async () => {
    const { businessId, forecast, use, grant } = await createBusiness();
    await use(10, 7);
    await grant(170);
    const told = await forecast();
    expect(told).toMatchObject({ state: "runs_out", basis: "7_days", burnPerDay: 10, timeZone: "Europe/Berlin" });
    expect(told.runwayHours).toBeCloseTo(20 * 24, 0);
    const { p20, p50, p80 } = told.runsOutAt ?? { p20: "", p50: "", p80: "" };
    expect(Date.parse(p20)).toBeLessThan(Date.parse(p50));
    expect(Date.parse(p50)).toBeLessThan(Date.parse(p80 ?? ""));
    expect(told.days[0]).toMatchObject({ low: 200, expected: 200, high: 200 });
    const { body: more } = await ask<ForecastAnswer>("GET", "/balance/forecast?adding=300", { businessId });
    expect(more.runwayHours).toBeCloseTo(50 * 24, 0);

    const expiresAt = new Date(Date.parse(told.asOf) + 5 * DAY_MS).toISOString();
    await grant(300, { expiresAt });
    const { assumptions, runwayHours } = await forecast();
    const lapse = assumptions.find(({ code }) => code === "tokens_expire");
    expect(lapse?.tokens).toBeCloseTo(250, 0);
    expect(lapse?.text).toMatch(/^includes 250 tokens expiring unspent on \d+ \w+$/);
    expect(runwayHours).toBeCloseTo(25 * 24, 0);
  });

  test("tells to the minute when live calls would use up everything", async () => {
    const { forecast, calls } = await createBusiness();
    expect((await forecast()).callsRunOutAt).toBeNull();
    await calls.open({});
    await calls.open({});
    const { callsRunOutAt, asOf } = await forecast();
    // 100 tokens at two times 2 tokens a minute.
    expect((Date.parse(callsRunOutAt ?? "") - Date.parse(asOf)) / 60_000).toBeCloseTo(25, 1);
  });
});

describe("an estimate", () => {
  test("prices a month of such days and finds the cheapest way to buy it", async () => {
    const { status, body } = await ask<Record<string, unknown>>("POST", "/estimate", {
      body: {
        callsPerDay: 20,
        averageMinutes: 3,
        inboundPercent: 25,
        transcription: true,
        agentRequestsPerCall: 2,
        smsPerDay: 10,
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      perMonth: 4_905,
      mix: { plan: "pro", packages: [], price: { amount: 2_900, currency: "usd" } },
      best: { kind: "plan", key: "pro" },
      unpriced: [],
    });
  });

  test("refuses what is no day's work, field by field", async () => {
    const { status, body } = await ask<{ error: { code: string; fields: { path: string }[] } }>("POST", "/estimate", {
      body: { callsPerDay: -1, averageMinutes: 2_000, inboundPercent: 101 },
    });
    expect(status).toBe(400);
    expect(body.error.fields.map(({ path }) => path).sort()).toEqual([
      "averageMinutes",
      "callsPerDay",
      "inboundPercent",
    ]);
  });

  test("the hint says what the last 30 days cost on each plan and in each package", async () => {
    const { businessId, use, grant } = await createBusiness();
    await grant(9_000);
    await use(700, 7);
    const { body } = await ask<Record<string, unknown>>("GET", "/estimate/hint", { businessId });
    expect(body).toMatchObject({ perMonth: 4_900, best: { kind: "plan", key: "pro", price: { amount: 2_900 } } });
    expect(body["packages"]).toContainEqual({
      key: "scale_pack",
      average: { amount: 3_409, currency: "usd" },
      upFront: { amount: 4_000, currency: "usd" },
      lastsMonths: 1.17,
    });
    expect(body["ways"]).toContainEqual({
      plan: null,
      package: "scale_pack",
      average: { amount: 3_409, currency: "usd" },
    });
    expect(body["equivalents"]).toContainEqual({ service: "outbound_call", unit: "minute", quantity: 2_450 });
  });
});
