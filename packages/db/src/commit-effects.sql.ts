import { CALLS_CHANGED, CALLS_WRITTEN } from "./commit-calls.sql.ts";
import { TOTALS_CHANGED, TOTALS_WRITTEN } from "./commit-totals.sql.ts";
import {
  ACCOUNTS,
  CHANGED_GRANTS,
  CHANGED_REVIEWS,
  CORRECTIONS,
  ENTRIES,
  FACTS,
  KEYS,
  LINES,
  NEW_GRANTS,
  NEW_REVIEWS,
} from "./committed-rows.ts";
import { insertGuarded, placeIn } from "./row-set.ts";
import { SELLING_CHANGED, SELLING_WRITTEN } from "./selling/commit-selling.sql.ts";

/**
 * Writes the effects of many accounts, each wholly or not at all, and answers which were written.
 *
 * An account is written only if, once all locks are held, its version is the one decided on, the decision is at most 2 s
 * old and not before the newest thing recorded, and no grant it draws from has expired meanwhile. `locked` passes over a
 * row that somebody else has locked: its account counts as moved, and nobody else waits for it. What waits for locks takes
 * them in the order of the ids, as this does. `clock` reads the whole of `locked` before it looks at the time, so that none
 * is written before all are locked. Every other part joins `guarded`, which is how a row of
 * another business, or of an account that moved, cannot be touched. What was written is counted in the end.
 */
export const COMMIT_EFFECTS = committing({ changed: "", written: [] });

/** The same where facts of the payment provider are among what is written; usage does not carry their parameters. */
export const COMMIT_FACTS = committing({ changed: SELLING_CHANGED, written: SELLING_WRITTEN });

function committing(selling: { readonly changed: string; readonly written: readonly string[] }): string {
  return `
with
account as (
  select * from ${ACCOUNTS.source}
),
locked as materialized (
  select balance.business_id, balance.last_recorded_at
  from account
  join token_balances balance on balance.business_id = account.business_id and balance.version = account.version
  order by balance.business_id
  for update of balance skip locked
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
grants_inserted as (${insertGuarded("token_grants", NEW_GRANTS)}),
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
  returning owned.business_id
),
entries_inserted as (${insertGuarded("token_transactions", ENTRIES)}),
lines_inserted as (${insertGuarded("usage_tracking", LINES)}),
reviews_inserted as (${insertGuarded("usage_reviews", NEW_REVIEWS)}),
reviews_changed as (
  update usage_reviews review
  set
    status = changed_review.status,
    resolved_at = changed_review.resolved_at,
    line_id = changed_review.line_id,
    note = changed_review.note
  from guarded
  join ${CHANGED_REVIEWS.source} using (account)
  where review.business_id = guarded.business_id
    and review.id = changed_review.id
    and review.status = 'pending'
  returning review.business_id
),
corrections_inserted as (${insertGuarded("usage_corrections", CORRECTIONS)}),
keys_inserted as (${insertGuarded("idempotency_keys", KEYS)}),
facts_inserted as (${insertGuarded("provider_facts", FACTS)}),
${TOTALS_CHANGED}
${CALLS_CHANGED}
${selling.changed}
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
    ${[...TOTALS_WRITTEN, ...CALLS_WRITTEN, ...selling.written].map((part) => `union all select business_id from ${part}`).join("\n    ")}
  ) row_written
  group by business_id
)
select guarded.business_id
from guarded
left join written using (business_id)
where coalesce(written.row_count, 0) = guarded.expected_rows
  or raise_torn_commit(guarded.business_id, coalesce(written.row_count, 0), guarded.expected_rows)
`;
}
