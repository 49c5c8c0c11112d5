import { usedByRuns } from "../usage/used-since.sql.ts";
import { type Check, inScope, sqlCheck } from "./check.ts";

// Runs up to the mark, each where its first entry stands.
const ROLLED_UP = `
mark as (
  select business_id, seq from usage_roll_ups where ${inScope("business_id")}
),
run as materialized (
  select entry.business_id, entry.run_id
  from mark
  join token_transactions entry on entry.business_id = mark.business_id and entry.seq <= mark.seq and entry.leg = 1
),
used as materialized (${usedByRuns("run")}
)`;

/** The totals by agent and reference, which follow the ledger, are what it booked up to their mark. */
export const ROLL_UP_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "agent_days_equal_lines",
    rule: "running sums by agent and service add up what the ledger booked and took back up to their mark",
    counted: "usage_agent_days",
    broken: `
with ${ROLLED_UP},
summed as (
  select
    business_id, kept_by, (occurred_at at time zone 'UTC')::date as day,
    case when kept_by = 'service' then '' else coalesce(agent_id, '') end as agent_id,
    case when kept_by = 'agent' then '' else service end as service,
    floor(extract(epoch from occurred_at))::bigint % 86400 / 900 + 1 as place,
    sum(sign) as events, sum(sign * quantity) as quantity, sum(sign * charged_micro) as charged
  from used
  cross join (values ('agent'), ('service'), ('agent_and_service')) as kept (kept_by)
  group by 1, 2, 3, 4, 5, 6
),
kept as (
  select
    business_id, kept_by, day, agent_id, service, sums.place,
    sums.events - lag(sums.events, 1, 0::bigint) over upwards as events,
    sums.quantity - lag(sums.quantity, 1, 0::bigint) over upwards as quantity,
    sums.charged - lag(sums.charged, 1, 0::bigint) over upwards as charged
  from usage_agent_days total
  cross join lateral unnest(total.events, total.quantity, total.charged_micro)
    with ordinality as sums (events, quantity, charged, place)
  where ${inScope("business_id")}
  window upwards as (partition by business_id, kept_by, day, agent_id, service order by sums.place)
)
${differing("business_id, kept_by, day, agent_id, service, place", "kept_by, day, agent_id, service, place")}`,
  }),
  sqlCheck({
    name: "ref_days_equal_lines",
    rule: "days by reference add up what the ledger booked and took back up to their mark",
    counted: "usage_ref_days",
    broken: `
with ${ROLLED_UP},
summed as (
  select
    business_id, (occurred_at at time zone 'UTC')::date as day, ref,
    sum(sign) as events, sum(sign * quantity) as quantity, sum(sign * charged_micro) as charged
  from used
  where ref is not null and hold_id is null
  group by 1, 2, 3
),
kept as (
  select business_id, day, ref, events, quantity, charged_micro as charged
  from usage_ref_days
  where ${inScope("business_id")}
)
${differing("business_id, day, ref", "day, ref")}`,
  }),
];

function differing(key: string, place: string): string {
  return `
select
  business_id,
  concat_ws(' ', ${place}) as place,
  format('%s events, quantity %s, charged %s; the lines say %s, %s, %s',
    coalesce(kept.events, 0), coalesce(kept.quantity, 0), coalesce(kept.charged, 0),
    coalesce(summed.events, 0), coalesce(summed.quantity, 0), coalesce(summed.charged, 0)) as problem
from kept
full join summed using (${key})
where coalesce(kept.events, 0) <> coalesce(summed.events, 0)
  or coalesce(kept.quantity, 0) <> coalesce(summed.quantity, 0)
  or coalesce(kept.charged, 0) <> coalesce(summed.charged, 0)`;
}
