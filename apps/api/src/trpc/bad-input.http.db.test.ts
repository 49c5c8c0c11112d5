import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ERROR_TABLE } from "../http/error-table.ts";
import { type LiveProcedure, listProcedures } from "../http/rest/routes.ts";
import { type BadInput, listBadInputs } from "../testing/bad-values.ts";
import { bearer, type Door, type DoorAnswer, doors, procedureOf, restDoor, trpcDoor } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { toCursor } from "../use-cases/page-cursor.ts";
import { appRouter } from "./router.ts";

let product: TestProduct;
let headersOf: Record<"person" | "key", Record<string, string>>;
let rowsBefore: unknown;

beforeAll(async () => {
  product = await startTestProduct();
  const owner = await product.createPerson("operator@example.com", { isOperator: true });
  const named = { "farebox-business": await product.createBusiness({ members: { owner } }) };
  const key = await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]);
  headersOf = { person: { ...owner.headers, ...named }, key: { ...bearer(key), ...named } };
});
afterAll(() => product.stop());

beforeEach(async () => {
  rowsBefore = await countRows();
});
afterEach(async () => {
  expect(await countRows(), "a refused request wrote something").toEqual(rowsBefore);
});

const procedures = listProcedures(appRouter);

/** Of somebody who may call it, so that nothing is refused for another reason than its input. */
const headersFor = ({ meta }: LiveProcedure) => headersOf[meta.rights?.person === null ? "key" : "person"];

describe.each(procedures)("$name", (procedure) => {
  test.each(doors)(
    "refuses every wrong value of every field with its path, by $name (I01, I03, I06, I08, I09, I11)",
    async (door) => {
      const wrong: string[] = [];
      // An event stream over tRPC begins with 200 and carries its refusal as its first event.
      const isStream = door.name === "tRPC" && procedure.type === "subscription";
      await inParallel(
        listBadInputs(procedure).filter((bad) => canCarry(door, procedure, bad)),
        async (bad) => {
          const answer = await door.call(product.url, procedure, { headers: headersFor(procedure), input: bad.input });
          const problem = findProblem({ ...answer, ...(isStream && { status: 400 }) }, bad);
          if (problem !== null) wrong.push(`${bad.path}, ${bad.what}: ${problem}`);
        },
      );
      expect(wrong).toEqual([]);
    },
  );
});

test.each(procedures.filter(({ type }) => type !== "subscription"))(
  "$name answers anything at all with a code of the table (A33)",
  async (procedure) => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...doors), async (value, door) => {
        if (door.name === "REST" && procedure.meta.rest === undefined) return;
        // Wrapped, so that nothing of it can be a request that is right by chance.
        const input = { nonsense: value };
        const { status, error } = await door.call(product.url, procedure, { headers: headersFor(procedure), input });
        expect(status).toBe(400);
        expect(error?.code).toBe("validation_failed");
      }),
      { numRuns: 10 },
    );
  },
);

const NO_FILTERS = {
  ...{ type: null, service: null, agentId: null, from: null, to: null, search: null },
  ...{ status: null, leastAmount: null, mostAmount: null },
};
const NOBODYS = "01890000-0000-7000-8000-000000000000";

const cases: [string, string, object, { code: string; path?: string }][] = [
  ["usage.record", "1,001 events", { events: events(1_001) }, { code: "validation_failed", path: "events" }],
  ["usage.record", "no events", { events: [] }, { code: "validation_failed", path: "events" }],
  [
    "usage.record",
    "a key with a space",
    { events: [{ key: "a b", service: "sms", quantity: 1 }] },
    { code: "validation_failed", path: "events.0.key" },
  ],
  [
    "usage.record",
    "far future",
    { events: [{ key: "a", service: "sms", quantity: 1, occurredAt: "9999-01-01T00:00:00Z" }] },
    { code: "validation_failed", path: "events.0.occurredAt" },
  ],
  ["holds.open", "a call id with a space", { callId: "a b", service: "outbound_call" }, wrong("callId")],
  ["holds.open", "a call id of 256", { callId: "x".repeat(256), service: "outbound_call" }, wrong("callId")],
  ["holds.open", "what is no call", { callId: "a", service: "sms" }, wrong("service")],
  ["holds.open", "an unknown service", { callId: "a", service: "fax" }, { code: "unknown_service" }],
  ["holds.open", "an agent of 201", { callId: "a", service: "sms", agentId: "x".repeat(201) }, wrong("agentId")],
  ["holds.extend", "a seq of 0", { id: NOBODYS, seq: 0, elapsedSeconds: 1 }, wrong("seq")],
  ["holds.extend", "half a second", { id: NOBODYS, seq: 1, elapsedSeconds: 0.5 }, wrong("elapsedSeconds")],
  ["holds.extend", "an id nobody has", { id: NOBODYS, seq: 1, elapsedSeconds: 1 }, { code: "not_found" }],
  ["holds.capture", "an id nobody has", { id: NOBODYS, elapsedSeconds: 1 }, { code: "not_found" }],
  ["holds.void", "an id nobody has", { id: NOBODYS, reason: "busy" }, { code: "not_found" }],
  ["holds.void", "no reason", { id: NOBODYS }, wrong("reason")],
  ["holds.get", "an id nobody has", { id: NOBODYS }, { code: "not_found" }],
  ["holds.list", "a malformed cursor", { cursor: "nonsense" }, wrong("cursor")],
  ["holds.list", "a page of 201", { limit: 201 }, wrong("limit")],
  ["caps.set", "seven decimals", caps({ limit: 0.0000001 }), wrong("caps.0.limit")],
  ["caps.set", "less than nothing", caps({ limit: -1 }), wrong("caps.0.limit")],
  ["caps.set", "more than there may be", caps({ limit: 8_000_000_001 }), wrong("caps.0.limit")],
  ["caps.set", "a window there is not", caps({ every: "week" }), wrong("caps.0.every")],
  ["caps.set", "an agent without a name", caps({ agentId: "" }), wrong("caps.0.agentId")],
  ["caps.set", "one cap twice", { caps: [...caps().caps, ...caps().caps] }, wrong("caps.1")],
  ["alerts.set", "seven decimals", alerts({ threshold: 0.0000001 }), wrong("rules.0.threshold")],
  ["alerts.set", "nothing to fall below", alerts({ threshold: 0 }), wrong("rules.0.threshold")],
  ["alerts.set", "a percent and a half", alerts({ kind: "percent", threshold: 1.5 }), wrong("rules.0.threshold")],
  ["alerts.set", "more than all", alerts({ kind: "percent", threshold: 101 }), wrong("rules.0.threshold")],
  ["alerts.set", "a way there is not", alerts({ channels: ["fax"] }), wrong("rules.0.channels.0")],
  ["alerts.set", "no way at all", alerts({ channels: [] }), wrong("rules.0.channels")],
  ["alerts.set", "one rule twice", { rules: [...alerts().rules, ...alerts().rules] }, wrong("rules.1")],
  [
    "usage.summary",
    "reversed dates",
    { from: "2025-02-01T00:00:00Z", to: "2025-01-01T00:00:00Z" },
    { code: "validation_failed" },
  ],
  ["usage.summary", "an invalid zone", { timeZone: "Mars/Olympus" }, { code: "validation_failed", path: "timeZone" }],
  [
    "usage.timeseries",
    "an invalid zone",
    { every: "day", by: "service", timeZone: "+02:00" },
    { code: "validation_failed", path: "timeZone" },
  ],
  [
    "usage.timeseries",
    "reversed dates",
    { every: "day", by: "service", from: "2025-02-01T00:00:00Z", to: "2025-01-01T00:00:00Z" },
    { code: "validation_failed" },
  ],
  ["transactions.list", "a malformed cursor", { cursor: "nonsense" }, { code: "validation_failed", path: "cursor" }],
  ["transactions.list", "a page of 201", { limit: 201 }, { code: "validation_failed", path: "limit" }],
  ["transactions.list", "a page of nothing", { limit: 0 }, { code: "validation_failed", path: "limit" }],
  ["transactions.list", "a status there is not", { status: "lost" }, wrong("status")],
  ["transactions.list", "less than nothing", { leastTokens: -1 }, wrong("leastTokens")],
  ["transactions.list", "a range that ends before it begins", { leastTokens: 2, mostTokens: 1 }, wrong("mostTokens")],
  ["transactions.get", "an id nobody has", { id: NOBODYS }, { code: "not_found" }],
  [
    "grants.create",
    "seven decimals",
    { key: "a", tokens: 0.0000001, source: "adjustment", reason: "x" },
    { code: "validation_failed", path: "tokens" },
  ],
  [
    "grants.create",
    "more than there may be",
    { key: "a", tokens: 8_000_000_001, source: "adjustment", reason: "x" },
    { code: "validation_failed", path: "tokens" },
  ],
  [
    "grants.create",
    "a source only payments have",
    { key: "a", tokens: 1, source: "purchase", reason: "x" },
    { code: "validation_failed", path: "source" },
  ],
];

test.each(["transactions.list", "holds.list", "usage.review.list"])(
  "%s refuses a cursor that somebody made, by both doors alike (I16)",
  async (name) => {
    const procedure = procedureOf(appRouter, name);
    const headers = headersFor(procedure);
    const businessId = headers["farebox-business"];
    const bounds: Readonly<Record<string, unknown>> = {
      "transactions.list": ["transactions", businessId, NO_FILTERS],
      "holds.list": ["holds", businessId, null, null],
      "usage.review.list": ["reviews", businessId, "pending"],
    };
    for (const [door, position] of doors.flatMap((each) =>
      ["x", "", "9".repeat(30)].map((at) => [each, at] as const),
    )) {
      const cursor = toCursor(position, bounds[name]);
      const answer = await door.call(product.url, procedure, { headers, input: { cursor } });
      expect([answer.status, answer.error?.fields?.[0]?.path], `${door.name} ${position}`).toEqual([400, "cursor"]);
    }
  },
);

test.each(cases)("%s refuses %s by both doors alike (I04, I05, I16, I17)", async (name, _, input, wanted) => {
  const procedure = procedures.find((candidate) => candidate.name === name);
  if (procedure === undefined) throw new Error(`there is no ${name}`);
  const [first, second] = await Promise.all(
    [trpcDoor, restDoor].map((door) => door.call(product.url, procedure, { headers: headersFor(procedure), input })),
  );
  for (const answer of [first, second]) {
    expect(answer?.error?.code).toBe(wanted.code);
    if (wanted.path !== undefined) expect(answer?.error?.fields?.map(({ path }) => path)).toContain(wanted.path);
  }
  expect({ ...first?.error, requestId: null }).toEqual({ ...second?.error, requestId: null });
  expect(first?.status).toBe(second?.status);
});

function wrong(path: string) {
  return { code: "validation_failed", path };
}

function alerts(rule: object = {}) {
  return { rules: [{ kind: "tokens", threshold: 5, channels: ["email"], ...rule }] };
}

function caps(cap: object = {}) {
  return { caps: [{ agentId: null, every: "day", limit: 1, ...cap }] };
}

function events(count: number) {
  return Array.from({ length: count }, (_, index) => ({ key: `k${index}`, service: "sms", quantity: 1 }));
}

/** Text is all that an address can carry, and its own parts cannot be missing. */
function canCarry(door: Door, { meta, type }: LiveProcedure, { input, path, what }: BadInput): boolean {
  if (door.name === "tRPC") return path !== "" || type === "mutation" || typeof input !== "object";
  if (meta.rest === undefined || path === "" || what === "half a surrogate pair") return false;
  const isInPath = meta.rest.path.includes(`{${path}}`);
  if (isInPath) return what === "NUL" || what === "no id";
  const hasBody = ["POST", "PUT", "PATCH"].includes(meta.rest.method);
  return hasBody || !/instead of (text|a list|an object|a truth)|^"5"|^\[5\]/.test(what);
}

function findProblem({ status, error }: DoorAnswer, { path }: BadInput): string | null {
  if (error === null) return `answered ${status}`;
  if (!["validation_failed", "payload_too_large"].includes(error.code)) return `${status} ${error.code}`;
  if (status !== ERROR_TABLE[error.code as "validation_failed"].status) return `${error.code} with ${status}`;
  const paths = error.fields?.map((field) => field.path) ?? [];
  return paths.includes(path === "" ? "body" : path) ? null : `names ${paths.join(", ")}`;
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lanes = Array.from({ length: 16 }, async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  });
  await Promise.all(lanes);
}

async function countRows(): Promise<unknown> {
  const tables = await product.owner<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  );
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from "${name}"`);
  return product.owner(counts.join(" union all "));
}
