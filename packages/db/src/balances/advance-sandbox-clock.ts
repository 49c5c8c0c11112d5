import type { Instant } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { MONEY_TIME_MS } from "./money-time.ts";

/** Money time is moved no further: far beyond it lie years that neither calendars nor columns can hold. */
export const LATEST_MONEY_TIME: Instant = Date.UTC(2201, 0, 1) - 1;

/** Moves money time forward by so much, for every business. Answers what it is now. Null, and nothing moved: too far. */
export async function advanceSandboxClock(sql: SqlRunner, byMilliseconds: number): Promise<Instant | null> {
  const values = [byMilliseconds, LATEST_MONEY_TIME];
  const rows = await sql.query<{ now_ms: bigint }>("advance_sandbox_clock", ADVANCE_BY, values);
  return rows[0] === undefined ? null : Number(rows[0].now_ms);
}

/** Moves money time forward to an instant. Null, and nothing moved, when it is later than that already. */
export async function advanceSandboxClockTo(sql: SqlRunner, to: Instant): Promise<Instant | null> {
  const rows = await sql.query<{ now_ms: bigint }>("advance_sandbox_clock_to", ADVANCE_TO, [to]);
  return rows[0] === undefined ? null : Number(rows[0].now_ms);
}

const ADVANCE_BY = `
update sandbox_clock
set offset_ms = offset_ms + greatest($1::bigint, 0)
where ${MONEY_TIME_MS} + greatest($1::bigint, 0) <= $2::bigint
returning ${MONEY_TIME_MS} as now_ms`;

// The difference is taken on the row as it is under its lock, so that two at once never add up. It is whole seconds, rounded
// up: the payment stand-in tells time in seconds and must stay beside us.
const ADVANCE_TO = `
update sandbox_clock
set offset_ms = offset_ms + ceil(($1::bigint - ${MONEY_TIME_MS}) / 1000.0)::bigint * 1000
where ${MONEY_TIME_MS} <= $1::bigint
returning ${MONEY_TIME_MS} as now_ms`;
