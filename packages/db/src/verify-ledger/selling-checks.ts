import { type Check, inScope, sqlCheck } from "./check.ts";

/** What was sold on one side, the grants it brought on the other (I10, I11, I18, I19, I20). */
export const SELLING_CHECKS: readonly Check[] = [
  sqlCheck({
    name: "paid_purchases_have_their_grants",
    rule: "a purchase is paid exactly if its tokens and its bonus were granted, once",
    counted: "purchases",
    broken: `
select
  purchase.business_id,
  'purchase ' || purchase.id as place,
  format('is %s and has %s grants of %s and %s bonus grants of %s', purchase.status,
    granted.paid_for, purchase.tokens_micro, granted.bonus, purchase.bonus_micro) as problem
from purchases purchase
left join lateral (
  select
    count(*) filter (where owned.source in ('purchase', 'top_up') and owned.original_micro = purchase.tokens_micro) as paid_for,
    count(*) filter (where owned.source = 'bonus' and owned.original_micro = purchase.bonus_micro) as bonus,
    count(*) as grants
  from token_grants owned
  where owned.business_id = purchase.business_id and owned.payment_key = 'purchase:' || purchase.id
) granted on true
where ${inScope("purchase.business_id")}
  and not case
    when purchase.status = 'paid' then
      granted.paid_for = 1
      and granted.bonus = (purchase.bonus_micro > 0)::int
      and granted.grants = granted.paid_for + granted.bonus
    else granted.grants = 0
  end`,
  }),
  sqlCheck({
    name: "one_payment_pays_one_purchase",
    rule: "no payment of the provider paid two purchases",
    counted: "purchases",
    broken: `
select purchase.business_id, 'purchase ' || purchase.id as place, format('was paid by %s like another', purchase.paid_by) as problem
from purchases purchase
where ${inScope("purchase.business_id")}
  and exists (
    select from purchases other
    where other.paid_by = purchase.paid_by and other.id <> purchase.id
  )`,
  }),
  sqlCheck({
    name: "paid_grants_have_their_fact",
    rule: "each grant that money brought stands for one fact of the payment provider, and its payment is known",
    counted: "token_grants",
    broken: `
select owned.business_id, 'grant ' || owned.id as place, format('no fact %s stands for it', owned.key) as problem
from token_grants owned
left join provider_facts fact on fact.fact = owned.key and fact.business_id = owned.business_id and fact.grant_id = owned.id
left join payments payment on payment.business_id = owned.business_id and payment.key = owned.payment_key
where ${inScope("owned.business_id")}
  and owned.payment_key is not null
  and (fact.fact is null or payment.key is null)`,
  }),
  sqlCheck({
    name: "refunds_follow_the_money",
    rule: "what is gone of a grant, and what it still owes, is its share of the money that went back",
    counted: "payments",
    broken: `
with money as (
  select
    payment.business_id,
    payment.key,
    payment.paid_amount_minor as paid,
    least(payment.paid_amount_minor, coalesce(sum(returned.amount_minor) filter (where returned.phase in ('standing', 'lost')), 0)) as back
  from payments payment
  left join payment_returns returned on returned.business_id = payment.business_id and returned.payment_key = payment.key
  where ${inScope("payment.business_id")}
  group by payment.business_id, payment.key
),
share as (
  select
    owned.business_id,
    -- Grants of one month share what was credited of it; any other stands for itself.
    coalesce(owned.subscription_id || ' ' || owned.month_ends_at::text, owned.id::text) as together,
    owned.subscription_id,
    owned.month_ends_at,
    min(owned.month_starts_at) as month_starts_at,
    sum(owned.original_micro) as original,
    sum(owned.refunded_micro + owned.refund_debt_micro + owned.refund_shortfall_micro) as gone,
    sum(case when money.paid = 0 then 0 else ceil(owned.original_micro::numeric * money.back / money.paid) end) as shared
  from money
  join token_grants owned on owned.business_id = money.business_id and owned.payment_key = money.key
  group by owned.business_id, together, owned.subscription_id, owned.month_ends_at
),
target as (
  select share.*, least(share.original, share.shared + coalesce(credited.tokens, 0)) as wanted
  from share
  left join lateral (
    select sum(greatest(0, ceil(
      ((credit.less_monthly ->> 'oldMonthly')::numeric - (credit.less_monthly ->> 'newMonthly')::numeric)
      * greatest(0, extract(epoch from share.month_ends_at) * 1000
        - greatest(extract(epoch from share.month_starts_at) * 1000, (credit.less_monthly ->> 'proratedAt')::numeric))
      / (extract(epoch from share.month_ends_at - share.month_starts_at) * 1000)
    ))) as tokens
    from payment_returns credit
    where credit.business_id = share.business_id
      and credit.payment_key = 'credits:' || share.subscription_id
      and credit.phase = 'standing'
      and extract(epoch from share.month_ends_at) * 1000 <= (credit.less_monthly ->> 'until')::numeric
  ) credited on true
)
select business_id, 'grants of ' || together as place, format('%s of them is gone or owed, the money wants %s', gone, wanted) as problem
from target
where gone <> wanted`,
  }),
  sqlCheck({
    name: "refunded_equals_ledger",
    rule: "what was taken from a grant with its money is what its entries say",
    counted: "payments",
    broken: `
select
  owned.business_id,
  'grant ' || owned.id as place,
  format('%s refunded; its entries took %s', owned.refunded_micro, coalesce(-sum(entry.amount_micro), 0)) as problem
from token_grants owned
left join token_transactions entry
  on entry.business_id = owned.business_id and entry.grant_id = owned.id and entry.kind in ('refund', 'dispute')
where ${inScope("owned.business_id")}
  and owned.payment_key is not null
  -- Where spent tokens were booked as debt, a refund that failed also returns to whoever repaid that debt.
  and not exists (
    select from token_transactions booked
    where booked.business_id = owned.business_id and booked.kind in ('refund', 'dispute') and booked.grant_id is null
  )
group by owned.business_id, owned.id, owned.refunded_micro
having owned.refunded_micro <> coalesce(-sum(entry.amount_micro), 0)`,
  }),
  sqlCheck({
    name: "disputes_freeze_their_grants",
    rule: "a grant is frozen exactly while a dispute about its payment is open",
    counted: "payments",
    broken: `
select owned.business_id, 'grant ' || owned.id as place,
  case when owned.frozen_at is null then 'can be spent during a dispute' else 'is frozen without a dispute' end as problem
from token_grants owned
where ${inScope("owned.business_id")}
  and owned.payment_key is not null
  and (owned.frozen_at is not null) <> exists (
    select from payment_returns dispute
    where dispute.business_id = owned.business_id and dispute.payment_key = owned.payment_key and dispute.phase = 'open'
  )`,
  }),
  sqlCheck({
    name: "scheduled_months_came_once",
    rule: "a month of a yearly line is marked granted exactly if its grant is there",
    counted: "scheduled_token_months",
    broken: `
select month.business_id, format('month %s of line %s', month.month, month.line_id) as place,
  case when month.granted_at is null then 'was granted unmarked' else 'has no grant' end as problem
from scheduled_token_months month
where ${inScope("month.business_id")}
  and (month.granted_at is not null) <> exists (
    select from token_grants owned
    where owned.business_id = month.business_id
      and owned.key = format('line:%s:month:%s', month.line_id, month.month)
  )`,
  }),
  sqlCheck({
    name: "current_subscription_is_one_of_them",
    rule: "what a business is subscribed to is what was last heard of that subscription",
    counted: "business_subscriptions",
    broken: `
select subscribed.business_id, 'subscription ' || coalesce(subscribed.subscription_id, 'none') as place,
  format('is %s until %s, last heard of as %s until %s', subscribed.status, subscribed.period_ends_at, known.status, known.period_ends_at) as problem
from business_subscriptions subscribed
left join provider_subscriptions known
  on known.business_id = subscribed.business_id and known.subscription_id = subscribed.subscription_id
where ${inScope("subscribed.business_id")}
  and subscribed.subscription_id is not null
  and (known.status, known.period_ends_at) is distinct from (subscribed.status, subscribed.period_ends_at)`,
  }),
  sqlCheck({
    name: "provider_events_are_worked_on",
    rule: "no event waits for more than five minutes after it was due",
    counted: "provider_events",
    broken: `
select waiting.business_id, 'event ' || waiting.event_id as place, format('of type %s has been due since %s', waiting.type, waiting.next_attempt_at) as problem
from provider_events waiting
where ${inScope("waiting.business_id")}
  and waiting.status = 'pending'
  and waiting.next_attempt_at < clock_timestamp() - interval '5 minutes'
  and (waiting.claimed_until is null or waiting.claimed_until < clock_timestamp())`,
  }),
];
