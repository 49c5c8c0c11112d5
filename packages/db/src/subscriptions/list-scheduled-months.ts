import type { Instant, ScheduledMonth } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { SCHEDULED_MONTH_JSON } from "../selling/load-selling.sql.ts";
import { type MonthJson, toScheduledMonth } from "../selling/selling-mapping.ts";

/** Months of paid years that a business is yet to be granted and that begin before an instant, in their order. */
export async function listScheduledMonths(
  sql: SqlRunner,
  asked: { readonly businessId: string; readonly until: Instant },
): Promise<readonly ScheduledMonth[]> {
  const rows = await sql.query<{ readonly month: MonthJson }>("scheduled_months", SCHEDULED_MONTHS, [
    asked.businessId,
    new Date(asked.until).toISOString(),
  ]);
  return rows.map(({ month }) => toScheduledMonth(month));
}

const SCHEDULED_MONTHS = `
select ${SCHEDULED_MONTH_JSON} as month
from scheduled_token_months month
where month.business_id = $1::uuid
  and month.granted_at is null
  and month.dropped_at is null
  and month.starts_at < $2::timestamptz
order by month.starts_at, month.line_id, month.month`;
