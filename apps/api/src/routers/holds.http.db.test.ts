import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
    const callId = "CA-2%_".padEnd(255, "~");
    const { body: opened } = await calls.open({ callId });
    const { body } = await calls.void(opened.holdId, "busy");
    expect(body).toMatchObject({ outcome: "voided", status: "voided", charged: 0, held: 0, closedReason: "busy" });
    expect(await balanceOf(businessId)).toMatchObject({ available: 100, held: 0 });
    expect(await historyOf(businessId)).toMatchObject([
      { id: opened.holdId, type: "usage", status: "no_charge", amount: 0, quantity: 0, ref: callId, reason: "busy" },
      { type: "trial" },
    ]);
    expect(await historyOf(businessId, "?type=usage&q=ca-2%25_")).toHaveLength(1);
    const { body: receipt } = await ask<object>("GET", `/transactions/${opened.holdId}`, { businessId });
    expect(receipt).toMatchObject({
      amount: 0,
      legs: [{ kind: "void", amount: 0, grantId: null }],
      call: { holdId: opened.holdId, status: "voided", story: [{ step: "opened" }, { step: "voided", seconds: 0 }] },
    });
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
    expect(history[0]).toMatchObject({
      call: { status: "settled", story: [{ step: "opened" }, { step: "abandoned", seconds: null }, { seconds: 600 }] },
    });
    expect(history.map(({ type, status, amount }) => [type, status, amount])).toEqual([
      ["usage", "settled", -20],
      ["correction", "settled", 1],
      ["usage", "corrected", -1],
      ["trial", "settled", 100],
    ]);
  });
});

describe("holds.list", () => {
  test("C14: agrees with the call itself and with the history about one that is overdue and not yet swept", async () => {
    const { businessId, calls } = await createBusiness();
    const { body: opened } = await calls.open({ callId: "CA-overdue" });
    // Time passes with nobody to sweep: no worker runs here, and the clock's own door would.
    await product.owner("update sandbox_clock set offset_ms = offset_ms + 331000");
    const listed = async (status: string) =>
      (await ask<{ items: HoldBody[] }>("GET", `/holds?status=${status}`, { businessId })).body.items;
    const found = (await ask<HoldBody>("GET", `/holds/${opened.holdId}`, { businessId })).body;
    expect(found).toMatchObject({ status: "abandoned", transactionId: opened.holdId });
    expect(await listed("abandoned")).toMatchObject([{ holdId: opened.holdId }]);
    expect(await listed("open")).toEqual([]);
    expect((await ask("GET", `/transactions/${found.transactionId}`, { businessId })).status).toBe(200);
  });

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
