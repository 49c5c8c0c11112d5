-- Why: tokens are sold. What the payment provider said (inbox, customers, prices), what was bought, what was paid and what
--      of it went back, subscriptions with their months, custom plans, automatic top-up.
-- Old code: keeps working. It writes grants without a payment, and what it writes meets the rules that are widened here.

set role farebox_owner;

-- Provider directories: asked before a business is known ------------------------------------------------------------
create table provider_customers (
  customer_id text not null,
  business_id uuid not null,
  created_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  constraint provider_customers_pkey primary key (customer_id),
  constraint provider_customers_business foreign key (business_id) references businesses (id),
  constraint provider_customers_id_visible_ascii check (octet_length(customer_id) between 1 and 255 and customer_id !~ '[^!-~]')
);
create unique index provider_customers_one_alive on provider_customers (business_id) where deleted_at is null;
comment on table provider_customers is 'Which business a customer of the payment provider is. Keyed by the customer, because that is what an event names.';
comment on column provider_customers.deleted_at is 'When the provider deleted it; payments of it still find their business.';
select farebox_setup.protect('provider_customers', 'select, insert, update (deleted_at)');

create table provider_events (
  event_id text not null,
  type text not null,
  object_id text,
  customer_id text,
  account_id text,
  api_version text,
  is_live boolean not null,
  event_created_at timestamptz(3) not null,
  payload jsonb not null,
  received_at timestamptz(3) not null default clock_timestamp(),
  status text not null default 'pending',
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null default clock_timestamp(),
  claimed_until timestamptz(3),
  finished_at timestamptz(3),
  problem text,
  business_id uuid,
  constraint provider_events_pkey primary key (event_id),
  constraint provider_events_business foreign key (business_id) references businesses (id),
  constraint provider_events_id_visible_ascii check (octet_length(event_id) between 1 and 255 and event_id !~ '[^!-~]'),
  constraint provider_events_type_length check (char_length(type) between 1 and 255),
  constraint provider_events_payload_is_object check (jsonb_typeof(payload) = 'object'),
  constraint provider_events_status_known check (status in ('pending', 'done', 'ignored', 'quarantined', 'poison')),
  constraint provider_events_attempts_not_negative check (attempts >= 0),
  constraint provider_events_finished_unless_pending check ((finished_at is null) = (status = 'pending')),
  constraint provider_events_claimed_only_while_pending check (claimed_until is null or status = 'pending'),
  constraint provider_events_problem_length check (char_length(problem) <= 2000),
  constraint provider_events_problem_said check (problem is not null or status not in ('quarantined', 'poison'))
);
create index provider_events_waiting on provider_events (next_attempt_at) where status = 'pending';
create index provider_events_by_status on provider_events (status, received_at, event_id);
create index provider_events_of_object on provider_events (object_id) where status = 'pending';
comment on table provider_events is 'Every webhook event whose signature was good, once. A worker takes them, fetches what they are about again, and leaves what became of them.';
comment on column provider_events.object_id is 'What it is about. Events of one object are worked on one at a time.';
comment on column provider_events.payload is 'As it was signed. A hint only: what counts is fetched again.';
comment on column provider_events.status is 'quarantined: it disagrees with what we know. poison: it failed too often. Both wait for an operator.';
comment on column provider_events.claimed_until is 'A worker has it until then; after that it died, and another may take it.';
select farebox_setup.protect('provider_events',
  'select, insert, update (status, attempts, next_attempt_at, claimed_until, finished_at, problem, business_id)');

create table provider_prices (
  price_id text not null,
  product_id text not null,
  lookup_key text not null,
  kind text not null,
  plan_key text,
  billing_interval text,
  package_key text,
  business_id uuid,
  amount_minor bigint not null,
  currency text not null,
  tokens_micro micro_tokens not null,
  bonus_micro micro_tokens not null default 0,
  rollover_cap_micro micro_tokens not null default 0,
  created_at timestamptz(3) not null default now(),
  retired_at timestamptz(3),
  constraint provider_prices_pkey primary key (price_id),
  constraint provider_prices_business foreign key (business_id) references businesses (id),
  constraint provider_prices_id_visible_ascii check (octet_length(price_id) between 1 and 255 and price_id !~ '[^!-~]'),
  constraint provider_prices_kind_known check (kind in ('plan', 'package')),
  constraint provider_prices_of_plan_or_package check (
    (kind = 'plan') = (plan_key is not null) and (kind = 'plan') = (billing_interval is not null) and (kind = 'package') = (package_key is not null)
  ),
  constraint provider_prices_interval_known check (billing_interval in ('month', 'year')),
  constraint provider_prices_amount_not_negative check (amount_minor >= 0),
  constraint provider_prices_currency_is_iso check (currency ~ '^[a-z]{3}$'),
  constraint provider_prices_tokens_not_negative check (tokens_micro >= 0 and bonus_micro >= 0 and rollover_cap_micro >= 0)
);
create unique index provider_prices_one_current on provider_prices (lookup_key) where retired_at is null;
comment on table provider_prices is 'What every price we ever sold at stands for. Never changed and never removed: whoever subscribed at an old price keeps what it brings.';
comment on column provider_prices.tokens_micro is 'Of a plan: what every month brings.';
comment on column provider_prices.business_id is 'Whose custom plan it is; null is everybody''s.';
select farebox_setup.protect('provider_prices', 'select, insert, update (retired_at)');

-- Purchases -------------------------------------------------------------------------------------------------------
create table purchases (
  business_id uuid not null,
  id uuid not null,
  package_key text not null,
  kind text not null,
  tokens_micro micro_tokens not null,
  bonus_micro micro_tokens not null,
  price_amount_minor bigint not null,
  price_currency text not null,
  price_id text,
  status text not null default 'created',
  request_key text,
  requested_by text,
  checkout_session_id text,
  checkout_url text,
  payment_intent_id text,
  failure_code text,
  created_at timestamptz(3) not null,
  opened_at timestamptz(3),
  closed_at timestamptz(3),
  paid_at timestamptz(3),
  paid_amount_minor bigint,
  paid_by text,
  constraint purchases_pkey primary key (business_id, id),
  constraint purchases_business foreign key (business_id) references businesses (id),
  constraint purchases_request_once unique (business_id, request_key),
  constraint purchases_session_once unique (business_id, checkout_session_id),
  constraint purchases_intent_once unique (business_id, payment_intent_id),
  constraint purchases_kind_known check (kind in ('package', 'top_up')),
  constraint purchases_status_known check (status in ('created', 'open', 'processing', 'paid', 'failed', 'expired')),
  constraint purchases_tokens_positive check (tokens_micro > 0 and bonus_micro >= 0),
  constraint purchases_price_positive check (price_amount_minor > 0),
  constraint purchases_currency_is_iso check (price_currency ~ '^[a-z]{3}$'),
  constraint purchases_request_key_visible_ascii check (octet_length(request_key) between 1 and 255 and request_key !~ '[^!-~]'),
  constraint purchases_url_length check (char_length(checkout_url) <= 4000),
  constraint purchases_failure_length check (char_length(failure_code) between 1 and 200),
  constraint purchases_closed_when_failed check ((closed_at is not null) = (status in ('failed', 'expired'))),
  constraint purchases_paid_when_paid check ((paid_at is not null) = (status = 'paid')),
  constraint purchases_paid_says_what check ((paid_at is null) = (paid_amount_minor is null) and (paid_at is null) = (paid_by is null)),
  constraint purchases_paid_its_price check (paid_amount_minor >= price_amount_minor)
);
create index purchases_by_id on purchases (id);
create index purchases_by_time on purchases (business_id, created_at);
comment on table purchases is 'A package somebody set out to buy, with what was offered then: later prices do not matter. Paid by the statement that grants, and by nothing else.';
comment on column purchases.request_key is 'The caller''s Idempotency-Key; a repeat finds the same purchase.';
comment on column purchases.paid_by is 'The provider''s payment that paid it. A second one is somebody''s mistake.';
comment on column purchases.failure_code is 'Why it was not paid, in the provider''s word.';
select farebox_setup.protect('purchases',
  'select, insert, update (status, checkout_session_id, checkout_url, payment_intent_id, failure_code, opened_at, closed_at, paid_at, paid_amount_minor, paid_by)');
select farebox_setup.let_members_read('purchases', 'business_id = {business}');

-- Money that came and went back -----------------------------------------------------------------------------------
create table payments (
  business_id uuid not null,
  key text not null,
  paid_amount_minor bigint not null,
  currency text not null,
  recorded_at timestamptz(3) not null,
  constraint payments_pkey primary key (business_id, key),
  constraint payments_balance foreign key (business_id) references token_balances (business_id),
  constraint payments_key_names_its_kind check (key ~ '^(invoice|purchase|credits):[!-~]+$' and octet_length(key) <= 255),
  constraint payments_paid_not_negative check (paid_amount_minor >= 0),
  constraint payments_currency_is_iso check (currency ~ '^[a-z]{3}$')
);
comment on table payments is 'An invoice or a purchase as far as money of it can go back; credits: and a subscription stands for what was credited of its plans. Known from its first fact on, which may be a refund. Written by the door only: decisions read it.';
comment on column payments.paid_amount_minor is 'Without tax.';
select farebox_setup.protect('payments', 'select, insert, update (paid_amount_minor)');
select farebox_setup.let_members_read('payments', 'business_id = {business}');

create table payment_returns (
  business_id uuid not null,
  payment_key text not null,
  cause text not null,
  kind text not null,
  phase text not null,
  amount_minor bigint not null,
  less_monthly jsonb,
  reason text,
  recorded_at timestamptz(3) not null,
  constraint payment_returns_pkey primary key (business_id, payment_key, cause),
  constraint payment_returns_payment foreign key (business_id, payment_key) references payments (business_id, key),
  constraint payment_returns_cause_names_its_kind check (cause ~ '^(refund|credit|dispute):[!-~]+$' and octet_length(cause) <= 255 and cause like kind || ':%'),
  constraint payment_returns_kind_known check (kind in ('refund', 'credit', 'dispute')),
  constraint payment_returns_phase_of_kind check (
    case kind when 'dispute' then phase in ('inquiry', 'open', 'lost', 'won') else phase in ('standing', 'failed') end
  ),
  constraint payment_returns_amount_not_negative check (amount_minor >= 0),
  constraint payment_returns_reason_length check (char_length(reason) <= 1000)
);
comment on table payment_returns is 'Each refund, credit or dispute of a payment, and how far it came. What stands decides how many tokens should be gone.';
comment on column payment_returns.less_monthly is 'Of a credit for a smaller plan: old and new tokens of a month, from when and until when.';
select farebox_setup.protect('payment_returns', 'select, insert, update (phase, amount_minor, less_monthly, reason, recorded_at)');
select farebox_setup.let_members_read('payment_returns', 'business_id = {business}');

create table payment_return_runs (
  business_id uuid not null,
  run_id uuid not null,
  payment_key text not null,
  cause text not null,
  phase text not null,
  reason text,
  constraint payment_return_runs_pkey primary key (business_id, run_id),
  constraint payment_return_runs_payment foreign key (business_id, payment_key) references payments (business_id, key),
  constraint payment_return_runs_reason_length check (char_length(reason) <= 1000)
);
comment on table payment_return_runs is 'Why a run of the ledger took tokens back, or brought them again.';
select farebox_setup.protect('payment_return_runs', 'select, insert');
select farebox_setup.let_members_read('payment_return_runs', 'business_id = {business}');

-- Grants of payments ----------------------------------------------------------------------------------------------
alter table token_grants
  add column payment_key text,
  add column subscription_id text,
  add column month_starts_at timestamptz(3),
  add column month_ends_at timestamptz(3),
  add column refunded_micro micro_tokens not null default 0,
  add column refund_debt_micro micro_tokens not null default 0,
  add column refund_shortfall_micro micro_tokens not null default 0,
  add constraint token_grants_payment foreign key (business_id, payment_key) references payments (business_id, key),
  add constraint token_grants_month_is_of_a_subscription check (
    (subscription_id is null) = (month_starts_at is null) and (subscription_id is null) = (month_ends_at is null)
  ),
  add constraint token_grants_month_forward check (month_ends_at > month_starts_at),
  add constraint token_grants_refunds_not_negative check (refunded_micro >= 0 and refund_debt_micro >= 0 and refund_shortfall_micro >= 0),
  add constraint token_grants_refunds_within_original check (refunded_micro + refund_debt_micro + refund_shortfall_micro <= original_micro),
  add constraint token_grants_refunded_was_taken check (refunded_micro + debt_repaid_micro <= original_micro - remaining_micro),
  add constraint token_grants_refund_is_of_a_payment check (
    payment_key is not null or (refunded_micro = 0 and refund_debt_micro = 0 and refund_shortfall_micro = 0)
  );
create index token_grants_of_payment on token_grants (business_id, payment_key) where payment_key is not null;
create index token_grants_of_subscription on token_grants (business_id, subscription_id) where subscription_id is not null;
comment on column token_grants.payment_key is 'What was paid for it; null for tokens nobody paid for.';
comment on column token_grants.subscription_id is 'Whose month month_starts_at to month_ends_at it is for; null unless a plan brought it.';
comment on column token_grants.refunded_micro is 'Taken back with the money.';
comment on column token_grants.refund_debt_micro is 'Should have been taken, was spent, and is owed as debt by the policy of the installation.';
comment on column token_grants.refund_shortfall_micro is 'Should have been taken and was spent: takes first from what returns to the grant.';

alter table token_transactions
  drop constraint token_transactions_kind_known,
  add constraint token_transactions_kind_known check (kind in ('trial', 'plan', 'purchase', 'bonus', 'promotion', 'adjustment', 'top_up', 'usage', 'correction', 'expiry', 'debt_repayment', 'void', 'refund', 'dispute')),
  drop constraint token_transactions_debt_has_no_grant,
  add constraint token_transactions_debt_has_no_grant check (grant_id is not null or kind in ('usage', 'correction', 'debt_repayment', 'void', 'refund', 'dispute')),
  drop constraint token_transactions_sign_follows_kind,
  add constraint token_transactions_sign_follows_kind check (
    case kind
      when 'usage' then amount_micro <= 0
      when 'void' then amount_micro = 0
      when 'expiry' then amount_micro < 0
      when 'debt_repayment' then (amount_micro < 0) = (grant_id is not null)
      -- A refund that failed and a dispute that was won bring again what was taken.
      when 'refund' then amount_micro <> 0
      when 'dispute' then amount_micro <> 0
      else amount_micro > 0
    end
  );

-- Subscriptions ---------------------------------------------------------------------------------------------------
create table provider_subscriptions (
  business_id uuid not null,
  subscription_id text not null,
  plan_key text not null,
  billing_interval text not null,
  status text not null,
  started_at timestamptz(3) not null,
  anchored_at timestamptz(3) not null,
  period_starts_at timestamptz(3) not null,
  period_ends_at timestamptz(3) not null,
  cancels_at timestamptz(3),
  ended_at timestamptz(3),
  pending_plan_key text,
  pending_billing_interval text,
  pending_at timestamptz(3),
  as_of timestamptz(3) not null,
  constraint provider_subscriptions_pkey primary key (business_id, subscription_id),
  constraint provider_subscriptions_balance foreign key (business_id) references token_balances (business_id),
  constraint provider_subscriptions_id_visible_ascii check (octet_length(subscription_id) between 1 and 255 and subscription_id !~ '[^!-~]'),
  constraint provider_subscriptions_status_known check (status in ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'canceled', 'paused')),
  constraint provider_subscriptions_intervals_known check (billing_interval in ('month', 'year') and pending_billing_interval in ('month', 'year')),
  constraint provider_subscriptions_period_forward check (period_ends_at > period_starts_at),
  constraint provider_subscriptions_pending_as_a_whole check (
    (pending_plan_key is null) = (pending_at is null) and (pending_plan_key is null) = (pending_billing_interval is null)
  )
);
comment on table provider_subscriptions is 'Every subscription a business ever had at the payment provider, as it was last heard of. Which of them counts, business_subscriptions says; another that is alive is extra, and its money should go back. Written by the door only.';
comment on column provider_subscriptions.as_of is 'When asking the provider began, by our database''s clock: what was asked later is newer.';
select farebox_setup.protect('provider_subscriptions', 'select, insert, update');
select farebox_setup.let_members_read('provider_subscriptions', 'business_id = {business}');

alter table business_subscriptions
  add column subscription_id text,
  add column pending_plan_key text,
  add column pending_billing_interval text,
  add column pending_at timestamptz(3),
  add constraint business_subscriptions_subscription foreign key (business_id, subscription_id) references provider_subscriptions (business_id, subscription_id),
  add constraint business_subscriptions_pending_plan foreign key (pending_plan_key) references subscription_plans (key),
  add constraint business_subscriptions_pending_interval_known check (pending_billing_interval in ('month', 'year')),
  add constraint business_subscriptions_pending_as_a_whole check (
    (pending_plan_key is null) = (pending_at is null) and (pending_plan_key is null) = (pending_billing_interval is null)
  );
comment on column business_subscriptions.subscription_id is 'Which of its subscriptions counts; null before the first.';
comment on column business_subscriptions.pending_at is 'When it changes to pending_plan_key: the end of what was paid for.';

create table scheduled_token_months (
  business_id uuid not null,
  line_id text not null,
  month integer not null,
  subscription_id text not null,
  plan_key text not null,
  payment_key text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  tokens_micro micro_tokens not null,
  cost_amount_minor bigint not null,
  cost_currency text not null,
  rollover_cap_micro micro_tokens not null default 0,
  granted_at timestamptz(3),
  dropped_at timestamptz(3),
  constraint scheduled_token_months_pkey primary key (business_id, line_id, month),
  constraint scheduled_token_months_payment foreign key (business_id, payment_key) references payments (business_id, key),
  constraint scheduled_token_months_line_visible_ascii check (octet_length(line_id) between 1 and 240 and line_id !~ '[^!-~]'),
  constraint scheduled_token_months_after_the_first check (month between 1 and 11),
  constraint scheduled_token_months_forward check (ends_at > starts_at),
  constraint scheduled_token_months_tokens_positive check (tokens_micro > 0),
  constraint scheduled_token_months_cost_not_negative check (cost_amount_minor >= 0),
  constraint scheduled_token_months_granted_or_dropped check (granted_at is null or dropped_at is null)
);
create index scheduled_token_months_due on scheduled_token_months (starts_at) where granted_at is null and dropped_at is null;
create index scheduled_token_months_of_payment on scheduled_token_months (business_id, payment_key);
comment on table scheduled_token_months is 'The months of a year that was paid at once, but for its first: each is granted at its start.';
comment on column scheduled_token_months.dropped_at is 'Its start came after all its money had gone back or its subscription had ended.';
select farebox_setup.protect('scheduled_token_months', 'select, insert, update (granted_at, dropped_at)');
select farebox_setup.let_members_read('scheduled_token_months', 'business_id = {business}');

-- The catalogue, and plans of one business --------------------------------------------------------------------------
alter table subscription_plans
  add column yearly_price_amount_minor bigint,
  add column rollover_cap_micro micro_tokens not null default 0,
  add column inversion_acknowledged_at timestamptz(3),
  add constraint subscription_plans_yearly_price_positive check (yearly_price_amount_minor > 0),
  add constraint subscription_plans_year_has_a_price check (not billing_intervals @> array['year'] or yearly_price_amount_minor is not null),
  add constraint subscription_plans_rollover_not_negative check (rollover_cap_micro >= 0);
comment on column subscription_plans.yearly_price_amount_minor is 'Price of a year in price_currency; null is not sold by the year.';
comment on column subscription_plans.rollover_cap_micro is 'How much of a month is kept into the next one; 0 keeps nothing.';
comment on column subscription_plans.inversion_acknowledged_at is 'When an operator said that packages may be cheaper than this plan.';
alter table token_packages add column inversion_acknowledged_at timestamptz(3);
comment on column token_packages.inversion_acknowledged_at is 'When an operator said that it may be cheaper than a plan.';

create table business_plans (
  business_id uuid not null,
  id uuid not null,
  plan_key text not null,
  name text not null,
  billing_interval text not null,
  price_amount_minor bigint not null,
  price_currency text not null,
  tokens_monthly_micro micro_tokens not null,
  overdraft_limit_micro micro_tokens not null default 0,
  concurrent_calls_limit integer,
  rate_card_id uuid,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3),
  created_by text not null,
  created_at timestamptz(3) not null default now(),
  constraint business_plans_pkey primary key (business_id, id),
  constraint business_plans_business foreign key (business_id) references businesses (id),
  constraint business_plans_plan_is_a_word check (plan_key ~ '^[a-z][a-z0-9_]*$'),
  constraint business_plans_name_length check (char_length(name) between 1 and 200),
  constraint business_plans_interval_known check (billing_interval in ('month', 'year')),
  constraint business_plans_price_not_negative check (price_amount_minor >= 0),
  constraint business_plans_currency_is_iso check (price_currency ~ '^[a-z]{3}$'),
  constraint business_plans_amounts_not_negative check (tokens_monthly_micro >= 0 and overdraft_limit_micro >= 0 and concurrent_calls_limit >= 0),
  constraint business_plans_forward check (ends_at > starts_at)
);
comment on table business_plans is 'What was agreed with one business instead of a plan of the catalogue. Never changed but for its end.';
comment on column business_plans.concurrent_calls_limit is 'Null is unlimited.';
comment on column business_plans.rate_card_id is 'The version of its own card that was agreed; null: the general prices.';
select farebox_setup.protect('business_plans', 'select, insert, update (ends_at)');
select farebox_setup.let_members_read('business_plans', 'business_id = {business}');

-- Automatic top-up ------------------------------------------------------------------------------------------------
create table auto_top_up_rules (
  business_id uuid not null,
  enabled boolean not null,
  below_micro micro_tokens not null,
  package_key text not null,
  monthly_cap_minor bigint not null,
  consent_by text,
  consent_at timestamptz(3),
  declines_in_a_row integer not null default 0,
  paused_until timestamptz(3),
  turned_off_reason text,
  version bigint not null default 1,
  updated_at timestamptz(3) not null default now(),
  constraint auto_top_up_rules_pkey primary key (business_id),
  constraint auto_top_up_rules_business foreign key (business_id) references businesses (id),
  constraint auto_top_up_rules_package_is_a_word check (package_key ~ '^[a-z][a-z0-9_]*$'),
  constraint auto_top_up_rules_amounts_positive check (below_micro > 0 and monthly_cap_minor > 0),
  constraint auto_top_up_rules_consent_as_a_whole check ((consent_by is null) = (consent_at is null)),
  constraint auto_top_up_rules_enabled_by_consent check (not enabled or consent_by is not null),
  constraint auto_top_up_rules_declines_not_negative check (declines_in_a_row >= 0),
  constraint auto_top_up_rules_reason_length check (char_length(turned_off_reason) between 1 and 200)
);
create index auto_top_up_rules_enabled on auto_top_up_rules (business_id) where enabled;
comment on table auto_top_up_rules is 'Buy a package whenever available + held - debt is below an amount. Off until a person agrees.';
comment on column auto_top_up_rules.version is 'An attempt opens only on the rule it was decided on.';
comment on column auto_top_up_rules.turned_off_reason is 'Why it went off by itself; null when a person did.';
select farebox_setup.protect('auto_top_up_rules',
  'select, insert, update (enabled, below_micro, package_key, monthly_cap_minor, consent_by, consent_at, declines_in_a_row, paused_until, turned_off_reason, version, updated_at)');
select farebox_setup.let_members_read('auto_top_up_rules', 'business_id = {business}');

create table auto_top_up_attempts (
  business_id uuid not null,
  id uuid not null,
  purchase_id uuid not null,
  status text not null default 'open',
  price_amount_minor bigint not null,
  price_currency text not null,
  created_at timestamptz(3) not null,
  closed_at timestamptz(3),
  decline_code text,
  constraint auto_top_up_attempts_pkey primary key (business_id, id),
  constraint auto_top_up_attempts_purchase_once unique (business_id, purchase_id),
  constraint auto_top_up_attempts_purchase foreign key (business_id, purchase_id) references purchases (business_id, id),
  constraint auto_top_up_attempts_status_known check (status in ('open', 'paid', 'declined', 'canceled')),
  constraint auto_top_up_attempts_closed_unless_open check ((closed_at is null) = (status = 'open')),
  constraint auto_top_up_attempts_price_positive check (price_amount_minor > 0),
  constraint auto_top_up_attempts_currency_is_iso check (price_currency ~ '^[a-z]{3}$'),
  constraint auto_top_up_attempts_decline_code_length check (char_length(decline_code) between 1 and 200)
);
create unique index auto_top_up_attempts_one_open on auto_top_up_attempts (business_id) where status = 'open';
create index auto_top_up_attempts_by_time on auto_top_up_attempts (business_id, created_at);
comment on table auto_top_up_attempts is 'Each try to charge the saved card; one open a business. Settled by the fact of its payment only.';
select farebox_setup.protect('auto_top_up_attempts', 'select, insert, update (status, closed_at, decline_code)');
select farebox_setup.let_members_read('auto_top_up_attempts', 'business_id = {business}');

-- What the service may change in tables that were there -------------------------------------------------------------
do $$
declare
  service text := array_to_string('farebox_service'::text || farebox_setup.present('{service_role}'), ', ');
begin
  execute format('grant update (expires_at, refunded_micro, refund_debt_micro, refund_shortfall_micro) on table token_grants to %s', service);
  execute format('grant update (inversion_acknowledged_at) on table subscription_plans, token_packages to %s', service);
  -- Cards agreed with one business; the general ones are written by migrations.
  execute format('grant insert on table rate_cards, token_rates to %s', service);
  execute format('grant update (epoch) on table catalogue_epoch to %s', service);
end
$$;

reset role;
