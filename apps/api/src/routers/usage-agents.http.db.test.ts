import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";
import type { AgentUsageAnswer, RefUsageAnswer } from "./usage-agents-schemas.ts";

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let businessId: string;
const at = (day: number, hour: number) => new Date(Date.now() - day * 86_400_000 + hour).toISOString();
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "admin"]));
  businessId = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour", timeZone: "UTC" } })).body
    .id;
  const used = [
    { service: "outbound_call", quantity: 60, agentId: "mia", day: 1 },
    { service: "outbound_call", quantity: 180, agentId: "mia", day: 2 },
    { service: "sms", quantity: 4, agentId: "mia", day: 2 },
    { service: "sms", quantity: 20, agentId: "tom", day: 2, ref: "order-1" },
    { service: "sms", quantity: 10, day: 40, ref: "order-1" },
  ];
  const events = used.map(({ day, ...use }) => ({
    key: newId(),
    ...use,
    occurredAt: at(day, 0),
    allowOverdraft: true,
  }));
  const { body } = await ask<{ results: { outcome: string }[] }>("POST", "/usage", { businessId, body: { events } });
  expect(body.results.map(({ outcome }) => outcome)).toEqual([
    "recorded",
    "recorded",
    "recorded",
    "recorded",
    "review",
  ]);
});
afterAll(() => product.stop());

test("agents are told with their calls, tokens a call, share, and where their lines are", async () => {
  const { body } = await ask<AgentUsageAnswer>("GET", "/usage/agents?timeZone=Asia/Kathmandu", { businessId });
  expect(body).toMatchObject({ total: 20, agentCount: 2, pricePerToken: null });
  const [first, second] = body.agents;
  expect([first?.agentId, second?.agentId].sort()).toEqual(["mia", "tom"]);
  const mia = body.agents.find(({ agentId }) => agentId === "mia");
  expect(mia).toMatchObject({ calls: 2, events: 3, tokensPerCall: 4, charged: 10, share: 0.5, cost: null });
  expect(mia?.sparkline.reduce((sum, tokens) => sum + tokens, 0)).toBe(10);
  const { body: lines } = await ask<{ items: unknown[] }>("GET", (mia?.lines ?? "").replace("/api/billing", ""), {
    businessId,
  });
  expect(lines.items).toHaveLength(3);
});

test("references are told with theirs", async () => {
  const { body } = await ask<RefUsageAnswer>("GET", "/usage/refs", { businessId });
  expect(body).toMatchObject({ total: 10, refCount: 1, refs: [{ ref: "order-1", events: 1, charged: 10, share: 1 }] });
});

test("the period before comes along when it is asked for", async () => {
  type Period = { from: string; to: string; total: number };
  type Compared = Period & { previous?: Period };
  const query = `from=${at(1, -3_600_000)}&to=${at(0, -3_600_000)}`;
  for (const path of ["/usage", "/usage/timeseries"]) {
    const { body } = await ask<Compared>("GET", `${path}?${query}&compare=previous`, { businessId });
    expect(body.total ?? 2).toBe(2);
    expect(body.previous?.to).toBe(body.from);
    expect((await ask<Compared>("GET", `${path}?${query}`, { businessId })).body.previous).toBeUndefined();
  }
  const { body } = await ask<Compared>("GET", `/usage?${query}&compare=previous`, { businessId });
  expect(body.previous?.total).toBe(18);
});
