-- Why: the first schema. This file makes the roles, the two rules every table is created under, and the core of the
--      system: businesses, what they may be charged (catalogue, rate cards), their balances, grants and ledger.
-- Old code: there is none.

-- Roles -----------------------------------------------------------------------------------------------------------
-- owner runs migrations and verification; service is the API's writes; member is a person's reads.
-- They are made only where they are missing, and by nobody when a database administrator made them beforehand.
do $$
declare
  wanted text;
  assumer text;
  membership text := case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end;
begin
  foreach wanted in array array['farebox_owner', 'farebox_service', 'farebox_member'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then
        null; -- Another database of this server is being migrated at the same moment.
      end;
    end if;
    -- Connections assume a role by the startup parameter `role`, so the login that migrates, and the owner if it is
    -- given a login later, must be able to.
    foreach assumer in array array[current_user::text, 'farebox_owner'] loop
      if wanted <> assumer and not pg_has_role(assumer, wanted, membership) then
        execute format('grant %I to %I', wanted, assumer);
      end if;
    end loop;
  end loop;
end
$$;

-- Where the login is not the owner (a superuser, Supabase's postgres), the owner still has to be able to create here.
-- The two rules below live in a schema of their own, away from the tables and from anything that serves `public`.
do $$
begin
  if current_user <> 'farebox_owner' then
    grant usage, create on schema public to farebox_owner;
  end if;
  create schema if not exists farebox_setup authorization farebox_owner;
end
$$;

grant usage on schema public to farebox_service, farebox_member;

set role farebox_owner;

-- What is created from here on belongs to nobody else until a line below says so. Supabase's default privileges would
-- otherwise let its roles write the ledger, and every function is executable by public.
alter default privileges for role farebox_owner revoke all on tables from public;
alter default privileges for role farebox_owner revoke all on functions from public;
do $$
declare
  outside text;
begin
  foreach outside in array array['anon', 'authenticated', 'service_role'] loop
    if exists (select from pg_roles where rolname = outside) then
      execute format('alter default privileges for role farebox_owner revoke all on tables from %I', outside);
      execute format('alter default privileges for role farebox_owner in schema public revoke all on tables from %I', outside);
      execute format('alter default privileges for role farebox_owner in schema public revoke all on functions from %I', outside);
    end if;
  end loop;
end
$$;

-- The two rules ---------------------------------------------------------------------------------------------------
create function farebox_setup.present(wanted text[]) returns text[]
  language sql stable set search_path = pg_catalog
  as $$ select coalesce(array_agg(rolname::text order by rolname), '{}') from pg_roles where rolname = any (wanted) $$;

-- Rule one, for every table: closed to everybody, row security on and forced, the owner sees all of it (otherwise forced
-- row security would blind the verifier), the service sees all of it (its statements join on the business themselves)
-- and has exactly `privileges`, a list as in GRANT. Supabase's service_role gets what the service has, never more.
create function farebox_setup.protect(target regclass, privileges text) returns void
  language plpgsql set search_path = pg_catalog
  as $$
declare
  service text := array_to_string('farebox_service'::text || farebox_setup.present('{service_role}'), ', ');
  outside text := array_to_string('public'::text || farebox_setup.present('{anon, authenticated, service_role}'), ', ');
begin
  execute format('revoke all on table %s from %s, farebox_service, farebox_member', target, outside);
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner_sees_all on %s to farebox_owner using (true) with check (true)', target);
  execute format('create policy service_sees_all on %s to %s using (true) with check (true)', target, service);
  execute format('grant %s on table %s to %s', privileges, target, service);
end
$$;

-- Rule two, for tables a person may read: only rows for which `mine` holds, with `{business}` standing for the business
-- of the session. A missing setting reads as null, null equals nothing, so a forgotten tenant sees no rows. Supabase's
-- authenticated reads the same rows, its business comes from the claims of its token. The inner select makes Postgres
-- work the business out once a statement and not once a row.
create function farebox_setup.let_members_read(target regclass, mine text) returns void
  language plpgsql set search_path = pg_catalog, public
  as $$
declare
  setting text := $sql$(select nullif(current_setting('app.business_id', true), '')::uuid)$sql$;
  claim text :=
    $sql$(select nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'business_id', '')::uuid)$sql$;
begin
  execute format('grant select on table %s to farebox_member', target);
  execute format('create policy member_reads_own on %s for select to farebox_member using (%s)',
    target, replace(mine, '{business}', setting));
  if farebox_setup.present('{authenticated}') <> '{}' then
    execute format('grant select on table %s to authenticated', target);
    execute format('create policy authenticated_reads_own on %s for select to authenticated using (%s)',
      target, replace(mine, '{business}', claim));
  end if;
end
$$;

-- What every amount promises: 8 billion tokens at most, so that it is also exact as a JSON number of micro-tokens.
create domain micro_tokens as bigint
  constraint micro_tokens_bound check (value between -8000000000000000 and 8000000000000000);
comment on domain micro_tokens is 'An amount in millionths of a token, at most 8e15 in size.';

-- Catalogue -------------------------------------------------------------------------------------------------------
create table subscription_plans (
  key text not null,
  name text not null,
  position smallint not null,
  price_amount_minor bigint,
  price_currency text,
  billing_intervals text[] not null default '{}',
  tokens_monthly_micro micro_tokens,
  tokens_once_micro micro_tokens not null default 0,
  features text[] not null default '{}',
  agents_limit integer,
  concurrent_calls_limit integer,
  constraint subscription_plans_pkey primary key (key),
  constraint subscription_plans_key_is_a_word check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint subscription_plans_position_unique unique (position),
  constraint subscription_plans_price_has_currency check ((price_amount_minor is null) = (price_currency is null)),
  constraint subscription_plans_price_not_negative check (price_amount_minor >= 0),
  constraint subscription_plans_currency_is_iso check (price_currency ~ '^[a-z]{3}$'),
  constraint subscription_plans_intervals_known check (billing_intervals <@ array['month', 'year']),
  constraint subscription_plans_tokens_not_negative check (tokens_monthly_micro >= 0 and tokens_once_micro >= 0),
  constraint subscription_plans_limits_positive check (agents_limit > 0 and concurrent_calls_limit > 0)
);
comment on table subscription_plans is 'What a business can subscribe to. Written by migrations and the operator''s catalogue only.';
comment on column subscription_plans.price_amount_minor is 'Price of one month in minor units; null is agreed case by case.';
comment on column subscription_plans.tokens_monthly_micro is 'Tokens of one token-month; null is agreed case by case.';
comment on column subscription_plans.tokens_once_micro is 'Granted once for ever: the trial.';
comment on column subscription_plans.agents_limit is 'Null is unlimited.';
comment on column subscription_plans.concurrent_calls_limit is 'Null is unlimited.';
select farebox_setup.protect('subscription_plans', 'select');
select farebox_setup.let_members_read('subscription_plans', 'true');

create table token_packages (
  key text not null,
  name text not null,
  position smallint not null,
  tokens_micro micro_tokens not null,
  bonus_micro micro_tokens not null default 0,
  price_amount_minor bigint not null,
  price_currency text not null,
  constraint token_packages_pkey primary key (key),
  constraint token_packages_key_is_a_word check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint token_packages_position_unique unique (position),
  constraint token_packages_tokens_positive check (tokens_micro > 0),
  constraint token_packages_bonus_not_negative check (bonus_micro >= 0),
  constraint token_packages_price_positive check (price_amount_minor > 0),
  constraint token_packages_currency_is_iso check (price_currency ~ '^[a-z]{3}$')
);
comment on table token_packages is 'Tokens that can be bought at any time; they never expire. The bonus comes on top, as a second grant without cost.';
select farebox_setup.protect('token_packages', 'select');
select farebox_setup.let_members_read('token_packages', 'true');

-- Businesses ------------------------------------------------------------------------------------------------------
create table businesses (
  id uuid not null,
  name text not null,
  slug text,
  time_zone text not null default 'UTC',
  created_by text,
  trial_withheld_reason text,
  overdraft_limit_micro micro_tokens not null default 0,
  suspended_at timestamptz(3),
  suspended_reason text,
  clock_offset_ms bigint not null default 0,
  created_at timestamptz(3) not null default now(),
  constraint businesses_pkey primary key (id),
  constraint businesses_slug_unique unique (slug),
  constraint businesses_name_length check (char_length(name) between 1 and 200),
  constraint businesses_slug_length check (char_length(slug) between 1 and 200),
  constraint businesses_time_zone_length check (char_length(time_zone) between 1 and 64),
  constraint businesses_overdraft_limit_not_negative check (overdraft_limit_micro >= 0),
  constraint businesses_reason_only_while_suspended check (suspended_reason is null or suspended_at is not null),
  constraint businesses_clock_never_ahead check (clock_offset_ms <= 0)
);
comment on table businesses is 'The tenants; the id leads every key of every tenant table. Also the organizations of the sign-in library. A change of a column that decisions read (zone, limit, suspension, clock) bumps the version of the balance row in the same statement.';
comment on column businesses.created_by is 'Id of the person who made it; null for an installation key. Not a foreign key: people may come from another issuer.';
comment on column businesses.trial_withheld_reason is 'Why it began without the trial grant; null when it had one.';
comment on column businesses.overdraft_limit_micro is 'New spending may go this far into debt.';
comment on column businesses.clock_offset_ms is 'Added to the money clock of this business while its demo history is being filled in; otherwise 0.';
-- What decisions read is written by statements that bump the version; the rest is free.
select farebox_setup.protect('businesses',
  'select, insert, update (name, slug, time_zone, trial_withheld_reason, overdraft_limit_micro, suspended_at, suspended_reason, clock_offset_ms)');
select farebox_setup.let_members_read('businesses', 'id = {business}');

create table business_subscriptions (
  business_id uuid not null,
  plan_key text not null default 'free',
  status text not null default 'none',
  billing_interval text,
  anchored_at timestamptz(3),
  period_starts_at timestamptz(3),
  period_ends_at timestamptz(3),
  cancels_at timestamptz(3),
  ended_at timestamptz(3),
  updated_at timestamptz(3) not null default now(),
  constraint business_subscriptions_pkey primary key (business_id),
  constraint business_subscriptions_business foreign key (business_id) references businesses (id),
  constraint business_subscriptions_plan foreign key (plan_key) references subscription_plans (key),
  constraint business_subscriptions_status_known check (status in ('none', 'incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'canceled', 'paused')),
  constraint business_subscriptions_interval_known check (billing_interval in ('month', 'year')),
  constraint business_subscriptions_period_forward check (period_ends_at > period_starts_at)
);
comment on table business_subscriptions is 'What the payment provider last said about the business''s subscription; born with the business as free and none.';
comment on column business_subscriptions.anchored_at is 'The day its token-months are counted from.';
select farebox_setup.protect('business_subscriptions', 'select, insert, update');
select farebox_setup.let_members_read('business_subscriptions', 'business_id = {business}');

-- Rate cards ------------------------------------------------------------------------------------------------------
create table rate_cards (
  id uuid not null,
  business_id uuid,
  version integer not null,
  valid_from timestamptz(3) not null,
  constraint rate_cards_pkey primary key (id),
  constraint rate_cards_business foreign key (business_id) references businesses (id),
  constraint rate_cards_version_positive check (version >= 1),
  constraint rate_cards_one_version unique nulls not distinct (business_id, version),
  -- A version ends where the next begins, so two that do not begin together cannot overlap.
  constraint rate_cards_never_begin_together unique nulls not distinct (business_id, valid_from)
);
comment on table rate_cards is 'Versions of price lists. A version is never changed, the next one ends it.';
comment on column rate_cards.business_id is 'Null is the general card; a business''s own card comes before it, service by service.';
select farebox_setup.protect('rate_cards', 'select');
select farebox_setup.let_members_read('rate_cards', 'business_id is null or business_id = {business}');

create table token_rates (
  rate_card_id uuid not null,
  service text not null,
  tokens_micro micro_tokens not null,
  per integer not null,
  unit text not null,
  shape text not null,
  initial_increment integer not null default 1,
  next_increment integer not null default 1,
  minimum_micro micro_tokens not null default 0,
  connect_fee_micro micro_tokens not null default 0,
  free_units integer not null default 0,
  constraint token_rates_pkey primary key (rate_card_id, service),
  constraint token_rates_card foreign key (rate_card_id) references rate_cards (id),
  constraint token_rates_service_is_a_word check (service ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint token_rates_amounts_not_negative check (tokens_micro >= 0 and minimum_micro >= 0 and connect_fee_micro >= 0),
  constraint token_rates_per_positive check (per >= 1),
  constraint token_rates_increments_positive check (initial_increment >= 1 and next_increment >= 1),
  constraint token_rates_free_units_not_negative check (free_units >= 0),
  constraint token_rates_unit_length check (char_length(unit) between 1 and 40),
  constraint token_rates_shape_known check (shape in ('call', 'event'))
);
comment on table token_rates is 'What one service costs on one version of a card.';
comment on column token_rates.tokens_micro is 'Price of `per` base units.';
comment on column token_rates.shape is 'A call needs the floor before it starts and takes holds; an event is charged at once.';
select farebox_setup.protect('token_rates', 'select');
-- The inner select is itself under row security, so the prices of another business's card are not seen either.
select farebox_setup.let_members_read('token_rates', 'exists (select from rate_cards card where card.id = rate_card_id)');

create table catalogue_epoch (
  only_row boolean not null default true,
  epoch uuid not null default gen_random_uuid(),
  constraint catalogue_epoch_pkey primary key (only_row),
  constraint catalogue_epoch_one_row check (only_row)
);
comment on table catalogue_epoch is 'Drawn anew whenever a rate card changes, so that a process knows when the cards it keeps are stale.';
insert into catalogue_epoch default values;
select farebox_setup.protect('catalogue_epoch', 'select');

-- Cards change a few times a year and never on the path of a charge; a trigger cannot be forgotten.
create function renew_catalogue_epoch() returns trigger
  language plpgsql set search_path = pg_catalog, public
  as $$
begin
  update catalogue_epoch set epoch = gen_random_uuid();
  return null;
end
$$;
create trigger rate_cards_renew_epoch after insert or update or delete on rate_cards
  for each statement execute function renew_catalogue_epoch();
create trigger token_rates_renew_epoch after insert or update or delete on token_rates
  for each statement execute function renew_catalogue_epoch();

-- Money time ------------------------------------------------------------------------------------------------------
create table sandbox_clock (
  only_row boolean not null default true,
  offset_ms bigint not null default 0,
  constraint sandbox_clock_pkey primary key (only_row),
  constraint sandbox_clock_one_row check (only_row),
  constraint sandbox_clock_forward_only check (offset_ms >= 0)
);
comment on table sandbox_clock is 'How far money time runs ahead of the database''s clock: 0 outside the sandbox.';
insert into sandbox_clock default values;
select farebox_setup.protect('sandbox_clock', 'select, update (offset_ms)');
select farebox_setup.let_members_read('sandbox_clock', 'true');

-- Balances --------------------------------------------------------------------------------------------------------
create table token_balances (
  business_id uuid not null,
  version bigint not null default 0,
  last_seq bigint not null default 0,
  ledger_total_micro micro_tokens not null default 0,
  debt_micro micro_tokens not null default 0,
  last_recorded_at timestamptz(3),
  last_hash bytea not null default decode(repeat('00', 32), 'hex'),
  updated_at timestamptz(3) not null default now(),
  constraint token_balances_pkey primary key (business_id),
  constraint token_balances_business foreign key (business_id) references businesses (id),
  constraint token_balances_version_not_negative check (version >= 0),
  constraint token_balances_seq_not_negative check (last_seq >= 0),
  constraint token_balances_debt_not_negative check (debt_micro >= 0),
  constraint token_balances_total_not_below_debt check (ledger_total_micro >= -debt_micro),
  constraint token_balances_nothing_before_the_first_entry check (last_seq > 0 or (ledger_total_micro = 0 and debt_micro = 0)),
  constraint token_balances_recorded_with_the_first_entry check (last_seq = 0 or last_recorded_at is not null),
  constraint token_balances_hash_length check (octet_length(last_hash) = 32)
) with (fillfactor = 50);
-- Who is waiting for tokens, for the sweep. Changes only when debt does, so ordinary commits stay on their page (HOT).
create index token_balances_in_debt on token_balances (business_id) where debt_micro > 0;
comment on table token_balances is 'One row guards everything of a business: its version stands in the condition of every commit, its lock comes first. Born with its business, because a row that is not there cannot be locked.';
comment on column token_balances.version is 'Bumped by every writer of anything a decision reads.';
comment on column token_balances.last_seq is 'seq of the newest ledger entry, which is also how many there are.';
comment on column token_balances.ledger_total_micro is 'Sum of all ledger entries.';
comment on column token_balances.debt_micro is 'Work that happened and no grant could pay.';
comment on column token_balances.last_recorded_at is 'Newest money time at which something was recorded; a commit before it is refused.';
comment on column token_balances.last_hash is 'Hash of the newest ledger entry; zeros before the first.';
select farebox_setup.protect('token_balances',
  'select, insert, update (version, last_seq, ledger_total_micro, debt_micro, last_recorded_at, last_hash, updated_at)');
select farebox_setup.let_members_read('token_balances', 'business_id = {business}');

-- Grants ----------------------------------------------------------------------------------------------------------
create table token_grants (
  business_id uuid not null,
  id uuid not null,
  source text not null,
  original_micro micro_tokens not null,
  remaining_micro micro_tokens not null,
  priority integer not null default 100,
  effective_at timestamptz(3) not null,
  expires_at timestamptz(3),
  cost_amount_minor bigint,
  cost_currency text,
  frozen_at timestamptz(3),
  debt_repaid_micro micro_tokens not null default 0,
  reason text,
  key text,
  exhausted_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint token_grants_pkey primary key (business_id, id),
  constraint token_grants_balance foreign key (business_id) references token_balances (business_id),
  constraint token_grants_source_known check (source in ('trial', 'plan', 'purchase', 'bonus', 'promotion', 'adjustment', 'top_up')),
  constraint token_grants_original_positive check (original_micro > 0),
  constraint token_grants_remaining_within_original check (remaining_micro between 0 and original_micro),
  constraint token_grants_debt_repaid_was_taken check (debt_repaid_micro between 0 and original_micro - remaining_micro),
  constraint token_grants_exhausted_when_nothing_remains check ((exhausted_at is not null) = (remaining_micro = 0)),
  constraint token_grants_priority_not_negative check (priority >= 0),
  constraint token_grants_expires_after_effective check (expires_at > effective_at),
  constraint token_grants_cost_has_currency check ((cost_amount_minor is null) = (cost_currency is null)),
  constraint token_grants_cost_not_negative check (cost_amount_minor >= 0),
  constraint token_grants_currency_is_iso check (cost_currency ~ '^[a-z]{3}$'),
  constraint token_grants_reason_length check (char_length(reason) between 1 and 1000),
  constraint token_grants_key_visible_ascii check (key ~ '^[!-~]{1,255}$')
) with (fillfactor = 50);
-- One predicate on a column that changes once in a grant's life keeps every change of `remaining_micro` on its page (HOT).
create index token_grants_with_something_left on token_grants (business_id) where exhausted_at is null;
create index token_grants_falling_due on token_grants (expires_at) where exhausted_at is null and expires_at is not null;
create unique index token_grants_one_trial on token_grants (business_id) where source = 'trial';
comment on table token_grants is 'Tokens that arrived from one cause, and what is left of them.';
comment on column token_grants.effective_at is 'First instant at which it can be spent.';
comment on column token_grants.expires_at is 'First instant at which it can no longer be spent; null never expires.';
comment on column token_grants.cost_amount_minor is 'Money paid for it in minor units; null or 0 is free.';
comment on column token_grants.frozen_at is 'Set while a dispute keeps it from being spent; its expiry is postponed meanwhile.';
comment on column token_grants.debt_repaid_micro is 'How much of it repaid debt and has not come back through a correction.';
comment on column token_grants.exhausted_at is 'Set exactly while nothing remains; what is exhausted is not loaded.';
-- Amount, source, times and cost of a grant never change: only these columns can be written.
select farebox_setup.protect('token_grants',
  'select, insert, update (remaining_micro, frozen_at, debt_repaid_micro, exhausted_at)');
select farebox_setup.let_members_read('token_grants', 'business_id = {business}');

-- Ledger ----------------------------------------------------------------------------------------------------------
create table token_transactions (
  business_id uuid not null,
  seq bigint not null,
  run_id uuid not null,
  leg integer not null,
  legs integer not null,
  kind text not null,
  amount_micro micro_tokens not null,
  grant_id uuid,
  balance_after_micro micro_tokens not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  hash bytea not null,
  constraint token_transactions_pkey primary key (business_id, seq),
  constraint token_transactions_leg_once unique (business_id, run_id, leg),
  constraint token_transactions_balance foreign key (business_id) references token_balances (business_id),
  constraint token_transactions_grant foreign key (business_id, grant_id) references token_grants (business_id, id),
  constraint token_transactions_seq_positive check (seq >= 1),
  constraint token_transactions_leg_within_legs check (leg between 1 and legs),
  constraint token_transactions_kind_known check (kind in ('trial', 'plan', 'purchase', 'bonus', 'promotion', 'adjustment', 'top_up', 'usage', 'correction', 'expiry', 'debt_repayment')),
  constraint token_transactions_debt_has_no_grant check (grant_id is not null or kind in ('usage', 'correction', 'debt_repayment')),
  constraint token_transactions_zero_only_for_usage check (amount_micro <> 0 or (kind = 'usage' and grant_id is null)),
  constraint token_transactions_sign_follows_kind check (
    case kind
      when 'usage' then amount_micro <= 0
      when 'expiry' then amount_micro < 0
      when 'debt_repayment' then (amount_micro < 0) = (grant_id is not null)
      else amount_micro > 0
    end
  ),
  constraint token_transactions_hash_length check (octet_length(hash) = 32)
);
create index token_transactions_of_grant on token_transactions (business_id, grant_id, seq) where grant_id is not null;
comment on table token_transactions is 'The ledger: every change of a business''s tokens as signed rows, without a gap, each with a hash over itself and the row before. Only ever added to, by the service too.';
comment on column token_transactions.seq is 'Counts the business''s entries from 1 without a gap.';
comment on column token_transactions.run_id is 'Shared by the contiguous entries of one cause: id of the usage line, grant or correction, a fresh one for expiry.';
comment on column token_transactions.leg is 'Place within its run, from 1.';
comment on column token_transactions.grant_id is 'The grant it brought, took from or returned to; null is debt, or a use that cost nothing.';
comment on column token_transactions.balance_after_micro is 'Sum of the ledger up to and including this entry.';
comment on column token_transactions.occurred_at is 'When it happened; recorded_at is when it was charged.';
select farebox_setup.protect('token_transactions', 'select, insert');
select farebox_setup.let_members_read('token_transactions', 'business_id = {business}');

create table provider_facts (
  fact text not null,
  business_id uuid not null,
  grant_id uuid not null,
  recorded_at timestamptz(3) not null,
  constraint provider_facts_pkey primary key (fact),
  constraint provider_facts_grant foreign key (business_id, grant_id) references token_grants (business_id, id),
  constraint provider_facts_fact_visible_ascii check (fact ~ '^[!-~]{1,255}$')
);
comment on table provider_facts is 'What the payment provider said happened, each once across all businesses; written by the statement that grants. Keyed by the fact, because it is asked before a business is known.';
select farebox_setup.protect('provider_facts', 'select, insert');

-- Torn commits ----------------------------------------------------------------------------------------------------
-- The committing statement compares what it wrote with what it was asked to write, and ends itself here when they differ.
create function raise_torn_commit(business uuid, written bigint, expected bigint) returns boolean
  language plpgsql set search_path = pg_catalog
  as $$
begin
  raise exception 'commit of business % wrote % of % rows', business, written, expected using errcode = 'FB001';
end
$$;
do $$
begin
  execute format('grant execute on function raise_torn_commit(uuid, bigint, bigint) to %s',
    array_to_string('farebox_service'::text || farebox_setup.present('{service_role}'), ', '));
end
$$;

reset role;
