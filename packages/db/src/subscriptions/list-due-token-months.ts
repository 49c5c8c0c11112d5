import type { SqlRunner } from "../connections/sql-runner.ts";

/** A month of a yearly line whose start has come: send the fact `token_month_due` of it. */
export type DueTokenMonth = { readonly businessId: string; readonly lineId: string; readonly month: number };

/** The oldest first, so that a month never comes before the one before it. */
export async function listDueTokenMonths(sql: SqlRunner, limit: number): Promise<readonly DueTokenMonth[]> {
  type Row = { readonly business_id: string; readonly line_id: string; readonly month: number };
  const rows = await sql.query<Row>("due_token_months", DUE_TOKEN_MONTHS, [limit]);
  return rows.map((row) => ({ businessId: row.business_id, lineId: row.line_id, month: row.month }));
}

const DUE_TOKEN_MONTHS = `
select month.business_id, month.line_id, month.month
from scheduled_token_months month
join businesses business on business.id = month.business_id
cross join sandbox_clock
where month.granted_at is null
  and month.dropped_at is null
  and month.starts_at <= clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond'
  and month.starts_at <= clock_timestamp() + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond'
order by month.starts_at, month.business_id, month.line_id, month.month
limit $1`;
