import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/create-test-database.ts";
import { createPool } from "./pool.ts";
import { createServiceSql } from "./service-sql.ts";

let database: TestDatabase;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const address = new URL(database.superuserUrl);
  address.searchParams.set("options", "-c role=farebox_owner -c jit=on -c statement_timeout=0 -c search_path=public");
  url = address.href;
});
afterAll(() => database.drop());

const SETTINGS = `select current_user::text as who, current_setting('jit') as jit,
  current_setting('statement_timeout') as statement_timeout, current_setting('search_path') as search_path`;
const OURS = { who: "farebox_service", jit: "off", statement_timeout: "10s", search_path: "public" };

test("what an address asks for never wins over what every connection of ours is told", async () => {
  const pool = createPool(url, { role: "farebox_service" });
  const sql = createServiceSql(url);
  try {
    expect((await pool.pool.query(SETTINGS)).rows).toEqual([OURS]);
    expect([...(await sql.unsafe(SETTINGS))]).toEqual([OURS]);
  } finally {
    await Promise.all([pool.end(), sql.end()]);
  }
});
