import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";

type AlertsBody = {
  rules: {
    id: string;
    kind: string;
    threshold: number;
    channels: string[];
    armed: boolean;
    lastFiredAt: string | null;
  }[];
  isDefault: boolean;
};

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "admin"]));
});
afterAll(() => product.stop());

async function createBusiness() {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } });
  const businessId = body.id;
  return {
    businessId,
    give: (tokens: number) =>
      ask("POST", "/grants", { businessId, body: { key: newId(), tokens, source: "adjustment", reason: "test" } }),
    use: (quantity: number) =>
      ask("POST", "/usage", {
        businessId,
        body: { events: [{ key: newId(), service: "ai_agent_request", quantity }] },
      }),
    get: async () => (await ask<AlertsBody>("GET", "/alerts", { businessId })).body,
    set: (rules: unknown) => ask<AlertsBody>("PUT", "/alerts", { businessId, body: { rules } }),
  };
}

describe("alerts", () => {
  test("a business has a trial's defaults, then the usual one, without having set any", async () => {
    const { get, give } = await createBusiness();
    const trial = await get();
    expect(trial.isDefault).toBe(true);
    expect(trial.rules.map(({ threshold, channels }) => [threshold, channels.join()]).sort()).toEqual([
      [100, "in_app,webhook"],
      [20, "email"],
    ]);
    await give(50.5);
    expect(await get()).toEqual({
      rules: [
        {
          id: expect.any(String),
          kind: "tokens",
          threshold: 100,
          channels: ["in_app", "email", "webhook"],
          armed: true,
          lastFiredAt: null,
        },
      ],
      isDefault: true,
    });
  });

  test("rules are set as a whole, to the last millionth, and tell when they warned", async () => {
    const { get, set, give, use } = await createBusiness();
    await give(900);
    const { status, body } = await set([
      { kind: "tokens", threshold: 500.000001, channels: ["email"] },
      { kind: "percent", threshold: 20, channels: ["in_app", "webhook"] },
      { kind: "runway_hours", threshold: 48, channels: ["in_app"] },
    ]);
    expect(status).toBe(200);
    expect(body.isDefault).toBe(false);
    expect(body.rules.map(({ kind, threshold, armed }) => [kind, threshold, armed])).toEqual([
      ["tokens", 500.000001, true],
      ["percent", 20, false],
      ["runway_hours", 48, false],
    ]);
    await use(500);
    const [rule] = (await get()).rules;
    expect(rule).toMatchObject({ armed: false, lastFiredAt: expect.stringMatching(/Z$/) });
    // Saved again as it is, it does not warn again.
    const again = await set([{ kind: "tokens", threshold: 500.000001, channels: ["email", "webhook"] }]);
    expect(again.body.rules).toEqual([{ ...rule, channels: ["email", "webhook"] }]);
    expect((await set([])).body).toEqual({ rules: [], isDefault: false });
  });

  test.each([
    [[{ kind: "tokens", threshold: 0, channels: ["email"] }], "rules.0.threshold"],
    [[{ kind: "tokens", threshold: 1e-7, channels: ["email"] }], "rules.0.threshold"],
    [[{ kind: "percent", threshold: 2.5, channels: ["email"] }], "rules.0.threshold"],
    [[{ kind: "percent", threshold: 101, channels: ["email"] }], "rules.0.threshold"],
    [[{ kind: "runway_hours", threshold: 9_000, channels: ["email"] }], "rules.0.threshold"],
    [[{ kind: "tokens", threshold: 5, channels: [] }], "rules.0.channels"],
    [[{ kind: "tokens", threshold: 5, channels: ["fax"] }], "rules.0.channels"],
    [[{ kind: "tokens", threshold: 5, channels: ["email", "email"] }], "rules.0.channels"],
    [Array.from({ length: 2 }, () => ({ kind: "tokens", threshold: 5, channels: ["email"] })), "rules.1"],
    [
      Array.from({ length: 11 }, (_, index) => ({ kind: "tokens", threshold: index + 1, channels: ["email"] })),
      "rules",
    ],
  ])("what cannot be a rule is refused by the name of its field: %j", async (rules, field) => {
    const { get, set } = await createBusiness();
    const before = await get();
    const { status, error } = await set(rules);
    expect(status).toBe(400);
    expect(JSON.stringify(error)).toContain(field);
    expect(await get()).toEqual(before);
  });
});
