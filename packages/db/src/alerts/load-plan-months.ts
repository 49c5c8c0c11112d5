import type { Command, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * What the last month of each business's plan brought, upgrades of it included: what percent are counted of. Asked, by one
 * statement, only where rules are being set; a month that came in between bumps the version, and the decision is not committed.
 */
export async function loadPlanMonths(
  runner: SqlRunner,
  requests: Iterable<readonly [businessId: string, commands: readonly Command[]]>,
): Promise<ReadonlyMap<string, MicroTokens>> {
  const businessIds = [...requests].flatMap(([businessId, commands]) =>
    commands.some(({ kind }) => kind === "set_alerts") ? [businessId] : [],
  );
  if (businessIds.length === 0) return new Map();
  const rows = await runner.query<{ business_id: string; tokens_micro: bigint }>("load_plan_months", PLAN_MONTHS, [
    businessIds,
  ]);
  return new Map(rows.map((row) => [row.business_id, row.tokens_micro as MicroTokens]));
}

// What was kept from the month before cost nothing, and is not what the month brought.
const PLAN_MONTHS = `
select asked.business_id, sum(month.original_micro)::bigint as tokens_micro
from unnest($1::uuid[]) as asked (business_id)
cross join lateral (
  select max(latest.month_starts_at) as starts_at
  from token_grants latest
  where latest.business_id = asked.business_id
    and latest.subscription_id is not null
    and latest.source = 'plan'
    and latest.cost_amount_minor is not null
) latest
join token_grants month
  on month.business_id = asked.business_id
  and month.subscription_id is not null
  and month.month_starts_at = latest.starts_at
  and month.source = 'plan'
  and month.cost_amount_minor is not null
group by asked.business_id`;
