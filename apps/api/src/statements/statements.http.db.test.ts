import { afterAll, beforeAll, expect, test } from "vitest";
import { fillLedger } from "../exports/testing/fill-ledger.ts";
import type { StatementAnswer } from "../routers/statements-schemas.ts";
import { createAsk } from "../routers/testing/ask.ts";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";

type Page = { timeZone: string; items: StatementAnswer[]; nextCursor: string | null };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let key: string;
let businessId: string;
beforeAll(async () => {
  product = await startTestProduct();
  businessId = await product.createBusiness({ name: "Łódź Dental 東京 شركة 👩‍🚀" });
  await product.owner("update businesses set time_zone = 'Pacific/Apia' where id = $1", [businessId]);
  key = await product.createKey(businessId, ["read"]);
  ask = createAsk(product.url, key);
  await fillLedger(product, businessId, { lines: 3_000, days: 100 });
}, 120_000);
afterAll(() => product.stop());

const micro = (tokens: number) => BigInt(Math.round(tokens * 1e6));

test("months follow each other without a gap, from nothing to the balance", async () => {
  const { body } = await ask<Page>("GET", "/statements");
  expect(body.timeZone).toBe("Pacific/Apia");
  expect(body.items.length).toBeGreaterThanOrEqual(4);
  const oldestFirst = body.items.toReversed();
  let before: StatementAnswer | null = null;
  for (const head of oldestFirst) {
    expect(head.opening).toBe(before?.closing ?? 0);
    if (before !== null) expect(head.from).toBe(before.to);
    before = head;
  }
  const balance = await ask<{ total: number; frozen: number; upcoming: number }>("GET", "/balance");
  expect(before?.closing).toBe(balance.body.total);
  expect(before?.isFinal).toBe(false);
});

test("each month's movements, usage and closing balance are the ledger's", async () => {
  const { body } = await ask<Page>("GET", "/statements");
  for (const { month } of body.items) {
    const { body: statement } = await ask<StatementAnswer>("GET", `/statements/${month}`);
    const [sum] = await product.owner<{ moved: string; used: string; closing: string }>(
      `select coalesce(sum(amount_micro) filter (where local_month = $2), 0)::text as moved,
         coalesce(-sum(amount_micro) filter (where local_month = $2 and kind in ('usage', 'correction')), 0)::text as used,
         coalesce(sum(amount_micro) filter (where local_month <= $2), 0)::text as closing
       from (select *, to_char(recorded_at at time zone 'Pacific/Apia', 'YYYY-MM') as local_month from token_transactions where business_id = $1) own`,
      [businessId, month],
    );
    const total = (amounts: readonly number[]) => amounts.reduce((all, one) => all + micro(one), 0n);
    expect(total(statement.movements.map(({ amount }) => amount)), month).toBe(BigInt(sum?.moved ?? ""));
    expect(total(statement.usage.map(({ netCharged }) => netCharged)), month).toBe(BigInt(sum?.used ?? ""));
    expect(micro(statement.closing), month).toBe(BigInt(sum?.closing ?? ""));
  }
});

test("a statement comes as PDF, CSV and JSON, the same file every time, whatever the name", async () => {
  const { body } = await ask<Page>("GET", "/statements");
  const month = body.items[1]?.month ?? "";
  const load = async (format: string) => {
    const answer = await fetch(`${product.url}/api/billing/statements/${month}.${format}`, { headers: bearer(key) });
    expect(answer.status, format).toBe(200);
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="farebox-statement-${month}.${format}"`,
    );
    return Buffer.from(await answer.arrayBuffer());
  };
  const pdf = await load("pdf");
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.equals(await load("pdf"))).toBe(true);
  expect(JSON.parse((await load("json")).toString())).toMatchObject({
    month,
    businessName: "Łódź Dental 東京 شركة 👩‍🚀",
  });
  const lines = (await load("csv")).toString().split("\r\n");
  expect(lines[0]).toBe(
    "section,item,description,reference,count,quantity,tokens,minorUnits,currency,at,month,timeZone",
  );
  const cells = lines.slice(1, -1).map((line) => line.split(","));
  const of = (section: string) => cells.filter(([name]) => name === section).map((row) => micro(Number(row[6])));
  const moved = of("movement").reduce((all, one) => all + one, 0n);
  expect((of("opening")[0] ?? 0n) + moved).toBe(of("closing")[0]);
});

test("what is no month, or none of the business's, is refused in words", async () => {
  for (const month of ["2025-13", "march", "2025-1", "99999-01"]) {
    const { status, error } = await ask("GET", `/statements/${month}.pdf`);
    expect([status, error?.code, error?.fields?.[0]?.path], month).toEqual([400, "validation_failed", "month"]);
  }
  for (const path of [
    "/statements/1999-01.pdf",
    "/statements/2999-01.csv",
    "/statements/1999-01",
    "/statements/2025-01.xlsx",
  ]) {
    expect([400, 404], path).toContain((await ask("GET", path)).status);
  }
  expect((await ask("GET", "/statements/1999-01.pdf")).error?.code).toBe("not_found");
  const other = await product.createBusiness({});
  expect((await ask("GET", "/statements", { businessId: other })).status).toBe(404);
  expect((await ask("GET", `/statements?limit=1&cursor=abc`)).error?.fields?.[0]?.path).toBe("cursor");
});

test("a business without an entry has the month that goes on, with nothing in it", async () => {
  const empty = await product.createBusiness({ name: "Empty" });
  const asEmpty = createAsk(product.url, await product.createKey(empty, ["read"]));
  const { body } = await asEmpty<Page>("GET", "/statements");
  expect(body.items).toMatchObject([{ opening: 0, closing: 0, isFinal: false }]);
  const { body: statement } = await asEmpty<StatementAnswer>("GET", `/statements/${body.items[0]?.month}`);
  expect(statement).toMatchObject({ movements: [], usage: [], payments: [], entries: null });
});
