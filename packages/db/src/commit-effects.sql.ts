import { milliseconds } from "./account-json.ts";
import { ALERTS_CHANGED, ALERTS_WRITTEN } from "./alerts/commit-alerts.sql.ts";
import { CALLS_CHANGED, CALLS_WRITTEN } from "./commit-calls.sql.ts";
import { RARE_CHANGED, RARE_WRITTEN } from "./commit-rare.sql.ts";
import { TOTALS_CHANGED, TOTALS_WRITTEN } from "./commit-totals.sql.ts";
import { ACCOUNTS, CHANGED_GRANTS, ENTRIES, KEYS, LINES } from "./committed-rows.ts";
import { insertGuarded, placeIn } from "./row-set.ts";
import { SELLING_CHANGED, SELLING_WRITTEN } from "./selling/commit-selling.sql.ts";

const USAGE_WRITTEN: readonly string[] = [
  "balances_changed",
  "grants_changed",
  "entries_inserted",
  "lines_inserted",
  "keys_inserted",
  ...TOTALS_WRITTEN,
];

// An entry moves tokens of a grant of its own business that the same commit writes; a foreign key would say the first half,
// for five times the price.
const OF_WRITTEN_GRANT = `where new_entry.grant_id is null
    or (guarded.business_id, new_entry.grant_id) in (select business_id, id from grants_written)`;

/**
 * Writes the effects of many accounts, each wholly or not at all, and answers which were written.
 *
 * An account is written only if, once all locks are held, its version is the one decided on, the decision is at most 2 s
 * old, not ahead of the clock and not before the newest thing recorded, no grant it draws from has expired meanwhile, prices
 * and money time are those it was decided by, and none of its keys was taken: so it makes no difference whether the account
 * was loaded or presumed. A key taken after the snapshot of `taken` came with another version. `locked` passes over a
 * row that somebody else has locked: its account counts as moved, and nobody else waits for it. What waits for locks takes
 * them in the order of the ids, as this does. `clock` reads the whole of `locked` before it looks at the time, so that none
 * is written before all are locked. Every other part joins `guarded`, which is how a row of
 * another business, or of an account that moved, cannot be touched. What was written is counted in the end.
 */
export const COMMIT_EFFECTS = commitStatement({
  more: `${CALLS_CHANGED}\n${RARE_CHANGED}\n${ALERTS_CHANGED}\n${SELLING_CHANGED}`,
  grantsWritten: "select business_id, id from grants_changed union all select business_id, id from grants_inserted",
  written: [...USAGE_WRITTEN, ...CALLS_WRITTEN, ...RARE_WRITTEN, ...ALERTS_WRITTEN, ...SELLING_WRITTEN],
});

/**
 * The same for commits that write less, which are nearly all: usage that crosses no line of an alert, and live calls beside it. A
 * statement sets up all it might do before it does anything: each part it goes without makes small commits faster.
 */
export const COMMIT_USAGE_AND_CALLS = commitStatement({
  more: CALLS_CHANGED,
  grantsWritten: "select business_id, id from grants_changed",
  written: [...USAGE_WRITTEN, ...CALLS_WRITTEN],
});
export const COMMIT_USAGE = commitStatement({
  more: "",
  grantsWritten: "select business_id, id from grants_changed",
  written: USAGE_WRITTEN,
});

type Parts = { readonly more: string; readonly grantsWritten: string; readonly written: readonly string[] };

function commitStatement({ more, grantsWritten, written }: Parts): string {
  return `
with
account as (
  select * from ${ACCOUNTS.source}
),
locked as materialized (
  select account.*, balance.last_recorded_at, balance.place
  from (select * from account order by business_id) account
  cross join lateral (
    select owned.last_recorded_at, owned.ctid as place
    from token_balances owned
    where owned.business_id = account.business_id
      and owned.version = account.version
    limit 1
    for update skip locked
  ) balance
),
clock as materialized (
  select clock_timestamp() as at, count(*) as held from locked
),
new_key as materialized (
  select * from ${KEYS.source}
),
taken as materialized (
  select new_key.account
  from new_key
  join locked using (account)
  cross join lateral (
    select from idempotency_keys known
    where known.business_id = locked.business_id
      and known.scope = new_key.scope
      and known.key_digest = new_key.key_digest
    limit 1
  ) known
),
guarded as materialized (
  select locked.*
  from locked
  cross join lateral (
    select sought.clock_offset_ms from businesses sought where sought.id = locked.business_id limit 1
  ) business
  cross join clock
  cross join sandbox_clock
  cross join catalogue_epoch
  where locked.loaded_at between clock.at - interval '2 seconds' and clock.at
    and coalesce(locked.presumed_epoch = catalogue_epoch.epoch, true)
    and coalesce(locked.presumed_offset_ms = sandbox_clock.offset_ms + business.clock_offset_ms, true)
    and locked.account not in (select account from taken)
    and (locked.last_recorded_at is null or locked.now >= locked.last_recorded_at)
    and (
      locked.valid_until is null
      or clock.at + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond' < locked.valid_until
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
  where balance.ctid = guarded.place
  returning balance.business_id
),
grants_changed as (
  update token_grants owned
  set
    remaining_micro = changed_grant.remaining_micro,
    frozen_at = changed_grant.frozen_at,
    debt_repaid_micro = changed_grant.debt_repaid_micro,
    expires_at = changed_grant.expires_at,
    refunded_micro = changed_grant.refunded_micro,
    refund_debt_micro = changed_grant.refund_debt_micro,
    refund_shortfall_micro = changed_grant.refund_shortfall_micro,
    exhausted_at = changed_grant.exhausted_at
  from guarded
  join ${CHANGED_GRANTS.source} using (account)
  cross join ${placeIn("token_grants", ["id"], "changed_grant")}
  where owned.ctid = found.place
  returning owned.business_id, owned.id
),
${more}
grants_written as (
  ${grantsWritten}
),
entries_inserted as (${insertGuarded("token_transactions", ENTRIES, { condition: OF_WRITTEN_GRANT })}),
lines_inserted as (${insertGuarded("usage_tracking", LINES)}),
keys_inserted as (
  insert into idempotency_keys (business_id, ${KEYS.columns})
  select guarded.business_id, ${KEYS.qualified}
  from guarded
  join new_key using (account)
  returning business_id
),
${TOTALS_CHANGED}
written as (
  select business_id, count(*) as row_count
  from (
    ${written.map((part) => `select business_id from ${part}`).join("\n    union all ")}
  ) row_written
  group by business_id
)
select guarded.business_id, ${milliseconds("clock.at")} as clock_ms
from guarded
cross join clock
left join written using (business_id)
where coalesce(written.row_count, 0) = guarded.expected_rows
  or raise_torn_commit(guarded.business_id, coalesce(written.row_count, 0), guarded.expected_rows)
`;
}
