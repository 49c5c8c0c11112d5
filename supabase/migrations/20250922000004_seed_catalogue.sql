-- Why: the plans, packages and prices a new installation begins with. billing-core holds the same values as constants;
--      a test compares the two.
-- Old code: keeps working, nothing that exists is changed.

set role farebox_owner;

insert into subscription_plans
  (key, name, position, price_amount_minor, price_currency, billing_intervals, tokens_monthly_micro, tokens_once_micro, features, agents_limit)
values
  ('free', 'Free', 1, 0, 'usd', '{}', 0, 100000000, '{"1 agent","Community support"}', 1),
  ('starter', 'Starter', 2, 900, 'usd', '{month}', 1000000000, 0, '{"3 agents","Email support","Basic analytics"}', 3),
  ('pro', 'Pro', 3, 2900, 'usd', '{month}', 5000000000, 0, '{"10 agents","Priority support","Advanced analytics"}', 10),
  ('business', 'Business', 4, 9900, 'usd', '{month}', 20000000000, 0, '{"Unlimited agents","Phone support","White label"}', null),
  ('enterprise', 'Enterprise', 5, null, null, '{}', null, 0, '{"Custom price and tokens","Own rate card","Overdraft limit","Custom concurrency"}', null);

insert into token_packages
  (key, name, position, tokens_micro, bonus_micro, price_amount_minor, price_currency)
values
  ('starter_pack', 'Starter Pack', 1, 500000000, 0, 500, 'usd'),
  ('growth_pack', 'Growth Pack', 2, 2000000000, 200000000, 1800, 'usd'),
  ('scale_pack', 'Scale Pack', 3, 5000000000, 750000000, 4000, 'usd'),
  ('enterprise_pack', 'Enterprise Pack', 4, 20000000000, 5000000000, 15000, 'usd');

insert into rate_cards (id, business_id, version, valid_from)
values ('00000000-0000-7000-8000-000000000001', null, 1, '1970-01-01T00:00:00Z');

insert into token_rates (rate_card_id, service, tokens_micro, per, unit, shape)
values
  ('00000000-0000-7000-8000-000000000001', 'outbound_call', 2000000, 60, 'second', 'call'),
  ('00000000-0000-7000-8000-000000000001', 'inbound_call', 1500000, 60, 'second', 'call'),
  ('00000000-0000-7000-8000-000000000001', 'sms', 500000, 1, 'message', 'event'),
  ('00000000-0000-7000-8000-000000000001', 'transcription', 100000, 60, 'second', 'event'),
  ('00000000-0000-7000-8000-000000000001', 'ai_agent_request', 1000000, 1, 'request', 'event');

reset role;
