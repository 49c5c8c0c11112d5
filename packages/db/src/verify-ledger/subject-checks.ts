import { type Check, inScope, sqlCheck } from "./check.ts";

/** Usage lines, corrections, reviews and keys on one side, the ledger on the other (I7, I21). */
export const SUBJECT_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "lines_equal_their_runs",
    rule: "each usage line has one run of the ledger that took exactly its charge at its time",
    counted: "usage_tracking",
    broken: `
select
  line.business_id,
  'line ' || line.id as place,
  format('charged %s, balance after %s; its run took %s, balance after %s',
    line.charged_micro, line.balance_after_micro, coalesce(run.taken::text, 'nothing'), run.balance_after) as problem
from usage_tracking line
left join lateral (
  select
    -sum(entry.amount_micro) as taken,
    (array_agg(entry.balance_after_micro order by entry.leg desc))[1] as balance_after,
    bool_and(entry.kind in ('usage', 'void') and entry.occurred_at = line.occurred_at and entry.recorded_at = line.recorded_at) as fits
  from token_transactions entry
  where entry.business_id = line.business_id and entry.run_id = line.id
) run on true
where ${inScope("line.business_id")}
  and (
    run.taken is distinct from line.charged_micro
    or run.balance_after is distinct from line.balance_after_micro
    or run.fits is not true
  )`,
  }),
  sqlCheck({
    name: "runs_have_subjects",
    rule: "each run that took or returned a charge has its line or correction, each that brought tokens its grant, each that went with money its cause",
    counted: "token_transactions",
    broken: `
select entry.business_id, 'seq ' || entry.seq as place, format('a run of kind %s without its row', entry.kind) as problem
from token_transactions entry
where ${inScope("entry.business_id")}
  and entry.leg = 1
  and entry.kind not in ('expiry', 'debt_repayment')
  and not case
    when entry.kind in ('usage', 'void') then exists (
      select from usage_tracking line where line.business_id = entry.business_id and line.id = entry.run_id
    )
    when entry.kind = 'correction' then exists (
      select from usage_corrections correction where correction.business_id = entry.business_id and correction.id = entry.run_id
    )
    when entry.kind in ('refund', 'dispute') then exists (
      select from payment_return_runs run where run.business_id = entry.business_id and run.run_id = entry.run_id
    )
    -- What calls had kept of refunded tokens is taken by a run of its own once they are over.
    or (entry.kind = 'refund' and entry.legs = 1 and entry.amount_micro < 0 and entry.occurred_at > (
      select payment.recorded_at
      from token_grants owned
      join payments payment on payment.business_id = owned.business_id and payment.key = owned.payment_key
      where owned.business_id = entry.business_id and owned.id = entry.grant_id
    ))
    else exists (
      select from token_grants owned where owned.business_id = entry.business_id and owned.id = entry.run_id
    )
  end`,
  }),
  sqlCheck({
    name: "corrections_equal_their_runs",
    rule: "each correction returned what its line was charged, and a replacement names the line it stands in for",
    counted: "usage_corrections",
    broken: `
select
  correction.business_id,
  'correction ' || correction.id as place,
  format('returned %s of %s charged; its run returned %s', correction.returned_micro, line.charged_micro, coalesce(run.returned, 0)) as problem
from usage_corrections correction
left join usage_tracking line on line.business_id = correction.business_id and line.id = correction.line_id
left join usage_tracking replacement
  on replacement.business_id = correction.business_id and replacement.id = correction.replacement_line_id
left join lateral (
  select sum(entry.amount_micro) filter (where entry.kind = 'correction') as returned
  from token_transactions entry
  where entry.business_id = correction.business_id and entry.run_id = correction.id
) run on true
where ${inScope("correction.business_id")}
  and (
    correction.returned_micro is distinct from line.charged_micro
    or correction.returned_micro <> coalesce(run.returned, 0)
    or (correction.replacement_line_id is not null and replacement.replaces_line_id is distinct from correction.line_id)
  )`,
  }),
  sqlCheck({
    name: "keys_have_subjects",
    rule: "each key stands for one row, which carries the key's text",
    counted: "idempotency_keys",
    broken: `
select
  taken.business_id,
  format('key %s:%s', taken.scope, encode(taken.key_digest, 'hex')) as place,
  format('stands for %s %s, which %s', taken.subject_kind, taken.subject_id,
    case when subject.key is null then 'is not there' else 'has another key' end) as problem
from idempotency_keys taken
left join lateral (
  select line.key from usage_tracking line
  where taken.subject_kind = 'usage' and line.business_id = taken.business_id and line.id = taken.subject_id
  union all
  select review.key from usage_reviews review
  where taken.subject_kind = 'review' and review.business_id = taken.business_id and review.id = taken.subject_id
  union all
  select owned.key from token_grants owned
  where taken.subject_kind = 'grant' and owned.business_id = taken.business_id and owned.id = taken.subject_id
  union all
  select hold.call_id from token_holds hold
  where taken.subject_kind = 'hold' and hold.business_id = taken.business_id and hold.id = taken.subject_id
  union all
  select 'correct:' || correction.line_id from usage_corrections correction
  where taken.subject_kind = 'correction' and correction.business_id = taken.business_id and correction.id = taken.subject_id
) subject on true
where ${inScope("taken.business_id")}
  and taken.key_digest is distinct from ${digestOf("subject.key")}`,
  }),
  sqlCheck({
    name: "subjects_have_keys",
    rule: "each line, review, grant, call and correction holds the key it came under",
    counted: "idempotency_keys",
    broken: `
select subject.business_id, subject.place, 'its key ' || subject.key || ' is not taken' as problem
from (
  select business_id, 'usage' as scope, key, id, 'line ' || id as place from usage_tracking
  where ${inScope("business_id")} and key is not null
  union all
  select business_id, 'usage', key, id, 'review ' || id from usage_reviews where ${inScope("business_id")}
  union all
  select business_id, 'grant', key, id, 'grant ' || id from token_grants where ${inScope("business_id")} and key is not null
  union all
  select business_id, 'hold', call_id, id, 'hold ' || id from token_holds where ${inScope("business_id")}
  union all
  select business_id, 'request', 'correct:' || line_id, id, 'correction ' || id from usage_corrections
  where ${inScope("business_id")}
) subject
where not exists (
  select from idempotency_keys taken
  where taken.business_id = subject.business_id
    and taken.scope in (subject.scope, case when subject.scope = 'grant' then 'fact' end)
    and taken.key_digest = ${digestOf("subject.key")}
)`,
  }),
  sqlCheck({
    name: "reviews_became_their_lines",
    rule: "the line of an accepted review says what the review says",
    counted: "usage_reviews",
    broken: `
select review.business_id, 'review ' || review.id as place, 'its line says something else' as problem
from usage_reviews review
left join usage_tracking line on line.business_id = review.business_id and line.id = review.line_id
where ${inScope("review.business_id")}
  and review.status = 'accepted'
  and (line.key, line.service, line.quantity, line.occurred_at)
    is distinct from (review.key, review.service, review.quantity, review.occurred_at)`,
  }),
  sqlCheck({
    name: "facts_back_one_grant",
    rule: "each fact of the payment provider backs the one grant whose key it is",
    counted: "provider_facts",
    broken: `
select fact.business_id, 'fact ' || fact.fact as place, 'is not the key of its grant' as problem
from provider_facts fact
left join idempotency_keys taken
  on taken.business_id = fact.business_id
  and taken.scope = 'fact'
  and taken.key_digest = ${digestOf("fact.fact")}
  and taken.subject_id = fact.grant_id
where ${inScope("fact.business_id")}
  and taken.business_id is null`,
  }),
];

function digestOf(key: string): string {
  return `substring(sha256(convert_to(${key}, 'UTF8')) from 1 for 16)`;
}
