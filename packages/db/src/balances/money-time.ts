import type { Instant } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Money time as an expression, in milliseconds: the database's clock and what the sandbox moved it by. The row
 * `sandbox_clock` must be in scope; for one business its `clock_offset_ms` comes on top.
 */
export const MONEY_TIME_MS =
  "((extract(epoch from date_trunc('milliseconds', clock_timestamp())) * 1000)::bigint + sandbox_clock.offset_ms)";

/** The installation's money time now. No business is ahead of it. */
export async function readMoneyTime(sql: SqlRunner): Promise<Instant> {
  const rows = await sql.query<{ now_ms: bigint }>(
    "money_time",
    `select ${MONEY_TIME_MS} as now_ms from sandbox_clock`,
    [],
  );
  return Number(rows[0]?.now_ms);
}
