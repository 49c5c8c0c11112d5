import { createTestDatabase } from "@farebox/db/testing";
import { expect, test } from "vitest";
import { createWorkerPool } from "./worker-pool.ts";

test("A14: the worker is the service and waits a bounded time, whatever the address asks for", async () => {
  const database = await createTestDatabase();
  const address = new URL(database.superuserUrl);
  address.searchParams.set("options", "-c search_path=public -c role=farebox_owner -c statement_timeout=0");
  address.searchParams.set("lock_timeout", "0");
  const pool = createWorkerPool(address.href);
  try {
    const { rows } = await pool.query(`
      select current_user as who, 7::int8 as number, current_setting('search_path') as search_path,
        current_setting('statement_timeout') as statement_timeout, current_setting('lock_timeout') as lock_timeout,
        current_setting('idle_in_transaction_session_timeout') as idle_timeout, current_setting('jit') as jit`);
    expect(rows).toEqual([
      {
        who: "farebox_service",
        number: "7",
        search_path: "public",
        statement_timeout: "30s",
        lock_timeout: "5s",
        idle_timeout: "30s",
        jit: "off",
      },
    ]);
  } finally {
    await pool.end();
    await database.drop();
  }
});
