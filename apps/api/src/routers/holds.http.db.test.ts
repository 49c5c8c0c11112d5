import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";
import { createCalls, type HoldBody } from "./testing/calls.ts";

type Balance = { available: number; held: number; debt: number; total: number; liveCalls: Record<string, unknown>[] };
type Transactions = { items: Record<string, unknown>[] };

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

const balanceOf = async (businessId: string) => (await ask<Balance>("GET", "/balance", { businessId })).body;
const historyOf = async (businessId: string, query = "") =>
  (await ask<Transactions>("GET", `/transactions${query}`, { businessId })).body.items;
const pass = (advanceSeconds: number) => ask("POST", "/sandbox/clock", { body: { advanceSeconds } });
const stateOf = ({ outcome, affordableSeconds, final, ...state }: HoldBody) => state;

describe("a call", () => {
  test("sets tokens aside, is charged for its seconds, and releases the rest", async () => {
    const { businessId, calls } = await createBusiness();
    const { status, body: opened } = await calls.open({ callId: "CA-1", agentId: "mia" });
    expect(status).toBe(200);
    expect(opened).toMatchObject({
      outcome: "opened",
      callId: "CA-1",
      status: "open",
      service: "outbound_call",
      agentId: "mia",
      grantedSeconds: 300,
      affordableSeconds: 3_000,
      bookedSeconds: 0,
      held: 10,
      charged: 0,
      final: false,
      rateVersion: 1,
      closedAt: null,
      transactionId: null,
    });
    expect(Date.parse(opened.expiresAt) - Date.parse(opened.openedAt)).toBe(330_000);
    expect(await balanceOf(businessId)).toMatchObject({
      available: 90,
      held: 10,
      total: 100,
      liveCalls: [{ holdId: opened.holdId, callId: "CA-1", held: 10, charged: 0, elapsedSeconds: 0, agentId: "mia" }],
    });

    await pass(290);
    const { body: extended } = await calls.extend(opened.holdId, 1, 290);
    // 290 s cost 9.666667; 60 s more are held.
    expect(extended).toMatchObject({ outcome: "extended", bookedSeconds: 290, charged: 9.666667, grantedSeconds: 350 });
    expect(extended.held).toBe(11.666667);
    expect((await calls.get(opened.holdId)).body).toMatchObject({ ...stateOf(extended) });

    await pass(15);
    const { body: captured } = await calls.capture(opened.holdId, 305);
    expect(captured).toMatchObject({
      outcome: "captured",
      status: "captured",
      bookedSeconds: 305,
      charged: 10.166667,
      held: 0,
      affordableSeconds: 0,
      final: true,
      transactionId: opened.holdId,
    });
    expect(await balanceOf(businessId)).toMatchObject({
      available: 89.833333,
      held: 0,
      total: 89.833333,
      liveCalls: [],
    });
    const [line] = await historyOf(businessId);
    expect(line).toMatchObject({
      id: opened.holdId,
      type: "usage",
      status: "settled",
      amount: -10.166667,
      quantity: 305,
      ref: "CA-1",
      agentId: "mia",
    });
  });

  test("that never got through leaves a line of nothing that proves it", async () => {
    const { businessId, calls } = await createBusiness();
    const { body: opened } = await calls.open({ callId: "CA-2" });
    const { body } = await calls.void(opened.holdId, "busy");
    expect(body).toMatchObject({ outcome: "voided", status: "voided", charged: 0, held: 0, closedReason: "busy" });
    expect(await balanceOf(businessId)).toMatchObject({ available: 100, held: 0 });
    expect(await historyOf(businessId)).toMatchObject([
      { id: opened.holdId, type: "usage", status: "no_charge", amount: 0, quantity: 0, ref: "CA-2" },
      { type: "trial" },
    ]);
    expect(await historyOf(businessId, "?type=usage")).toHaveLength(1);
  });

  test("that falls silent is charged for its last reported second, and settled once by a late capture", async () => {
    const { businessId, calls } = await createBusiness();
    const { body: opened } = await calls.open();
    await pass(30);
    await calls.extend(opened.holdId, 1, 30);
    await pass(600);
    expect((await calls.get(opened.holdId)).body).toMatchObject({
      status: "abandoned",
      bookedSeconds: 30,
      charged: 1,
      closedAt: opened.expiresAt,
    });
    expect(await historyOf(businessId)).toMatchObject([
      { status: "abandoned", amount: -1, occurredAt: opened.openedAt },
      { type: "trial" },
    ]);
    const { body: settled } = await calls.capture(opened.holdId, 600);
    expect(settled).toMatchObject({ outcome: "settled", status: "settled", bookedSeconds: 600, charged: 20 });
    expect(settled.settledAt).not.toBeNull();
    expect((await calls.capture(opened.holdId, 600)).body).toMatchObject({ outcome: "replayed", charged: 20 });
    expect((await calls.capture(opened.holdId, 601)).error).toMatchObject({ code: "hold_not_open" });
    expect(await balanceOf(businessId)).toMatchObject({ available: 80, debt: 0, held: 0 });
    const history = await historyOf(businessId);
    expect(history.map(({ type, status, amount }) => [type, status, amount])).toEqual([
      ["usage", "settled", -20],
      ["correction", "settled", 1],
      ["usage", "corrected", -1],
      ["trial", "settled", 100],
    ]);
  });
});

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

describe("holds.list", () => {
  test("pages calls newest first, by status and agent; cursors fit only their list (I16)", async () => {
    const { calls } = await createBusiness();
    const ids: string[] = [];
    for (const agentId of ["mia", "tom", "mia", "tom", "mia"]) ids.push((await calls.open({ agentId })).body.holdId);
    await calls.capture(ids[0] ?? "", 1);
    const idsOf = (page: { items: readonly HoldBody[] }) => page.items.map(({ holdId }) => holdId);
    const { body: all } = await calls.list();
    expect(idsOf(all)).toEqual(ids.toReversed());
    expect(all.items[0]).toMatchObject({ status: "open", held: 10, affordableSeconds: expect.any(Number) });
    expect(idsOf((await calls.list("?status=open&agentId=mia")).body)).toEqual([ids[4], ids[2]]);
    expect(idsOf((await calls.list("?status=captured")).body)).toEqual([ids[0]]);
    const { body: first } = await calls.list("?limit=3");
    const { body: second } = await calls.list(`?limit=3&cursor=${first.nextCursor}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids.toReversed());
    expect(second.nextCursor).toBeNull();
    const wrong = await calls.list(`?limit=3&status=open&cursor=${first.nextCursor}`);
    expect([wrong.status, wrong.error?.fields?.[0]?.path]).toEqual([400, "cursor"]);
  });
});

describe("people", () => {
  test("A04: see their business's calls and never make them", async () => {
    const person = await product.createPerson("owner@example.com");
    const businessId = await product.createBusiness({ members: { owner: person } });
    await ask("POST", "/grants", { businessId, body: { key: "g", tokens: 50, source: "adjustment", reason: "test" } });
    const { body: opened } = await createCalls(ask, businessId).open();
    const asPerson = (method: string, path: string, body?: object) =>
      fetch(`${product.url}/api/billing${path}`, {
        method,
        headers: { ...person.headers, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    expect(await (await asPerson("GET", `/holds/${opened.holdId}`)).json()).toMatchObject({ status: "open", held: 10 });
    expect(await (await asPerson("GET", "/holds")).json()).toMatchObject({ items: [{ holdId: opened.holdId }] });
    expect((await asPerson("POST", "/holds", { callId: "x", service: "outbound_call" })).status).toBe(403);
    expect((await asPerson("POST", `/holds/${opened.holdId}/capture`, { elapsedSeconds: 1 })).status).toBe(403);
  });
});
