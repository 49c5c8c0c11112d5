import type { SqlRunner } from "../connections/sql-runner.ts";
import { usedByRuns } from "./used-since.sql.ts";

/** How many entries of its ledger the totals of a business lack. */
export async function readRollUpLag(sql: SqlRunner, businessId: string): Promise<number> {
  const [row] = await sql.query<{ readonly lag: bigint }>("roll_up_lag", LAG, [businessId]);
  return Number(row?.lag ?? 0);
}

/** Businesses whose totals by agent and reference are far enough behind their ledger to be worth moving on. */
export async function listBehindRollUps(
  sql: SqlRunner,
  asked: { readonly leastBehind: number; readonly limit: number },
): Promise<readonly string[]> {
  type Row = { readonly business_id: string };
  const rows = await sql.query<Row>("behind_roll_ups", BEHIND, [asked.leastBehind, asked.limit]);
  return rows.map((row) => row.business_id);
}

/**
 * Adds the next ledger entries of a business to its totals by agent and by reference, and moves the mark, in one statement:
 * everything or nothing. The mark is the guard: of two that do it at once, one finds it locked or moved and adds nothing.
 *
 * @returns how many entries it went on by; 0 when it was up to date, or somebody else just did it.
 */
export async function rollUpUsage(sql: SqlRunner, businessId: string, most = ENTRIES_AT_ONCE): Promise<number> {
  type Mark = { readonly seq: bigint; readonly until: bigint };
  await sql.query("begin_roll_up", BEGIN, [businessId]);
  const [mark] = await sql.query<Mark>("next_roll_up", NEXT, [businessId, most]);
  if (mark === undefined || mark.until <= mark.seq) return 0;
  type Moved = { readonly business_id: string };
  const moved = await sql.query<Moved>("roll_up_usage", ROLL_UP, [businessId, mark.seq, mark.until]);
  return moved.length === 0 ? 0 : Number(mark.until - mark.seq);
}

const ENTRIES_AT_ONCE = 50_000;

const LAG = `
select balance.last_seq - coalesce(mark.seq, 0) as lag
from token_balances balance
left join usage_roll_ups mark using (business_id)
where balance.business_id = $1::uuid`;

const BEHIND = `
select balance.business_id
from token_balances balance
left join usage_roll_ups mark using (business_id)
where balance.last_seq - coalesce(mark.seq, 0) >= $1
order by balance.last_seq - coalesce(mark.seq, 0) desc, balance.business_id
limit $2`;

/** Looks first: an insert alone would wait for whoever is moving the mark. */
const BEGIN = `
insert into usage_roll_ups (business_id)
select $1::uuid
where not exists (select from usage_roll_ups where business_id = $1::uuid)
on conflict (business_id) do nothing`;

const NEXT = `
select mark.seq, least(balance.last_seq, mark.seq + $2::bigint) as until
from usage_roll_ups mark
join token_balances balance using (business_id)
where mark.business_id = $1::uuid`;

/** `$1` business, `$2` where the mark was, `$3` where it goes. */
const ROLL_UP = `
with
mark as materialized (
  select business_id from usage_roll_ups
  where business_id = $1::uuid and seq = $2::bigint
  for update skip locked
),
moved as (
  update usage_roll_ups set seq = $3::bigint, moved_at = clock_timestamp()
  from mark
  where usage_roll_ups.business_id = mark.business_id
  returning usage_roll_ups.business_id
),
run as materialized (
  select entry.business_id, entry.run_id
  from moved
  join token_transactions entry on entry.business_id = moved.business_id
  where entry.seq > $2::bigint and entry.seq <= $3::bigint and entry.leg = 1
),
used as materialized (${usedByRuns("run")}
),
part as materialized (
  select
    (used.occurred_at at time zone 'UTC')::date as day,
    coalesce(used.agent_id, '') as agent_id,
    used.service,
    (floor(extract(epoch from used.occurred_at))::bigint % 86400 / 900)::int + 1 as place,
    sum(used.sign) as events,
    sum(used.sign * used.quantity) as quantity,
    sum(used.sign * used.charged_micro) as charged_micro
  from used
  group by 1, 2, 3, 4
),
kept as materialized (
  select 'agent_and_service' as kept_by, part.* from part
  union all
  select 'agent', day, agent_id, '', place, sum(events), sum(quantity), sum(charged_micro) from part group by day, agent_id, place
  union all
  select 'service', day, '', service, place, sum(events), sum(quantity), sum(charged_micro) from part group by day, service, place
),
running as (
  select
    kept_by, day, agent_id, service, place,
    sum(coalesce(kept.events, 0)) over upwards as events,
    sum(coalesce(kept.quantity, 0)) over upwards as quantity,
    sum(coalesce(kept.charged_micro, 0)) over upwards as charged_micro
  from (select distinct kept_by, day, agent_id, service from kept) touched
  cross join generate_series(1, 96) as place
  left join kept using (kept_by, day, agent_id, service, place)
  window upwards as (partition by kept_by, day, agent_id, service order by place)
),
agents_written as (
  insert into usage_agent_days as total (business_id, kept_by, day, agent_id, service, events, quantity, charged_micro)
  select
    $1::uuid, kept_by, day, agent_id, service,
    array_agg(events::bigint order by place), array_agg(quantity::bigint order by place),
    array_agg(charged_micro::bigint order by place)
  from running
  group by kept_by, day, agent_id, service
  on conflict (business_id, kept_by, day, agent_id, service) do update set
    events = ${addedUp("events")},
    quantity = ${addedUp("quantity")},
    charged_micro = ${addedUp("charged_micro")}
  returning 1
),
refs_written as (
  insert into usage_ref_days as total (business_id, day, ref, events, quantity, charged_micro)
  select
    $1::uuid, (occurred_at at time zone 'UTC')::date, ref,
    sum(sign), sum(sign * quantity), sum(sign * charged_micro)
  from used
  where ref is not null and hold_id is null
  group by 2, 3
  on conflict (business_id, day, ref) do update set
    events = total.events + excluded.events,
    quantity = total.quantity + excluded.quantity,
    charged_micro = total.charged_micro + excluded.charged_micro
  returning 1
)
select business_id from moved`;

function addedUp(column: string): string {
  return `(
      select array_agg(old + added order by place)
      from unnest(total.${column}, excluded.${column}) with ordinality as sums (old, added, place)
    )`;
}
