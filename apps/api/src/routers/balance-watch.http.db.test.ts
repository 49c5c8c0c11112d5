import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";

type Balance = { businessId: string; available: number; held: number; liveCalls: object[]; version: number };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let owner: TestPerson;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
  owner = await product.createPerson("owner@example.com");
});
afterAll(() => product.stop());

async function createBusiness(): Promise<string> {
  const { id } = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } })).body;
  await product.owner("insert into members (business_id, id, user_id, role) values ($1, $2, $3, 'member')", [
    id,
    newId(),
    owner.userId,
  ]);
  return id;
}

const record = (businessId: string) =>
  ask("POST", "/usage", { businessId, body: { events: [{ key: newId(), service: "ai_agent_request", quantity: 1 }] } });

/** Server-sent events of `GET /balance/stream`, as a browser would read them. */
async function watch(businessId: string, more = "") {
  const leaving = new AbortController();
  const answer = await fetch(`${product.url}/api/billing/balance/stream?businessId=${businessId}${more}`, {
    headers: owner.headers,
    signal: leaving.signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    status: answer.status,
    leave: () => leaving.abort(),
    /** The next balance, with the id it can be resumed after. Null: the stream ended. */
    async next(): Promise<{ id: string; balance: Balance } | null> {
      for (;;) {
        const end = text.indexOf("\n\n");
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const data = /^data: (\{.*"asOf".*)$/m.exec(block)?.[1];
          const id = /^id: (.*)$/m.exec(block)?.[1];
          if (data !== undefined && id !== undefined) return { id, balance: JSON.parse(data) as Balance };
          continue;
        }
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) return null;
        text += chunk.value;
      }
    },
  };
}

test("a watcher gets the balance at once and again within a second of a commit, and nothing of another business", async () => {
  const [businessId, other] = [await createBusiness(), await createBusiness()];
  const stream = await watch(businessId);
  expect(await stream.next()).toMatchObject({ id: "1", balance: { businessId, available: 100, version: 1 } });
  await record(other);
  const startedAt = performance.now();
  await record(businessId);
  expect(await stream.next()).toMatchObject({ id: "2", balance: { businessId, available: 99, version: 2 } });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  stream.leave();
});

test("a watcher that comes back after a version it has gets only what is newer", async () => {
  const businessId = await createBusiness();
  const stream = await watch(businessId, "&lastEventId=1");
  await record(businessId);
  expect(await stream.next()).toMatchObject({ id: "2" });
  stream.leave();
});

test("however many pages of a person watch, a change is read for all of them at once, and counts for none as a call", async () => {
  const businessId = await createBusiness();
  const streams = await Promise.all(Array.from({ length: 20 }, () => watch(businessId)));
  for (const stream of streams) expect(await stream.next()).toMatchObject({ id: "1" });
  // They came one after the other; from the first change on they hear of each at the same moment.
  await record(businessId);
  await Promise.all(streams.map(async (stream) => expect(await stream.next()).toMatchObject({ id: "2" })));
  const reads = vi.spyOn(product.deps.db.memberAtOnce, "query");
  const looksAtRights = vi.spyOn(product.deps.authentication, "identify");
  const counted = vi.spyOn(product.deps.limits, "countCall");
  await record(businessId);
  await Promise.all(
    streams.map(async (stream) => expect(await stream.next()).toMatchObject({ id: "3", balance: { available: 98 } })),
  );
  // Those who were still being told of the one before are told by one of the next looks.
  expect(reads.mock.calls.length).toBeLessThan(10);
  expect(looksAtRights.mock.calls.length).toBeLessThan(10);
  expect(counted.mock.calls.map(([{ kind }]) => kind)).toEqual(["key"]);
  for (const stream of streams) stream.leave();
  vi.restoreAllMocks();
});

test("what another process commits arrives as well", async () => {
  const businessId = await createBusiness();
  const stream = await watch(businessId);
  await stream.next();
  await product.owner("update token_balances set version = version + 1 where business_id = $1", [businessId]);
  await product.owner("select pg_notify('farebox_balances', $1)", [`${businessId}:2`]);
  expect(await stream.next()).toMatchObject({ id: "2" });
  stream.leave();
});

test("A06: a watcher who is put out of the business gets nothing more", async () => {
  const businessId = await createBusiness();
  const stream = await watch(businessId);
  await stream.next();
  await product.owner("delete from members where business_id = $1", [businessId]);
  await record(businessId);
  expect(await stream.next()).toBeNull();
});

test("a stranger's business cannot be watched", async () => {
  const stranger = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Foreign" } })).body.id;
  expect((await watch(stranger)).status).toBe(404);
});

test("a call is seen from its opening to its end, whoever ends it", async () => {
  const businessId = await createBusiness();
  const stream = await watch(businessId);
  expect((await stream.next())?.balance).toMatchObject({ available: 100, held: 0, liveCalls: [] });
  const { body: hold } = await ask<{ holdId: string }>("POST", "/holds", {
    businessId,
    body: { callId: "CA-1", service: "outbound_call", agentId: "mia" },
  });
  expect((await stream.next())?.balance).toMatchObject({
    available: 90,
    held: 10,
    liveCalls: [{ holdId: hold.holdId, agentId: "mia", grantedSeconds: 300 }],
  });
  await ask("POST", "/sandbox/clock", { body: { advanceSeconds: 331 } });
  expect((await stream.next())?.balance).toMatchObject({ available: 100, held: 0, liveCalls: [] });
  stream.leave();
});

test.each(["99", "999999999999999999"])(
  "a watcher that comes back after version %s, which we never had, gets the balance",
  async (id) => {
    const businessId = await createBusiness();
    const stream = await watch(businessId, `&lastEventId=${id}`);
    expect(await stream.next()).toMatchObject({ id: "1" });
    await record(businessId);
    expect(await stream.next()).toMatchObject({ id: "2" });
    stream.leave();
  },
);

/** As after a hint that says more than it knows, or the slow look that comes without one. */
const look = (businessId: string) => product.owner("select pg_notify('farebox_balances', $1)", [`${businessId}:99`]);

test("what time alone made spendable is told, though no commit told of it", async () => {
  const businessId = await createBusiness();
  const { body: now } = await ask<{ now: string }>("GET", "/sandbox/clock");
  const effectiveAt = new Date(Date.parse(now.now) + 3_600_000).toISOString();
  const granted = await ask("POST", "/grants", {
    businessId,
    body: { key: newId(), tokens: 7, source: "promotion", reason: "later", effectiveAt },
  });
  expect(granted.status).toBe(200);
  const stream = await watch(businessId);
  expect(await stream.next()).toMatchObject({ id: "2", balance: { available: 100, upcoming: 7 } });
  await look(businessId);
  await ask("POST", "/sandbox/clock", { body: { advanceSeconds: 3_700 } });
  await look(businessId);
  expect(await stream.next()).toMatchObject({ id: "2", balance: { available: 107, upcoming: 0 } });
  stream.leave();

  const resumed = await watch(businessId, "&lastEventId=2");
  expect(await resumed.next()).toMatchObject({ id: "2", balance: { available: 107 } });
  resumed.leave();
});

test("a stream that cannot begin is refused with the time to come back", async () => {
  const businessId = await createBusiness();
  vi.spyOn(product.deps.live, "follow").mockReturnValueOnce(null);
  const refused = await fetch(`${product.url}/api/billing/balance/stream?businessId=${businessId}`, {
    headers: owner.headers,
  });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ error: { code: "overloaded", retryable: true } });
});
