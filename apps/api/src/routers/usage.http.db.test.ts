import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";

type Results = { results: Record<string, unknown>[] };
type Balance = { available: number; debt: number; total: number; version: number };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let withoutAdmin: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
  withoutAdmin = createAsk(product.url, await product.createKey(null, ["read", "usage:write"]));
});
afterAll(() => product.stop());

async function createBusiness(): Promise<string> {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } });
  return body.id;
}

const record = (businessId: string, events: unknown[]) =>
  ask<Results>("POST", "/usage", { businessId, body: { events } });
const balanceOf = async (businessId: string) => (await ask<Balance>("GET", "/balance", { businessId })).body;
const event = (more: Record<string, unknown> = {}) => ({
  key: newId(),
  service: "ai_agent_request",
  quantity: 1,
  ...more,
});

describe("usage.record", () => {
  test("answers one result an event, in order, with what it cost and what was left", async () => {
    const businessId = await createBusiness();
    const events = [event({ service: "outbound_call", quantity: 61 }), event({ quantity: 3 })];
    const { status, body } = await record(businessId, events);
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { key: events[0]?.key, outcome: "recorded", charged: 2.033334, balanceAfter: 97.966666 },
      { key: events[1]?.key, outcome: "recorded", charged: 3, balanceAfter: 94.966666 },
    ]);
    expect((await record(businessId, events)).body.results).toMatchObject([
      { outcome: "replayed", charged: 2.033334 },
      { outcome: "replayed" },
    ]);
    expect(await balanceOf(businessId)).toMatchObject({ available: 94.966666, debt: 0, total: 94.966666 });
  });

  test("a refused event says why with its numbers beside it and disturbs no neighbour", async () => {
    const businessId = await createBusiness();
    const same = event();
    const { body } = await record(businessId, [
      same,
      event({ quantity: 500 }),
      event({ service: "fax" }),
      event({ service: "SMS ", occurredAt: "2001-01-01T00:00:00Z" }),
      { ...same, quantity: 2 },
      event({ businessId: newId() }),
      event(),
    ]);
    expect(body.results).toMatchObject([
      { outcome: "recorded" },
      {
        outcome: "refused",
        reason: "insufficient_tokens",
        charged: 0,
        available: 99,
        required: 500,
        shortBy: 401,
        retryable: false,
      },
      {
        outcome: "refused",
        reason: "unknown_service",
        known: ["ai_agent_request", "inbound_call", "outbound_call", "sms", "transcription"],
      },
      { outcome: "refused", reason: "unknown_service" },
      { outcome: "refused", reason: "idempotency_mismatch", field: "quantity" },
      { outcome: "refused", reason: "not_found" },
      { outcome: "recorded", balanceAfter: 98 },
    ]);
  });

  test("an event names its own business, which wins over the header", async () => {
    const [first, second] = [await createBusiness(), await createBusiness()];
    await record(first, [event({ businessId: second })]);
    expect([(await balanceOf(first)).available, (await balanceOf(second)).available]).toEqual([100, 99]);
  });

  test("an event without any business is refused by its path", async () => {
    const { status, error } = await ask("POST", "/usage", { body: { events: [event()] } });
    expect([status, error?.fields?.[0]?.path]).toEqual([400, "events.0.businessId"]);
  });

  test("more than five minutes in the future by the database's clock is a wrong request, and nothing of it is written", async () => {
    const businessId = await createBusiness();
    const in6Minutes = new Date(Date.now() + 6 * 60_000).toISOString();
    const in4Minutes = new Date(Date.now() + 4 * 60_000).toISOString();
    const { status, error } = await record(businessId, [event(), event({ occurredAt: in6Minutes })]);
    expect([status, error?.code, error?.fields?.[0]?.path]).toEqual([400, "validation_failed", "events.1.occurredAt"]);
    expect((await balanceOf(businessId)).available).toBe(100);
    expect((await record(businessId, [event({ occurredAt: in4Minutes })])).body.results).toMatchObject([
      { outcome: "recorded" },
    ]);
  });

  test("allowOverdraft needs admin; with it debt is booked, a grant repays it, a correction returns it", async () => {
    const businessId = await createBusiness();
    const overdraft = event({ quantity: 130, allowOverdraft: true });
    const refused = await withoutAdmin("POST", "/usage", { businessId, body: { events: [overdraft] } });
    expect([refused.status, refused.error?.code]).toEqual([403, "forbidden"]);

    const { body } = await record(businessId, [overdraft]);
    expect(body.results).toMatchObject([{ outcome: "recorded", charged: 130, balanceAfter: -30 }]);
    expect(await balanceOf(businessId)).toMatchObject({ available: 0, debt: 30, total: -30 });

    const grant = { key: newId(), tokens: 50, source: "adjustment", reason: "goodwill" };
    const granted = await ask<{ outcome: string; balanceAfter: number }>("POST", "/grants", {
      businessId,
      body: grant,
    });
    expect(granted.body).toMatchObject({ outcome: "granted", balanceAfter: 20 });
    const again = await ask("POST", "/grants", { businessId, body: grant });
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    expect(await balanceOf(businessId)).toMatchObject({ available: 20, debt: 0 });

    const lineId = String(body.results[0]?.["id"]);
    const correction = { reason: "the call was ours", replacement: { service: "ai_agent_request", quantity: 10 } };
    const corrected = await ask<Record<string, unknown>>("POST", `/usage/${lineId}/correct`, {
      businessId,
      body: correction,
    });
    expect(corrected.body).toMatchObject({ outcome: "corrected", returned: 130, lineId, replacement: { charged: 10 } });
    expect(await balanceOf(businessId)).toMatchObject({ available: 140, debt: 0 });
    const twice = await ask<Record<string, unknown>>("POST", `/usage/${lineId}/correct`, {
      businessId,
      body: correction,
    });
    expect(twice.body).toMatchObject({ outcome: "replayed", id: corrected.body["id"] });
  });

  test("an event older than the late window waits for an operator, who accepts or rejects it once", async () => {
    const businessId = await createBusiness();
    const old = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const { body } = await record(businessId, [event({ occurredAt: old }), event({ occurredAt: old, quantity: 2 })]);
    expect(body.results).toMatchObject([
      { outcome: "review", charged: 0 },
      { outcome: "review", charged: 0 },
    ]);
    const list = await ask<{ items: { id: string; status: string }[]; nextCursor: string | null }>(
      "GET",
      "/usage/review?limit=1",
      { businessId },
    );
    expect(list.body.items).toMatchObject([{ id: body.results[0]?.["id"], status: "pending" }]);
    const rest = await ask<typeof list.body>("GET", `/usage/review?limit=1&cursor=${list.body.nextCursor}`, {
      businessId,
    });
    expect(rest.body).toMatchObject({ items: [{ id: body.results[1]?.["id"] }], nextCursor: null });

    const accepted = await ask("POST", `/usage/review/${body.results[0]?.["id"]}/accept`, {
      businessId,
      body: { note: "seen" },
    });
    expect(accepted.body).toMatchObject({
      outcome: "accepted",
      line: { charged: 1 },
      review: { status: "accepted", note: "seen" },
    });
    expect(accepted.headers.get("idempotent-replayed")).toBeNull();
    const again = await ask("POST", "/usage/review", {
      businessId,
      body: { id: body.results[0]?.["id"], decision: "accept", note: "seen" },
    });
    expect(again.body).toMatchObject({ outcome: "replayed" });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const rejected = await ask("POST", "/usage/review", {
      businessId,
      body: { id: body.results[1]?.["id"], decision: "reject" },
    });
    expect(rejected.body).toMatchObject({ outcome: "rejected", line: null });
    const changed = await ask("POST", `/usage/review/${body.results[1]?.["id"]}/accept`, { businessId, body: {} });
    expect([changed.status, changed.error?.code]).toEqual([409, "idempotency_mismatch"]);
    expect((await balanceOf(businessId)).available).toBe(99);
  });

  test.each([
    [{ events: [] }, "events"],
    [{ events: Array.from({ length: 1_001 }, () => event()) }, "events"],
    [{ events: [event({ quantity: 0 })] }, "events.0.quantity"],
    [{ events: [event({ quantity: 1.5 })] }, "events.0.quantity"],
    [{ events: [event({ quantity: "5" })] }, "events.0.quantity"],
    [{ events: [event({ quantity: 2 ** 53 })] }, "events.0.quantity"],
    [{ events: [event({ key: "with space" })] }, "events.0.key"],
    [{ events: [event({ occurredAt: "yesterday" })] }, "events.0.occurredAt"],
    [{ events: [event({ price: 0 })] }, "events.0.price"],
    [{ events: [event({ agentId: "x".repeat(201) })] }, "events.0.agentId"],
  ])("refuses what has the wrong shape by its path %#", async (body, path) => {
    const businessId = await createBusiness();
    const { status, error } = await ask("POST", "/usage", { businessId, body });
    expect([status, error?.code, error?.fields?.[0]?.path]).toEqual([400, "validation_failed", path]);
    expect((await balanceOf(businessId)).version).toBe(1);
  });

  test("metadata over 1 KiB is too large", async () => {
    const businessId = await createBusiness();
    const { status, error } = await record(businessId, [event({ metadata: { note: "x".repeat(1_100) } })]);
    expect([status, error?.code]).toEqual([413, "payload_too_large"]);
  });
});
