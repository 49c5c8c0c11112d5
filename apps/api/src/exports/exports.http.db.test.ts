import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { askDuck } from "./testing/duck.ts";
import { fillLedger } from "./testing/fill-ledger.ts";

/** How long the history is that is exported; a million in a soak. */
const LINES = Number(process.env.FAREBOX_EXPORTED_LINES ?? 50_000);

let product: TestProduct;
let businessId: string;
let key: string;
let ledger: { sum: string; runs: string; charged: string };
beforeAll(async () => {
  product = await startTestProduct();
  businessId = await product.createBusiness({ name: "=Harbour" });
  key = await product.createKey(businessId, ["read"]);
  await fillLedger(product, businessId, { lines: LINES });
  const [row] = await product.owner<typeof ledger>(
    `select sum(amount_micro)::text as sum, count(*) filter (where leg = 1)::text as runs,
       (-sum(amount_micro) filter (where kind = 'usage'))::text as charged
     from token_transactions where business_id = $1`,
    [businessId],
  );
  if (row === undefined) throw new Error("the ledger is empty");
  ledger = row;
}, 600_000);
afterAll(() => product.stop());

const get = (path: string, headers: Record<string, string> = bearer(key)) =>
  fetch(`${product.url}/api/billing${path}`, { headers });

async function download(path: string) {
  const answer = await get(path);
  expect(answer.status, path).toBe(200);
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

describe("the whole history, as somebody else's tool reads it", () => {
  const SUMS = `count(*)::varchar as rows, (sum(amount) * 1000000)::bigint::varchar as sum,
    count(distinct id)::varchar as ids, max(seq)::varchar as last`;

  test("CSV adds up to the ledger, with exact amounts", async () => {
    const { answer, bytes } = await download("/transactions.csv?timeZone=Asia/Kolkata");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="farebox-transactions.csv"');
    const [row] = await askDuck(
      { bytes, extension: "csv" },
      `select ${SUMS} from read_csv(FILE, header = true, types = {'amount': 'decimal(18,6)', 'balanceAfter': 'decimal(18,6)'})`,
    );
    expect(row).toMatchObject({ rows: ledger.runs, ids: ledger.runs, sum: ledger.sum });
  }, 600_000);

  test("JSON lines add up to the ledger", async () => {
    const { bytes } = await download("/transactions.jsonl");
    const [row] = await askDuck(
      { bytes, extension: "jsonl" },
      `select ${SUMS} from read_json(FILE, format = 'newline_delimited', columns = {id: 'varchar', seq: 'bigint', amount: 'decimal(18,6)'})`,
    );
    expect(row).toMatchObject({ rows: ledger.runs, ids: ledger.runs, sum: ledger.sum });
  }, 600_000);

  test("Parquet has the same numbers and types that keep them", async () => {
    const { bytes } = await download("/transactions.parquet");
    const [row] = await askDuck({ bytes, extension: "parquet" }, `select ${SUMS} from FILE`);
    expect(row).toMatchObject({ rows: ledger.runs, ids: ledger.runs, sum: ledger.sum });
    const types = await askDuck<{ column_name: string; column_type: string }>(
      { bytes, extension: "parquet" },
      'describe select amount, seq, "occurredAt", ref from FILE',
    );
    expect(types.map(({ column_type }) => column_type)).toEqual([
      "DECIMAL(18,6)",
      "BIGINT",
      "TIMESTAMP WITH TIME ZONE",
      "VARCHAR",
    ]);
  }, 600_000);

  test("usage adds up to what was charged, in CSV and Parquet alike", async () => {
    const charged =
      '(sum(charged) * 1000000)::bigint::varchar as charged, (sum("netCharged") * 1000000)::bigint::varchar as net';
    const csv = await askDuck(
      { bytes: (await download("/usage.csv")).bytes, extension: "csv" },
      `select ${charged} from read_csv(FILE, header = true, types = {'charged': 'decimal(18,6)', 'netCharged': 'decimal(18,6)'})`,
    );
    const parquet = await askDuck(
      { bytes: (await download("/usage.parquet")).bytes, extension: "parquet" },
      `select ${charged} from FILE`,
    );
    expect(csv).toEqual([{ charged: ledger.charged, net: ledger.charged }]);
    expect(parquet).toEqual(csv);
  }, 600_000);
});
