import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Businesses with something to be written because time passed: a grant that expired with tokens left, one that became
 * spendable while there is debt, or an open hold that is overdue. In id order after `afterId`, at most `limit`. A business whose clock runs behind is
 * listed when its own time has come.
 *
 * A business whose expired tokens or debt wait for live calls is listed, too, although there may be nothing to write yet.
 */
export async function listDueBusinesses(sql: SqlRunner, page: DuePage): Promise<readonly string[]> {
  const rows = await sql.query<{ business_id: string }>("due_businesses", DUE_BUSINESSES, [page.afterId, page.limit]);
  return rows.map((row) => row.business_id);
}

export type DuePage = { readonly afterId: string | null; readonly limit: number };

const DUE_BUSINESSES = `
with clock as (
  select clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond' as now
  from sandbox_clock
)
select due.business_id
from clock
cross join lateral (
  select expired.business_id, expired.expires_at as at
  from token_grants expired
  where expired.exhausted_at is null
    and expired.expires_at <= clock.now
    and expired.frozen_at is null
  union all
  select arrived.business_id, arrived.effective_at
  from token_balances indebted
  join token_grants arrived on arrived.business_id = indebted.business_id
  where indebted.debt_micro > 0
    and arrived.exhausted_at is null
    and arrived.effective_at <= clock.now
    and arrived.frozen_at is null
  union all
  select overdue.business_id, overdue.expires_at
  from token_holds overdue
  where overdue.closed_at is null
    and overdue.expires_at <= clock.now
) due
join businesses business on business.id = due.business_id
where due.at <= clock.now + business.clock_offset_ms * interval '1 millisecond'
  and ($1::uuid is null or due.business_id > $1::uuid)
group by due.business_id
order by due.business_id
limit $2`;
