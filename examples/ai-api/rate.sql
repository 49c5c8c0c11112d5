-- A version of one business's own rate card that sells model tokens: 2 tokens for 1,000 of them. All that its card had before
-- stays as it was, and whatever no card of its own names costs what it costs everybody. $1 is the business.
with
card as (
  insert into rate_cards (id, business_id, version, valid_from)
  select
    gen_random_uuid(),
    $1::uuid,
    coalesce(max(version), 0) + 1,
    -- In force at once, and after the version before even where a sandbox's time is ahead of the database's.
    greatest(now() - interval '1 second', max(valid_from) + interval '1 millisecond')
  from rate_cards
  where business_id = $1::uuid
  returning id
)
insert into token_rates
  (rate_card_id, service, tokens_micro, per, unit, shape, initial_increment, next_increment, minimum_micro, connect_fee_micro, free_units)
select card.id, 'model_tokens', 2000000, 1000, 'model token', 'event', 1, 1, 0, 0, 0
from card
union all
select
  card.id, rate.service, rate.tokens_micro, rate.per, rate.unit, rate.shape, rate.initial_increment, rate.next_increment,
  rate.minimum_micro, rate.connect_fee_micro, rate.free_units
from card
cross join token_rates rate
where rate.service <> 'model_tokens'
  and rate.rate_card_id = (
    select current.id
    from rate_cards current
    where current.business_id = $1::uuid
    order by current.valid_from desc
    limit 1
  )
