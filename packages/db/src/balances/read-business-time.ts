import type { Instant } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { MONEY_TIME_MS } from "./money-time.ts";

/** The zone a business counts its days in, and what time it is for it. Null when there is no such business. */
export async function readBusinessTime(sql: SqlRunner, businessId: string): Promise<BusinessTime | null> {
  const rows = await sql.query<{ time_zone: string; now_ms: bigint }>("business_time", BUSINESS_TIME, [businessId]);
  const row = rows[0];
  return row === undefined ? null : { timeZone: row.time_zone, now: Number(row.now_ms) };
}

export type BusinessTime = { readonly timeZone: string; readonly now: Instant };

const BUSINESS_TIME = `
select business.time_zone, ${MONEY_TIME_MS} + business.clock_offset_ms as now_ms
from businesses business
cross join sandbox_clock
where business.id = $1::uuid`;
