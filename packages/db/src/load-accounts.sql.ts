import { cardJson, correctionJson, grantJson, holdJson, lineJson, milliseconds, reviewJson } from "./account-json.ts";
import { CAPS, CHARGED_IN_WINDOWS, CONCURRENT_CALLS_LIMIT } from "./load-limits.sql.ts";
import { SPEND_ORDER } from "./spend-order.ts";

/**
 * One row for each business asked for that exists, all of one snapshot, with everything `decide` may know:
 * its balance row, its grants in spending order, its open holds, its limits and caps with what counts against them, its own
 * rate cards (the general ones only when the caller's are stale), and what the keys, lines, reviews and holds named by the
 * commands in hand stand for.
 *
 * $1 businesses, $2 whether caps are to be set; $3–$5 keys (business, scope, digest); $6–$7 lines that may be corrected;
 * $8–$9 reviews to be resolved; $10–$11 holds; $12 the epoch of the general cards the caller keeps, or null.
 */
export const LOAD_ACCOUNTS = `
with
clock as materialized (
  select date_trunc('milliseconds', clock_timestamp()) as loaded_at
),
asked_key as (
  select * from unnest($3::uuid[], $4::text[], $5::bytea[]) as asked_key (business_id, scope, key_digest)
),
asked_line as (
  select * from unnest($6::uuid[], $7::uuid[]) as asked_line (business_id, line_id)
),
asked_review as (
  select * from unnest($8::uuid[], $9::uuid[]) as asked_review (business_id, review_id)
),
asked_hold as (
  select * from unnest($10::uuid[], $11::uuid[]) as asked_hold (business_id, hold_id)
),
-- A capture names the line its call would have if it had been abandoned; mostly there is none.
asked as materialized (
  select
    asked.business_id,
    asked.sets_caps,
    exists (
      select
      from asked_line
      join usage_tracking line on line.business_id = asked_line.business_id and line.id = asked_line.line_id
      where asked_line.business_id = asked.business_id
    ) as corrects
  from unnest($1::uuid[], $2::boolean[]) as asked (business_id, sets_caps)
)
select
  balance.business_id,
  balance.version,
  balance.last_seq,
  balance.ledger_total_micro,
  balance.debt_micro,
  ${milliseconds("balance.last_recorded_at")} as last_recorded_at_ms,
  balance.last_hash,
  business.overdraft_limit_micro,
  ${milliseconds("business.suspended_at")} as suspended_at_ms,
  business.suspended_reason,
  business.time_zone,
  ${CONCURRENT_CALLS_LIMIT} as concurrent_calls_limit,
  ${milliseconds("clock.loaded_at")} as loaded_at_ms,
  sandbox_clock.offset_ms + business.clock_offset_ms as money_offset_ms,
  catalogue_epoch.epoch as catalogue_epoch,
  ${cardsOf("card.business_id is null and catalogue_epoch.epoch is distinct from $12::uuid")} as general_cards,
  ${cardsOf("card.business_id = balance.business_id")} as own_cards,
  (
    select json_agg(${grantJson("owned")} order by ${SPEND_ORDER})
    from (
      select * from token_grants open
      where open.business_id = balance.business_id
        and open.exhausted_at is null
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
            from asked_line
            join token_transactions entry on entry.business_id = asked_line.business_id and entry.run_id = asked_line.line_id
            where asked_line.business_id = balance.business_id
          )
        )
    ) owned
  ) as grants,
  (
    select json_agg(${holdJson("hold")})
    from (
      select * from token_holds open
      where open.business_id = balance.business_id
        and open.closed_at is null
      union all
      select closed.*
      from asked_hold
      join token_holds closed on closed.business_id = asked_hold.business_id and closed.id = asked_hold.hold_id
      where asked_hold.business_id = balance.business_id
        and closed.closed_at is not null
    ) hold
  ) as holds,
  ${CAPS} as caps,
  ${CHARGED_IN_WINDOWS} as charged,
  (
    select json_agg(json_build_object(
      'scope', known.scope,
      'digest', encode(known.key_digest, 'hex'),
      'line', (
        select ${lineJson("line")}
        from usage_tracking line
        where line.business_id = known.business_id
          and line.id = case known.subject_kind
            when 'usage' then known.subject_id
            -- The key of an accepted review stands for the line it became.
            when 'review' then (
              select review.line_id from usage_reviews review
              where review.business_id = known.business_id and review.id = known.subject_id
            )
          end
      ),
      'review', (
        select ${reviewJson("review")}
        from usage_reviews review
        where known.subject_kind = 'review' and review.business_id = known.business_id and review.id = known.subject_id
      ),
      'grant', (
        select ${grantJson("granted")}
        from token_grants granted
        where known.subject_kind = 'grant' and granted.business_id = known.business_id and granted.id = known.subject_id
      ),
      'grantBalanceAfter', (
        select entry.balance_after_micro
        from token_transactions entry
        where known.subject_kind = 'grant' and entry.business_id = known.business_id and entry.run_id = known.subject_id
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
        where known.subject_kind = 'correction' and correction.business_id = known.business_id and correction.id = known.subject_id
      ),
      'hold', (
        select ${holdJson("hold")}
        from token_holds hold
        where known.subject_kind = 'hold' and hold.business_id = known.business_id and hold.id = known.subject_id
      )
    ))
    from asked_key
    -- The limit keeps this one look-up in the index for each key. Without statistics (a fresh database filling up) the
    -- planner would rather join all keys the business ever used.
    cross join lateral (
      select taken.*
      from idempotency_keys taken
      where taken.business_id = asked_key.business_id
        and taken.scope = asked_key.scope
        and taken.key_digest = asked_key.key_digest
      limit 1
    ) known
    where asked_key.business_id = balance.business_id
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
    from usage_tracking line
    where line.business_id = balance.business_id
      and line.id in (
        select asked_line.line_id from asked_line where asked_line.business_id = balance.business_id
        union
        select review.line_id
        from asked_review
        join usage_reviews review on review.business_id = asked_review.business_id and review.id = asked_review.review_id
        where asked_review.business_id = balance.business_id
      )
  ) as lines,
  (
    select json_agg(${reviewJson("review")})
    from asked_review
    join usage_reviews review on review.business_id = asked_review.business_id and review.id = asked_review.review_id
    where asked_review.business_id = balance.business_id
  ) as reviews
from asked
join token_balances balance on balance.business_id = asked.business_id
join businesses business on business.id = asked.business_id
cross join clock
cross join sandbox_clock
cross join catalogue_epoch
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
