import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";
import { createCalls, type HoldBody } from "./testing/calls.ts";

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
});
afterAll(() => product.stop());

/** With its trial of 100 tokens. */
async function createBusiness() {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } });
  return { businessId: body.id, calls: createCalls(ask, body.id) };
}

const pass = (advanceSeconds: number) => ask("POST", "/sandbox/clock", { body: { advanceSeconds } });
const stateOf = ({ outcome, affordableSeconds, final, ...state }: HoldBody) => state;

describe("repeats", () => {
  test("an opening sent again is answered again and marked, over both contents", async () => {
    const { calls } = await createBusiness();
    const first = await calls.open({ callId: "CA-1", agentId: "mia" });
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    const again = await calls.open({ callId: "CA-1", agentId: "mia" });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual({ ...first.body, outcome: "replayed" });
    const other = await calls.open({ callId: "CA-1", agentId: "tom" });
    expect([other.status, other.error?.code, other.error?.details]).toEqual([
      409,
      "idempotency_mismatch",
      { field: "agentId" },
    ]);
    const service = await calls.open({ callId: "CA-1", agentId: "mia", service: "inbound_call" });
    expect(service.error?.details).toEqual({ field: "service" });
  });

  test("a heartbeat that is repeated or older answers the state; gaps are allowed", async () => {
    const { calls } = await createBusiness();
    const { body: opened } = await calls.open();
    await pass(60);
    await calls.extend(opened.holdId, 5, 10);
    const { body: newest } = await calls.extend(opened.holdId, 9, 20);
    expect(newest).toMatchObject({ outcome: "extended", lastSeq: 9, bookedSeconds: 20 });
    for (const [seq, elapsed] of [
      [9, 20],
      [9, 25],
      [7, 15],
      [1, 86_400],
    ] as const) {
      const { status, headers, body } = await calls.extend(opened.holdId, seq, elapsed);
      expect([status, headers.get("idempotent-replayed")]).toEqual([200, "true"]);
      expect(body).toEqual({ ...newest, outcome: "replayed" });
    }
  });

  test("the end of a call sent again is answered again; another end is refused with the final state", async () => {
    const { calls } = await createBusiness();
    const { body: opened } = await calls.open();
    const { body: captured } = await calls.capture(opened.holdId, 3);
    expect((await calls.capture(opened.holdId, 3)).body).toEqual({ ...captured, outcome: "replayed" });
    const wrong = [
      await calls.capture(opened.holdId, 4),
      await calls.void(opened.holdId),
      await calls.extend(opened.holdId, 1, 3),
    ];
    for (const { status, error } of wrong) {
      expect([status, error?.code]).toEqual([409, "hold_not_open"]);
      expect(error?.details?.["hold"]).toEqual(stateOf(captured));
    }
    const { body: other } = await calls.open();
    const { body: voided } = await calls.void(other.holdId, "busy");
    expect((await calls.void(other.holdId, "busy")).body).toEqual({ ...voided, outcome: "replayed" });
    expect((await calls.void(other.holdId, "silent")).error?.details?.["hold"]).toEqual(stateOf(voided));
    expect((await calls.capture(other.holdId, 0)).error?.code).toBe("hold_not_open");
  });
});

describe("what cannot be", () => {
  test("an impossible duration is refused with the state of the call, which stays as it was", async () => {
    const { calls } = await createBusiness();
    const { body: opened } = await calls.open();
    await pass(20);
    const { body: extended } = await calls.extend(opened.holdId, 1, 20);
    for (const elapsed of [19, -1, 0, 86_401, 9_007_199_254_740_991, 60]) {
      for (const asked of [calls.extend(opened.holdId, 2, elapsed), calls.capture(opened.holdId, elapsed)]) {
        const { status, error } = await asked;
        expect([status, error?.code, error?.fields?.[0]?.path]).toEqual([400, "validation_failed", "elapsedSeconds"]);
        expect(error?.details?.["hold"]).toEqual(stateOf(extended));
      }
    }
    const voided = await calls.void(opened.holdId);
    expect([voided.status, voided.error?.code, voided.error?.fields?.[0]?.path]).toEqual([
      400,
      "validation_failed",
      "id",
    ]);
    expect(voided.error?.details?.["hold"]).toEqual(stateOf(extended));
    expect((await calls.get(opened.holdId)).body).toMatchObject(stateOf(extended));
  });

  test("a foreign or unknown call is not found, whatever is asked of it", async () => {
    const [own, other] = [await createBusiness(), await createBusiness()];
    const { body: foreign } = await other.calls.open();
    for (const id of [foreign.holdId, newId()]) {
      const answers = [
        await own.calls.get(id),
        await own.calls.extend(id, 1, 1),
        await own.calls.capture(id, 1),
        await own.calls.void(id),
      ];
      expect(answers.map(({ status, error }) => [status, error?.code])).toEqual(Array(4).fill([404, "not_found"]));
    }
    expect((await other.calls.get(foreign.holdId)).body.status).toBe("open");
  });

  test("nothing starts below the floor, suspended, without a slot or without a price", async () => {
    const { businessId, calls } = await createBusiness();
    expect((await calls.open({ service: "fax" })).error).toMatchObject({ code: "unknown_service" });
    await product.owner(
      "update businesses set concurrent_calls_limit = 1, concurrent_calls_limit_set_at = now() where id = $1",
      [businessId],
    );
    const { body: opened } = await calls.open();
    const crowded = await calls.open();
    expect([crowded.status, crowded.error?.code, crowded.error?.details]).toEqual([
      402,
      "concurrency_limit",
      { limit: 1 },
    ]);
    await product.owner("update businesses set suspended_at = now(), suspended_reason = 'unpaid' where id = $1", [
      businessId,
    ]);
    const suspended = await calls.open();
    expect([suspended.status, suspended.error?.code, suspended.error?.details]).toEqual([
      403,
      "business_suspended",
      { reason: "unpaid" },
    ]);
    // A running call goes on.
    await pass(30);
    expect((await calls.extend(opened.holdId, 1, 30)).body.outcome).toBe("extended");
    expect((await calls.capture(opened.holdId, 31)).body.outcome).toBe("captured");
  });
});

describe("usage.authorize", () => {
  test("answers for a call what opening it would, with the same details", async () => {
    const { businessId, calls } = await createBusiness();
    const may = async (body: object) => (await ask<object>("POST", "/usage/authorize", { businessId, body })).body;
    expect(await may({ service: "inbound_call" })).toMatchObject({ allowed: true, required: 10, affordable: 4_000 });
    await ask("PUT", "/caps", { businessId, body: { caps: [{ agentId: "mia", every: "day", limit: 15 }] } });
    await calls.open({ agentId: "mia" });
    const { error } = await calls.open({ agentId: "mia" });
    expect(error?.code).toBe("cap_reached");
    expect(await may({ service: "outbound_call", agentId: "mia" })).toMatchObject({
      allowed: false,
      reason: "cap_reached",
      details: error?.details,
      fix: ["raise_cap"],
    });
    expect(await may({ service: "outbound_call" })).toMatchObject({ allowed: true, available: 90, affordable: 2_700 });
    await ask("POST", "/usage", {
      businessId,
      body: { events: [{ key: newId(), service: "ai_agent_request", quantity: 81 }] },
    });
    expect(await may({ service: "outbound_call" })).toMatchObject({
      allowed: false,
      reason: "below_call_floor",
      details: { available: 9, floor: 10 },
      fix: ["add_tokens"],
    });
  });
});
