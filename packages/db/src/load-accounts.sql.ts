import { cardJson, correctionJson, grantJson, holdJson, lineJson, milliseconds, reviewJson } from "./account-json.ts";
import { ALERT_RULES } from "./alerts/load-alerts.sql.ts";
import { CAPS, CHARGED_IN_WINDOWS, CONCURRENT_CALLS_LIMIT } from "./load-limits.sql.ts";
import { SPEND_ORDER } from "./spend-order.ts";

/**
 * One row for each business asked for that exists, all of one snapshot, with everything `decide` may know:
 * its balance row, its grants in spending order, its open holds, its limits, alert rules and caps with what counts against them, its own
 * rate cards (the general ones only when the caller's are stale), and what the keys, lines, reviews and holds named by the
 * commands in hand stand for. Of an account that the caller keeps at the version that stands, only the latter: the rest
 * would say what it said before.
 *
 * $1 businesses, $2 whether caps are to be set, $3 the version the caller keeps, or null; $4–$6 keys (business, scope,
 * digest); $7–$8 lines that may be corrected; $9–$10 reviews to be resolved; $11–$12 holds; $13 the epoch of the rate cards
 * the caller keeps, or null.
 * It is planned once for any number of businesses (`onlyLooksUp`), so every table is reached by look-ups in an index: the
 * limits and the materialized parts leave no other plan, however small the tables were when it was made.
 */
export const LOAD_ACCOUNTS = `
with
clock as materialized (
  select date_trunc('milliseconds', clock_timestamp()) as loaded_at
),
known_key as materialized (
  select taken.*
  from unnest($4::uuid[], $5::text[], $6::bytea[]) as asked_key (business_id, scope, key_digest)
  cross join lateral (
    select *
    from idempotency_keys known
    where known.business_id = asked_key.business_id
      and known.scope = asked_key.scope
      and known.key_digest = asked_key.key_digest
    limit 1
  ) taken
),
-- A capture names the line its call would have if it had been abandoned; mostly there is none.
returning_line as materialized (
  select found.business_id, found.id
  from unnest($7::uuid[], $8::uuid[]) as asked_line (business_id, line_id)
  cross join lateral (
    select line.business_id, line.id
    from usage_tracking line
    where line.business_id = asked_line.business_id
      and line.id = asked_line.line_id
    limit 1
  ) found
),
review as materialized (
  select found.*
  from unnest($9::uuid[], $10::uuid[]) as asked_review (business_id, review_id)
  cross join lateral (
    select *
    from usage_reviews review
    where review.business_id = asked_review.business_id
      and review.id = asked_review.review_id
    limit 1
  ) found
),
named_line as materialized (
  select business_id, id from returning_line
  union
  select business_id, line_id from review where line_id is not null
),
closed_hold as materialized (
  select found.*
  from unnest($11::uuid[], $12::uuid[]) as asked_hold (business_id, hold_id)
  cross join lateral (
    select *
    from token_holds hold
    where hold.business_id = asked_hold.business_id
      and hold.id = asked_hold.hold_id
    limit 1
  ) found
  where found.closed_at is not null
)
select
  balance.business_id,
  balance.version,
  ${milliseconds("clock.loaded_at")} as loaded_at_ms,
  sandbox_clock.offset_ms + business.clock_offset_ms as money_offset_ms,
  catalogue_epoch.epoch as catalogue_epoch,
  ${CONCURRENT_CALLS_LIMIT} as concurrent_calls_limit,
  ${cardsOf("card.business_id is null and catalogue_epoch.epoch is distinct from $13::uuid")} as general_cards,
  brought.*,
  (
    select json_agg(${holdJson("closed_hold")})
    from closed_hold
    where closed_hold.business_id = balance.business_id
  ) as closed_holds,
  (
    select json_agg(json_build_object(
      'scope', known_key.scope,
      'digest', encode(known_key.key_digest, 'hex'),
      ${subjectOf("known_key")}
    ))
    from known_key
    where known_key.business_id = balance.business_id
  ) as keys,
  (
    select json_agg(json_build_object(
      'line', ${lineJson("line")},
      'legs', (
        select json_agg(json_build_object('grantId', entry.grant_id, 'amount', -entry.amount_micro) order by entry.leg)
        from token_transactions entry
        where entry.business_id = line.business_id and entry.run_id = line.id
      )
    ))
    from named_line
    cross join lateral (
      select *
      from usage_tracking line
      where line.business_id = named_line.business_id
        and line.id = named_line.id
      limit 1
    ) line
    where named_line.business_id = balance.business_id
  ) as lines,
  (
    select json_agg(${reviewJson("review")})
    from review
    where review.business_id = balance.business_id
  ) as reviews
from (
  select
    asked.*,
    exists (select from returning_line where returning_line.business_id = asked.business_id) as corrects
  from unnest($1::uuid[], $2::boolean[], $3::bigint[]) as asked (business_id, sets_caps, kept_version)
) asked
cross join lateral (
  select * from token_balances balance where balance.business_id = asked.business_id limit 1
) balance
cross join lateral (
  select * from businesses business where business.id = asked.business_id limit 1
) business
cross join clock
cross join sandbox_clock
cross join catalogue_epoch
left join lateral (
  select
    true as is_brought,
    balance.last_seq,
    balance.ledger_total_micro,
    balance.debt_micro,
    ${milliseconds("balance.last_recorded_at")} as last_recorded_at_ms,
    balance.last_hash,
    business.overdraft_limit_micro,
    ${milliseconds("business.suspended_at")} as suspended_at_ms,
    business.suspended_reason,
    business.time_zone,
    ${cardsOf("card.business_id = balance.business_id")} as own_cards,
    (
      select json_agg(${grantJson("owned")} order by ${SPEND_ORDER})
      from (
        select * from token_grants open
        where open.business_id = balance.business_id and open.exhausted_at is null
        union all
        -- What a correction or a late capture in hand may return to: the grants that paid the line, and those that repaid debt.
        select * from token_grants spent
        where asked.corrects
          and spent.business_id = balance.business_id
          and spent.exhausted_at is not null
          and (
            spent.debt_repaid_micro > 0
            or spent.id in (
              select entry.grant_id
              from returning_line
              join token_transactions entry on entry.business_id = returning_line.business_id and entry.run_id = returning_line.id
              where returning_line.business_id = balance.business_id
            )
          )
      ) owned
    ) as grants,
    (
      select json_agg(${holdJson("open")})
      from token_holds open
      where open.business_id = balance.business_id and open.closed_at is null
    ) as open_holds,
    ${CAPS} as caps,
    ${ALERT_RULES} as alert_rules,
    ${CHARGED_IN_WINDOWS} as charged
  -- Asked first, and kept apart by the offset: otherwise all of the above is worked out before it is thrown away.
  from (
    select where asked.kept_version is distinct from balance.version
      or asked.corrects
      or asked.sets_caps
      or catalogue_epoch.epoch is distinct from $13::uuid
    offset 0
  ) is_needed
) brought on true
`;

/** Every version of the cards for which `which` holds; a version ends where the next of the same card begins. */
function cardsOf(which: string): string {
  return `(
    select json_agg(${cardJson("card", "card.valid_to")} order by card.valid_from)
    from (
      select card.*, lead(card.valid_from) over (order by card.valid_from) as valid_to
      from rate_cards card
      where ${which}
    ) card
  )`;
}

/** What a key that was taken stands for: fields of a JSON object, all but those of its kind null. */
function subjectOf(key: string): string {
  const isIts = (row: string) => `${row}.business_id = ${key}.business_id and ${row}.id = ${key}.subject_id`;
  return `
      'line', (
        select ${lineJson("line")}
        from usage_tracking line
        where line.business_id = ${key}.business_id
          and line.id = case ${key}.subject_kind
            when 'usage' then ${key}.subject_id
            -- The key of an accepted review stands for the line it became.
            when 'review' then (select accepted.line_id from usage_reviews accepted where ${isIts("accepted")})
          end
      ),
      'review', (
        select ${reviewJson("late")}
        from usage_reviews late
        where ${key}.subject_kind = 'review' and ${isIts("late")}
      ),
      'grant', (
        select ${grantJson("granted")}
        from token_grants granted
        where ${key}.subject_kind = 'grant' and ${isIts("granted")}
      ),
      'grantBalanceAfter', (
        select entry.balance_after_micro
        from token_transactions entry
        where ${key}.subject_kind = 'grant' and entry.business_id = ${key}.business_id and entry.run_id = ${key}.subject_id
        order by entry.leg desc
        limit 1
      ),
      'correction', (
        select ${correctionJson(
          "correction",
          `(
          select ${lineJson("line")}
          from usage_tracking line
          where line.business_id = correction.business_id and line.id = correction.replacement_line_id
        )`,
        )}
        from usage_corrections correction
        where ${key}.subject_kind = 'correction' and ${isIts("correction")}
      ),
      'hold', (
        select ${holdJson("hold")}
        from token_holds hold
        where ${key}.subject_kind = 'hold' and ${isIts("hold")}
      )`;
}
