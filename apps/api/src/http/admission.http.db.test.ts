import { connect, type Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";

const MOST_CALLS = 4;
let product: TestProduct;
let businessId: string;
let headers: Record<string, string>;
let blocker: pg.Client;

beforeAll(async () => {
  product = await startTestProduct({ admission: { mostCalls: MOST_CALLS, mostBytes: 100_000 } });
  businessId = await product.createBusiness({});
  headers = {
    ...bearer(await product.createKey(null, ["read", "usage:write", "admin"])),
    "content-type": "application/json",
    "farebox-business": businessId,
  };
  blocker = new pg.Client({ connectionString: product.deps.env.databaseUrl });
  await blocker.connect();
});
afterAll(async () => {
  await blocker.end();
  await product.stop();
});

const eventOf = (key: string) =>
  JSON.stringify({ events: [{ key, service: "sms", quantity: 1, allowOverdraft: true }] });

function record(key: string, path = "/api/billing/usage", signal?: AbortSignal): Promise<Response> {
  const init = { method: "POST", headers, body: eventOf(key), ...(signal && { signal }) };
  return fetch(`${product.url}${path}`, init);
}

/** While the business's account is locked by somebody else, whatever is recorded for it waits. */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  await blocker.query("begin");
  await blocker.query("select 1 from token_balances where business_id = $1 for update", [businessId]);
  try {
    await work();
  } finally {
    await blocker.query("commit");
  }
}

/** Until another call finds no room. */
function untilFull(): Promise<void> {
  return expect.poll(async () => (await fetch(`${product.url}/api/billing/plans`, { headers })).status).toBe(503);
}

test.each([
  ["REST", "/api/billing/usage"],
  ["tRPC", "/api/trpc/usage.record"],
])(
  "over %s, beyond what is taken on at once a call hears when to come back, and health stays up",
  async (door, path) => {
    await whileLocked(async () => {
      const waiting = Array.from({ length: MOST_CALLS }, (_, index) => record(`${door}-${index}`, path));
      await untilFull();
      const refused = await record(`${door}-beyond`, path);
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("1");
      expect(await refused.text()).toContain('"code":"overloaded"');
      expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
      await blocker.query("commit");
      await Promise.all(waiting);
    });
    await expect.poll(async () => (await record(`${door}-after`, path)).status).toBe(200);
  },
);

test("a caller who hangs up takes nobody's place and disturbs nobody; what it sent is decided once", async () => {
  const leaving = new AbortController();
  await whileLocked(async () => {
    const gone = Array.from({ length: MOST_CALLS }, (_, index) =>
      record(`gone-${index}`, undefined, leaving.signal).then(
        () => "answered",
        () => "hung up",
      ),
    );
    await untilFull();
    leaving.abort();
    expect(await Promise.all(gone)).toEqual(gone.map(() => "hung up"));
  });
  await expect.poll(async () => (await record("stayed")).status).toBe(200);
  for (let index = 0; index < MOST_CALLS; index += 1) {
    const answer = await record(`gone-${index}`);
    const { results } = (await answer.json()) as { results: { outcome: string }[] };
    expect(["recorded", "replayed"]).toContain(results[0]?.outcome);
  }
});

/** Declares a body and sends a part of it. */
async function beginBody(sent: number, declared: number): Promise<Socket> {
  const socket = connect(product.server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  const head = Object.entries({ host: "127.0.0.1", ...headers, "content-length": String(declared) });
  const lines = head.map(([name, value]) => `${name}: ${value}`).join("\r\n");
  const begun = `POST /api/billing/usage HTTP/1.1\r\n${lines}\r\n\r\n${" ".repeat(sent)}`;
  await new Promise((resolve) => socket.write(begun, resolve));
  return socket;
}

test("bodies that come slowly hold no more than they brought, and too much of them is refused (W22)", async () => {
  const slow = await Promise.all(Array.from({ length: 50 }, () => beginBody(1, 100_000)));
  expect((await record("beside-slow")).status).toBe(200);
  const padded = `${eventOf("beside-large")}${" ".repeat(20_000)}`;
  const ask = () => fetch(`${product.url}/api/billing/usage`, { method: "POST", headers, body: padded });
  const large: Socket[] = [];
  // Which of the two has its bytes there first is open; the later one finds no room, so both are sent until it is ours.
  const askBesideLarge = async () => {
    for (const socket of large.splice(0)) socket.destroy();
    large.push(await beginBody(90_000, 100_000));
    await record("between");
    return (await ask()).status;
  };
  await expect.poll(askBesideLarge).toBe(503);
  for (const socket of [...slow, ...large]) socket.destroy();
  await expect.poll(async () => (await ask()).status).toBe(200);
});
