import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldsOf, isRequired } from "../http/rest/object-fields.ts";
import { listProcedures } from "../http/rest/routes.ts";
import { bearer, procedureOf, restDoor, trpcDoor } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { appRouter } from "./router.ts";

let product: TestProduct;
let businessId: string;
let admin: Record<string, string>;

beforeAll(async () => {
  product = await startTestProduct({ takesPayments: true });
  businessId = await product.createBusiness({});
  admin = {
    ...bearer(await product.createKey(null, ["read", "usage:write", "holds:write", "admin"])),
    "farebox-business": businessId,
  };
});
afterAll(() => product.stop());

async function both(name: string, input: object) {
  const procedure = procedureOf(appRouter, name);
  const byTrpc = await trpcDoor.call(product.url, procedure, { headers: admin, input });
  const byRest = await restDoor.call(product.url, procedure, { headers: admin, input });
  return [byTrpc, byRest] as const;
}

const granted = { key: "grant-1", tokens: 12.345678, source: "promotion", reason: "Welcome back" };
const event = {
  key: "call-1",
  service: "outbound_call",
  quantity: 61,
  occurredAt: new Date().toISOString(),
  metadata: { line: 1 },
};

test("a command by one door is replayed by the other", async () => {
  const [first, second] = await both("grants.create", granted);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.headers.get("idempotent-replayed")).toBeNull();
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  const [recorded, replayed] = await both("usage.record", { events: [event] });
  expect(recorded.data).toMatchObject({ results: [{ key: "call-1", outcome: "recorded", charged: 2.033334 }] });
  expect(replayed.data).toMatchObject({ results: [{ key: "call-1", outcome: "replayed", charged: 2.033334 }] });
});

const questions: [string, object][] = [
  ["plans.list", {}],
  ["packages.list", {}],
  ["rates.list", {}],
  ["subscription.get", {}],
  ["transactions.list", { limit: 1 }],
  ["usage.summary", { from: "2025-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z", timeZone: "Asia/Kolkata" }],
  ["usage.authorize", { service: "sms", quantity: 3 }],
  ["usage.authorize", { service: "teleport" }],
  ["usage.authorize", { service: "outbound_call", agentId: "mia" }],
  ["holds.list", { status: "open", limit: 1 }],
  ["businesses.get", {}],
  ["caps.get", {}],
  ["alerts.get", {}],
];

test.each(questions)("%s %j is answered alike", async (name, input) => {
  const [byTrpc, byRest] = await both(name, input);
  expect(byTrpc.status).toBe(200);
  expect(byRest.data).toEqual(byTrpc.data);
});

test("what was all sent before says so in its head, by both doors", async () => {
  const use = { key: "again-1", service: "sms", quantity: 1, occurredAt: event.occurredAt };
  const late = { ...use, key: "again-late", occurredAt: "1999-12-31T00:00:00Z" };
  const seen = async (name: string, input: object) => {
    const answers = await both(name, input);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    return answers.map(({ headers }) => headers.get("idempotent-replayed"));
  };
  expect(await seen("usage.record", { events: [use, late] })).toEqual([null, "true"]);
  expect(await seen("usage.record", { events: [use, { ...use, key: "again-2" }] })).toEqual([null, "true"]);
  expect(await seen("usage.record", { events: [use, { ...use, quantity: 2 }] })).toEqual([null, null]);

  const [{ data }] = await both("usage.record", { events: [use] });
  const { id } = (data as { results: { id: string }[] }).results[0] ?? { id: "" };
  expect(await seen("usage.correct", { id, reason: "sent in error" })).toEqual([null, "true"]);
});

const inputless = listProcedures(appRouter).filter(
  ({ type, meta, input }) =>
    type === "query" &&
    meta.rest?.method === "GET" &&
    meta.rights?.key != null &&
    !Object.values(fieldsOf(input)).some(isRequired),
);

test.each(inputless)("$name answers without any input by both doors", async (procedure) => {
  const byTrpc = await trpcDoor.call(product.url, procedure, { headers: admin });
  const byRest = await restDoor.call(product.url, procedure, { headers: admin });
  expect([byTrpc.status, byRest.status]).toEqual([200, 200]);
});

test("a header or the body brings the key of a grant, never two of them", async () => {
  const post = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${product.url}/api/billing/grants`, {
      method: "POST",
      headers: { "content-type": "application/json", ...admin, ...headers },
      body: JSON.stringify(body),
    });
  const { key, ...keyless } = granted;
  const replayed = await post(keyless, { "idempotency-key": key });
  expect(replayed.headers.get("idempotent-replayed")).toBe("true");
  expect((await post(granted, { "idempotency-key": key })).status).toBe(200);
  expect((await post(granted, { "idempotency-key": "another" })).status).toBe(400);
  expect((await post(keyless)).status).toBe(400);
  const mismatch = await post({ ...granted, tokens: 5 });
  expect(await mismatch.json()).toMatchObject({
    error: { code: "idempotency_mismatch", details: { field: "tokens" } },
  });
});

test("numbers of a query are numbers only when written as such (I03)", async () => {
  const status = async (limit: string) =>
    (await fetch(`${product.url}/api/billing/transactions?limit=${limit}`, { headers: admin })).status;
  expect(await status("2")).toBe(200);
  for (const limit of ["0x2", "2.5", "%202", "1e1", "", "2&limit=3", "NaN", "-1"])
    expect(await status(limit), limit).toBe(400);
});

test("a batch over tRPC answers each call by itself", async () => {
  const input = encodeURIComponent(JSON.stringify({ 0: {}, 1: { nonsense: 1 } }));
  const answer = await fetch(`${product.url}/api/trpc/balance.get,balance.get?batch=1&input=${input}`, {
    headers: admin,
  });
  expect(answer.status).toBe(207);
  const [first, second] = (await answer.json()) as [
    { result: { data: { businessId: string } } },
    { error: { data: { billing: { code: string } } } },
  ];
  expect(first.result.data.businessId).toBe(businessId);
  expect(second.error.data.billing.code).toBe("validation_failed");
});
