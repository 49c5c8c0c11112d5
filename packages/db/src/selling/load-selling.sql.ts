import { grantJson, milliseconds } from "../account-json.ts";

/** `payment` with its returns. */
export const PAYMENT_JSON = `json_build_object(
  'key', payment.key,
  'paid', payment.paid_amount_minor,
  'currency', payment.currency,
  'returns', (
    select json_agg(json_build_object(
      'cause', returned.cause,
      'kind', returned.kind,
      'phase', returned.phase,
      'amount', returned.amount_minor,
      'lessMonthly', returned.less_monthly,
      'reason', returned.reason,
      'at', ${milliseconds("returned.recorded_at")}
    ) order by returned.cause)
    from payment_returns returned
    where returned.business_id = payment.business_id and returned.payment_key = payment.key
  )
)`;

/** `known`, a row of provider_subscriptions. */
export const SUBSCRIPTION_JSON = `json_build_object(
  'id', known.subscription_id,
  'planKey', known.plan_key,
  'interval', known.billing_interval,
  'status', known.status,
  'startedAt', ${milliseconds("known.started_at")},
  'anchorAt', ${milliseconds("known.anchored_at")},
  'periodStartAt', ${milliseconds("known.period_starts_at")},
  'periodEndAt', ${milliseconds("known.period_ends_at")},
  'cancelsAt', ${milliseconds("known.cancels_at")},
  'endedAt', ${milliseconds("known.ended_at")},
  'pendingPlanKey', known.pending_plan_key,
  'pendingInterval', known.pending_billing_interval,
  'pendingAt', ${milliseconds("known.pending_at")},
  'asOf', ${milliseconds("known.as_of")}
)`;

/** `month`, a row of scheduled_token_months. */
export const SCHEDULED_MONTH_JSON = `json_build_object(
  'lineId', month.line_id,
  'month', month.month,
  'subscriptionId', month.subscription_id,
  'planKey', month.plan_key,
  'paymentKey', month.payment_key,
  'startAt', ${milliseconds("month.starts_at")},
  'endAt', ${milliseconds("month.ends_at")},
  'tokens', month.tokens_micro,
  'cost', month.cost_amount_minor,
  'currency', month.cost_currency,
  'rolloverCap', month.rollover_cap_micro,
  'grantedAt', ${milliseconds("month.granted_at")},
  'droppedAt', ${milliseconds("month.dropped_at")}
)`;

/**
 * One row for each business asked for: the payments that facts name with every return of theirs, purchases, every
 * subscription it ever had, scheduled months, and the grants that may change: those of the payments, those of the
 * subscriptions that expired in the last 100 days or not yet (a credit may be heard late), those of the same months, and where
 * tokens may come again those that repaid debt.
 *
 * $1 businesses, $2 whether money may come back; pairs of a business and a name: $3–$4 payments, $5–$6 purchases, $7–$8
 * invoice lines, $9–$10 subscriptions, $11–$12 facts.
 */
export const LOAD_SELLING = `
with
asked as (
  select
    asked.business_id,
    asked.wants_debtors,
    clock_timestamp() + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond' as now
  from unnest($1::uuid[], $2::boolean[]) as asked (business_id, wants_debtors)
  join businesses business on business.id = asked.business_id
  cross join sandbox_clock
),
asked_month as materialized (
  select month.*
  from unnest($7::uuid[], $8::text[]) as asked_line (business_id, line_id)
  join scheduled_token_months month on month.business_id = asked_line.business_id and month.line_id = asked_line.line_id
),
asked_payment as materialized (
  select * from unnest($3::uuid[], $4::text[]) as named (business_id, key)
  union
  select business_id, payment_key from asked_month
),
asked_subscription as (
  select * from unnest($9::uuid[], $10::text[]) as named (business_id, subscription_id)
  union
  select business_id, subscription_id from asked_month
),
brought as materialized (
  select owned.*
  from asked_payment
  join token_grants owned on owned.business_id = asked_payment.business_id and owned.payment_key = asked_payment.key
  union
  select owned.*
  from asked_subscription
  join asked using (business_id)
  join token_grants owned
    on owned.business_id = asked_subscription.business_id and owned.subscription_id = asked_subscription.subscription_id
  where owned.expires_at > asked.now - interval '100 days' or owned.exhausted_at is null
  union
  -- Money of one payment that goes back spares the others of its month.
  select owned.*
  from asked_payment
  join token_grants paid on paid.business_id = asked_payment.business_id and paid.payment_key = asked_payment.key
  join token_grants owned
    on owned.business_id = paid.business_id
    and owned.subscription_id = paid.subscription_id
    and owned.month_ends_at = paid.month_ends_at
  union
  select owned.*
  from asked
  join token_grants owned on owned.business_id = asked.business_id
  where asked.wants_debtors and owned.debt_repaid_micro > 0
)
select
  asked.business_id,
  (select json_agg(${grantJson("brought")}) from brought where brought.business_id = asked.business_id) as grants,
  (
    select json_agg(${PAYMENT_JSON})
    from payments payment
    where payment.business_id = asked.business_id
      and payment.key in (
        select asked_payment.key from asked_payment where asked_payment.business_id = asked.business_id
        union
        select brought.payment_key from brought where brought.business_id = asked.business_id
        union
        select 'credits:' || brought.subscription_id from brought where brought.business_id = asked.business_id
        union
        select 'credits:' || named.subscription_id from asked_subscription named where named.business_id = asked.business_id
      )
  ) as payments,
  (
    select json_agg(json_build_object(
      'id', purchase.id,
      'kind', purchase.kind,
      'tokens', purchase.tokens_micro,
      'bonus', purchase.bonus_micro,
      'amount', purchase.price_amount_minor,
      'currency', purchase.price_currency,
      'paidBy', purchase.paid_by
    ))
    from unnest($5::uuid[], $6::uuid[]) as named (business_id, id)
    join purchases purchase on purchase.business_id = named.business_id and purchase.id = named.id
    where named.business_id = asked.business_id
  ) as purchases,
  (
    select json_agg(${SUBSCRIPTION_JSON})
    from provider_subscriptions known
    where known.business_id = asked.business_id
  ) as subscriptions,
  (
    select json_agg(${SCHEDULED_MONTH_JSON})
    from (
      select * from asked_month where asked_month.business_id = asked.business_id
      union
      select month.*
      from asked_payment
      join scheduled_token_months month
        on month.business_id = asked_payment.business_id and month.payment_key = asked_payment.key
      where asked_payment.business_id = asked.business_id
    ) month
  ) as months,
  (
    select json_agg(fact.fact)
    from unnest($11::uuid[], $12::text[]) as named (business_id, fact)
    join provider_facts fact on fact.fact = named.fact
    where named.business_id = asked.business_id and fact.business_id <> asked.business_id
  ) as facts_elsewhere
from asked
`;
