import {
  ACCOUNTS,
  CHANGED_GRANTS,
  CHANGED_REVIEWS,
  CORRECTIONS,
  DAYS,
  ENTRIES,
  FACTS,
  KEYS,
  LINES,
  NEW_GRANTS,
  NEW_REVIEWS,
  QUARTER_HOURS,
} from "./committed-rows.ts";
import type { RowSet } from "./row-set.ts";

/**
 * Writes the effects of many accounts, each wholly or not at all, and answers which were written.
 *
 * An account is written only if, once all locks are held, its version is the one decided on, the decision is at most 2 s
 * old and not before the newest thing recorded, and no grant it draws from has expired meanwhile. `locked` takes the rows
 * in the order of their ids, so that two commits cannot wait for each other; `clock` reads the whole of it before it looks
 * at the time, so that none is written before all are locked. Every other part joins `guarded`, which is how a row of
 * another business, or of an account that moved, cannot be touched. What was written is counted in the end.
 */
export const COMMIT_EFFECTS = `
with
account as (
  select * from ${ACCOUNTS.source}
),
locked as materialized (
  select balance.business_id, balance.last_recorded_at
  from account
  join token_balances balance on balance.business_id = account.business_id and balance.version = account.version
  order by balance.business_id
  for update of balance
),
clock as materialized (
  select clock_timestamp() as at, count(*) as held from locked
),
guarded as materialized (
  select account.*
  from locked
  join account using (business_id)
  join businesses business on business.id = locked.business_id
  cross join clock
  cross join sandbox_clock
  where clock.at - account.loaded_at <= interval '2 seconds'
    and (locked.last_recorded_at is null or account.now >= locked.last_recorded_at)
    and (
      account.valid_until is null
      or clock.at + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond' < account.valid_until
    )
),
balances_changed as (
  update token_balances balance
  set
    version = balance.version + 1,
    last_seq = guarded.last_seq,
    ledger_total_micro = guarded.ledger_total_micro,
    debt_micro = guarded.debt_micro,
    last_recorded_at = guarded.now,
    last_hash = guarded.last_hash,
    updated_at = clock_timestamp()
  from guarded
  where balance.business_id = guarded.business_id
  returning balance.business_id
),
grants_inserted as (${insert("token_grants", NEW_GRANTS)}),
grants_changed as (
  update token_grants owned
  set
    remaining_micro = changed_grant.remaining_micro,
    frozen_at = changed_grant.frozen_at,
    debt_repaid_micro = changed_grant.debt_repaid_micro,
    exhausted_at = changed_grant.exhausted_at
  from guarded
  join ${CHANGED_GRANTS.source} on changed_grant.business_id = guarded.business_id
  ${placeIn("token_grants", ["business_id", "id"], "changed_grant")}
  where owned.ctid = found.place
  returning owned.business_id
),
entries_inserted as (${insert("token_transactions", ENTRIES)}),
lines_inserted as (${insert("usage_tracking", LINES)}),
reviews_inserted as (${insert("usage_reviews", NEW_REVIEWS)}),
reviews_changed as (
  update usage_reviews review
  set
    status = changed_review.status,
    resolved_at = changed_review.resolved_at,
    line_id = changed_review.line_id,
    note = changed_review.note
  from guarded
  join ${CHANGED_REVIEWS.source} on changed_review.business_id = guarded.business_id
  where review.business_id = guarded.business_id
    and review.id = changed_review.id
    and review.status = 'pending'
  returning review.business_id
),
corrections_inserted as (${insert("usage_corrections", CORRECTIONS)}),
keys_inserted as (${insert("idempotency_keys", KEYS)}),
facts_inserted as (${insert("provider_facts", FACTS)}),
-- A total is added to where it is, and inserted where it is not. Nobody else can insert it meanwhile: we hold the lock.
-- (An upsert would check the row it proposes, and what a correction takes away is negative.)
quarter_hours_changed as (
  update usage_quarter_hours total
  set
    events = total.events + quarter_hour.events,
    quantity = total.quantity + quarter_hour.quantity,
    charged_micro = total.charged_micro + quarter_hour.charged_micro
  from guarded
  join ${QUARTER_HOURS.source} on quarter_hour.business_id = guarded.business_id
  ${placeIn("usage_quarter_hours", ["business_id", "quarter_start", "service"], "quarter_hour")}
  where total.ctid = found.place
  returning total.business_id, total.quarter_start, total.service
),
quarter_hours_inserted as (
  insert into usage_quarter_hours (${QUARTER_HOURS.columns})
  select ${QUARTER_HOURS.qualified}
  from guarded
  join ${QUARTER_HOURS.source} on quarter_hour.business_id = guarded.business_id
  where (quarter_hour.business_id, quarter_hour.quarter_start, quarter_hour.service)
    not in (select business_id, quarter_start, service from quarter_hours_changed)
  returning business_id
),
days_changed as (
  update usage_days total
  set
    events = total.events + usage_day.events,
    quantity = total.quantity + usage_day.quantity,
    charged_micro = total.charged_micro + usage_day.charged_micro
  from guarded
  join ${DAYS.source} on usage_day.business_id = guarded.business_id
  ${placeIn("usage_days", ["business_id", "day", "service", "agent_id"], "usage_day")}
  where total.ctid = found.place
  returning total.business_id, total.day, total.service, total.agent_id
),
days_inserted as (
  insert into usage_days (${DAYS.columns})
  select ${DAYS.qualified}
  from guarded
  join ${DAYS.source} on usage_day.business_id = guarded.business_id
  where (usage_day.business_id, usage_day.day, usage_day.service, usage_day.agent_id)
    not in (select business_id, day, service, agent_id from days_changed)
  returning business_id
),
written as (
  select business_id, count(*) as row_count
  from (
    select business_id from balances_changed
    union all select business_id from grants_inserted
    union all select business_id from grants_changed
    union all select business_id from entries_inserted
    union all select business_id from lines_inserted
    union all select business_id from reviews_inserted
    union all select business_id from reviews_changed
    union all select business_id from corrections_inserted
    union all select business_id from keys_inserted
    union all select business_id from facts_inserted
    union all select business_id from quarter_hours_changed
    union all select business_id from quarter_hours_inserted
    union all select business_id from days_changed
    union all select business_id from days_inserted
  ) row_written
  group by business_id
)
select guarded.business_id
from guarded
left join written using (business_id)
where coalesce(written.row_count, 0) = guarded.expected_rows
  or raise_torn_commit(guarded.business_id, coalesce(written.row_count, 0), guarded.expected_rows)
`;

/**
 * Where the row of a key stands, found by one look-up in the table's index (the limit keeps it that). A join is planned once
 * and kept: planned while the tables were small it would read all of them for every commit, ever slower. The place still
 * holds when the row is written: who writes such a row bumps the version first, and the guarded account's has not moved.
 */
function placeIn(table: string, key: readonly string[], row: string): string {
  const isIts = key.map((column) => `sought.${column} = ${row}.${column}`).join(" and ");
  return `cross join lateral (select sought.ctid as place from ${table} sought where ${isIts} limit 1) found`;
}

function insert(table: string, rows: RowSet<never>): string {
  return `
  insert into ${table} (${rows.columns})
  select ${rows.qualified}
  from guarded
  join ${rows.source} using (business_id)
  returning business_id
`;
}
