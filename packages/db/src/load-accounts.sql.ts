import { cardJson, correctionJson, grantJson, lineJson, milliseconds, reviewJson } from "./account-json.ts";
import { SPEND_ORDER } from "./spend-order.ts";

/**
 * One row for each business asked for that exists, all of one snapshot, with everything `decide` may know:
 * its balance row, its grants in spending order, its own rate cards (the general ones only when the caller's are stale),
 * and what the keys, lines and reviews named by the commands in hand stand for.
 *
 * $1 businesses, $2 whether a correction is in hand; $3–$5 keys (business, scope, digest); $6–$7 lines to be corrected;
 * $8–$9 reviews to be resolved; $10 the epoch of the general cards the caller keeps, or null.
 */
export const LOAD_ACCOUNTS = `
with
clock as materialized (
  select date_trunc('milliseconds', clock_timestamp()) as loaded_at
),
asked as (
  select * from unnest($1::uuid[], $2::boolean[]) as asked (business_id, corrects)
),
asked_key as (
  select * from unnest($3::uuid[], $4::text[], $5::bytea[]) as asked_key (business_id, scope, key_digest)
),
asked_line as (
  select * from unnest($6::uuid[], $7::uuid[]) as asked_line (business_id, line_id)
),
asked_review as (
  select * from unnest($8::uuid[], $9::uuid[]) as asked_review (business_id, review_id)
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
  ${milliseconds("clock.loaded_at")} as loaded_at_ms,
  sandbox_clock.offset_ms + business.clock_offset_ms as money_offset_ms,
  catalogue_epoch.epoch as catalogue_epoch,
  ${cardsOf("card.business_id is null and catalogue_epoch.epoch is distinct from $10::uuid")} as general_cards,
  ${cardsOf("card.business_id = balance.business_id")} as own_cards,
  (
    select json_agg(${grantJson("owned")} order by ${SPEND_ORDER})
    from (
      select * from token_grants open
      where open.business_id = balance.business_id
        and open.exhausted_at is null
      union all
      -- What a correction in hand may return to: the grants that paid the line, and those that repaid debt.
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
