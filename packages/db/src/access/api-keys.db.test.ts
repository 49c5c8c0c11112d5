import { afterAll, beforeAll, expect, test } from "vitest";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { createTestDatabase, type TestDatabase } from "../testing/create-test-database.ts";
import { quietClient } from "../testing/quiet-client.ts";
import { listApiKeys } from "./api-keys.ts";

let database: TestDatabase;
let client: ReturnType<typeof quietClient>;
beforeAll(async () => {
  database = await createTestDatabase();
  client = quietClient(database.superuserUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** How the server would find the rows if reading the whole table were dear. */
async function planOf(ask: (sql: SqlRunner) => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  await client.query("begin");
  await client.query("set local enable_seqscan = off");
  await ask({
    query: async (_name, text, parameters) => {
      const { rows } = await client.query<Record<string, string>>(`explain ${text}`, [...parameters]);
      lines.push(...rows.map((row) => row["QUERY PLAN"] ?? ""));
      return [];
    },
  });
  await client.query("rollback");
  return lines.join("\n");
}

test.each([
  ["a business", "0199aaaa-0000-7000-8000-000000000000"],
  ["the installation", null],
])("keys of %s are found by the index", async (_whose, businessId) => {
  expect(await planOf((sql) => listApiKeys(sql, businessId))).toMatch(
    /api_keys_of_business on api_keys .*\n\s+Index Cond: .*business_id/,
  );
});
