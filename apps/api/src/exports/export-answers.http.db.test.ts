import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAsk } from "../routers/testing/ask.ts";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import type { AppRouter } from "../trpc/router.ts";
import { renderExportDocs } from "./render-export-docs.ts";
import { TRANSACTIONS_TABLE } from "./transaction-columns.ts";
import { USAGE_TABLE } from "./usage-columns.ts";

const FILES = [
  "/transactions.csv",
  "/transactions.jsonl",
  "/transactions.parquet",
  "/usage.csv",
  "/usage.jsonl",
  "/usage.parquet",
];

let product: TestProduct;
let member: TestPerson;
let stranger: TestPerson;
let businessId: string;
let empty: string;
let foreign: string;
let key: string;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  member = await product.createPerson("member@example.com");
  stranger = await product.createPerson("stranger@example.com");
  businessId = await product.createBusiness({ members: { member } });
  empty = await product.createBusiness({});
  foreign = await product.createBusiness({ members: { owner: stranger } });
  key = await product.createKey(null, ["read", "usage:write", "admin"]);
  ask = createAsk(product.url, key);
  const grant = { key: "g", tokens: 500, source: "adjustment", reason: '=HYPERLINK("http://x","y"), "quoted"' };
  expect((await ask("POST", "/grants", { businessId, body: grant })).status).toBe(200);
  const events = [
    { key: "one", service: "outbound_call", quantity: 61, agentId: "@mia", ref: "-1+1", metadata: { note: "=1+1" } },
    { key: "two", service: "sms", quantity: 2, ref: "two\nlines" },
  ];
  expect((await ask("POST", "/usage", { businessId, body: { events } })).status).toBe(200);
});
afterAll(() => product.stop());

const get = (path: string, headers: Record<string, string> = bearer(key)) =>
  fetch(`${product.url}/api/billing${path}`, { headers });
const named = (path: string, id = businessId) => `${path}${path.includes("?") ? "&" : "?"}businessId=${id}`;
const textOf = async (path: string, headers?: Record<string, string>) => (await get(named(path), headers)).text();

test("docs/exports.md is what the columns say", () => {
  expect(readFileSync(join(import.meta.dirname, "../../../../docs/exports.md"), "utf8")).toBe(renderExportDocs());
});

test("the names in a file are the documented columns, in their order", async () => {
  const names = (table: { columns: readonly { name: string }[] }) => table.columns.map(({ name }) => name);
  expect((await textOf("/transactions.csv")).split("\r\n")[0]).toBe(names(TRANSACTIONS_TABLE).join(","));
  const [line = ""] = (await textOf("/usage.jsonl")).split("\n");
  expect(Object.keys(JSON.parse(line) as object)).toEqual(names(USAGE_TABLE));
});

test("I19 nothing of a caller's is a formula, and amounts stay numbers", async () => {
  const csv = await textOf("/transactions.csv");
  expect(csv).toContain(`"'=HYPERLINK(""http://x"",""y""), ""quoted"""`);
  expect(csv).toContain(",-2.033334,");
  expect(csv).toContain(",'@mia,'-1+1,");
  expect(csv).toContain('"two\nlines"');
  expect(await textOf("/usage.jsonl")).toContain('"metadata":{"note": "=1+1"}');
});

test("a byte order mark comes when asked for, and times in the zone asked for", async () => {
  const marked = Buffer.from(await (await get(named("/usage.csv?bom=1&timeZone=Asia/Kolkata"))).arrayBuffer());
  expect([...marked.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(marked.toString()).toMatch(/T\d\d:\d\d:\d\d\.\d{3}\+05:30,.*Asia\/Kolkata/);
  expect((await textOf("/usage.csv?bom=0")).startsWith("seq,")).toBe(true);
});

test("an empty and a one-row range are whole files too", async () => {
  for (const path of FILES) {
    const none = await get(named(path, empty));
    expect(none.status, path).toBe(200);
    const bytes = Buffer.from(await none.arrayBuffer());
    if (path.endsWith("csv")) expect(bytes.toString().split("\r\n")).toHaveLength(2);
    else if (path.endsWith("jsonl")) expect(bytes).toHaveLength(0);
    else expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
  }
  expect((await textOf("/transactions.jsonl?q=one")).trimEnd().split("\n")).toHaveLength(1);
  expect(await textOf("/transactions.jsonl?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z")).toBe("");
});

test("a member reads the same file through row security as a key does", async () => {
  for (const path of ["/transactions.csv", "/usage.jsonl"]) {
    expect(await textOf(path, member.headers), path).toBe(await textOf(path));
  }
});

describe("refusals, before a byte is out", () => {
  test.each(FILES)("%s of a foreign or unknown business is not there", async (path) => {
    for (const id of [businessId, crypto.randomUUID()]) {
      const answer = await get(named(path, id), stranger.headers);
      expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
        404,
        "not_found",
      ]);
    }
    expect((await get(named(path, foreign), stranger.headers)).status).toBe(200);
    expect((await get(named(path), {})).status).toBe(401);
    const writer = await product.createKey(businessId, ["usage:write"]);
    expect((await get(path, bearer(writer))).status).toBe(403);
  });

  test.each([
    ["/usage.csv?timeZone=Mars/Olympus", "timeZone"],
    ["/usage.csv?timeZone=%2B02:00", "timeZone"],
    ["/transactions.csv?from=yesterday", "from"],
    ["/transactions.csv?from=2025-02-01T00:00:00Z&to=2025-01-01T00:00:00Z", "to"],
    ["/transactions.csv?from=2025-02-01T00:00:00Z&to=2025-02-01T00:00:00Z", "to"],
    ["/transactions.csv?bom=yes", "bom"],
    ["/transactions.jsonl?bom=1", "bom"],
    ["/usage.csv?type=usage", "type"],
    ["/transactions.csv?type=magic", "type"],
    ["/transactions.csv?limit=5", "limit"],
    ["/transactions.csv?q=%00", "q"],
    ["/transactions.csv?service=a&service=b", "service"],
  ])("%s is refused by its field", async (path, field) => {
    const answer = await get(named(path));
    const { error } = (await answer.json()) as { error: { code: string; fields: { path: string }[] } };
    expect([answer.status, error.code, error.fields[0]?.path]).toEqual([400, "validation_failed", field]);
  });

  test("other methods hear which there are, and a HEAD costs nothing", async () => {
    const posted = await fetch(`${product.url}/api/billing/transactions.csv`, { method: "POST", headers: bearer(key) });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET"]);
    const head = await fetch(`${product.url}/api/billing${named("/usage.parquet")}`, {
      method: "HEAD",
      headers: bearer(key),
    });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "application/vnd.apache.parquet"]);
    expect(product.deps.exportRoom.count()).toBe(0);
  });
});

test("TypeScript callers have the rows as a stream, the same as the file's", async () => {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpBatchStreamLink({
        url: `${product.url}/api/trpc`,
        headers: { ...bearer(key), "farebox-business": businessId },
      }),
    ],
  });
  const rows: unknown[] = [];
  for await (const page of await client.transactions.export.query({})) rows.push(...page);
  const lines = (await textOf("/transactions.jsonl")).trimEnd().split("\n");
  expect(rows).toEqual(lines.map((line) => JSON.parse(line) as unknown));
  expect(product.deps.exportRoom.count()).toBe(0);
  const alone = await fetch(`${product.url}/api/trpc/transactions.export`, {
    headers: { ...bearer(key), "farebox-business": businessId },
  });
  expect(alone.status).toBeGreaterThanOrEqual(400);
  expect(alone.status).toBeLessThan(500);
});
