import type { MicroTokens } from "@farebox/billing-core";
import { MONEY_TIME_MS } from "../balances/money-time.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** What a plan agreed with a business gives it, and what it does not have yet: because it began, or because it ended. */
export type DueLimits = {
  readonly businessId: string;
  readonly overdraftLimit: MicroTokens;
  /** Null is unlimited. */
  readonly concurrentCallsLimit: number | null;
};

export async function listDueLimits(sql: SqlRunner, limit: number): Promise<readonly DueLimits[]> {
  return (await sql.query<Row>("due_limits", LIST_DUE, [limit])).map((row) => ({
    businessId: row.business_id,
    overdraftLimit: row.overdraft_limit_micro as MicroTokens,
    concurrentCallsLimit: row.concurrent_calls_limit,
  }));
}

// Only businesses with whom something was ever agreed. Of several plans in force the one that began last counts, as
// everywhere; when none is left its limits go with it.
const LIST_DUE = `
select
  business.id as business_id,
  coalesce(plan.overdraft_limit_micro, 0)::bigint as overdraft_limit_micro,
  plan.concurrent_calls_limit
from businesses business
cross join sandbox_clock
left join lateral (
  select agreed.overdraft_limit_micro, agreed.concurrent_calls_limit
  from business_plans agreed
  where agreed.business_id = business.id
    and extract(epoch from agreed.starts_at) * 1000 <= ${MONEY_TIME_MS} + business.clock_offset_ms
    and (agreed.ends_at is null or extract(epoch from agreed.ends_at) * 1000 > ${MONEY_TIME_MS} + business.clock_offset_ms)
  order by agreed.starts_at desc, agreed.id desc
  limit 1
) plan on true
where exists (
    select
    from business_plans begun
    where begun.business_id = business.id
      and extract(epoch from begun.starts_at) * 1000 <= ${MONEY_TIME_MS} + business.clock_offset_ms
  )
  and (
    business.overdraft_limit_micro <> coalesce(plan.overdraft_limit_micro, 0)
    or business.concurrent_calls_limit is distinct from plan.concurrent_calls_limit
  )
order by business.id
limit $1`;

type Row = {
  readonly business_id: string;
  readonly overdraft_limit_micro: bigint;
  readonly concurrent_calls_limit: number | null;
};
