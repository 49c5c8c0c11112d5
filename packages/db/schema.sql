-- The schema of a migrated database, written by src/schema-dump/generate-schema-sql.ts. Not a migration: those are in
-- supabase/migrations and are the truth. Rights of farebox_owner, who owns everything, are left out.

create domain micro_tokens as bigint
  constraint micro_tokens_bound CHECK (((VALUE >= '-8000000000000000'::bigint) AND (VALUE <= '8000000000000000'::bigint)));
comment on domain micro_tokens is 'An amount in millionths of a token, at most 8e15 in size.';

CREATE OR REPLACE FUNCTION farebox_setup.let_members_read(target regclass, mine text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION farebox_setup.present(wanted text[])
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$ select coalesce(array_agg(rolname::text order by rolname), '{}') from pg_roles where rolname = any (wanted) $function$
;

CREATE OR REPLACE FUNCTION farebox_setup.protect(target regclass, privileges text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.begin_with_alert_rules()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  insert into alert_rules (business_id, id, kind, threshold, channels, set_by_owner)
  values (new.business_id, gen_random_uuid(), 'tokens', 100000000, array['in_app', 'email', 'webhook'], false);
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION public.move_account_of_rules()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  update token_balances set version = version + 1
  where business_id in (old.business_id, new.business_id) and xmin <> pg_current_xact_id()::xid;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION public.move_account_of_settings()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  update token_balances set version = version + 1
  where business_id = new.id and xmin <> pg_current_xact_id()::xid;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION public.raise_torn_commit(business uuid, written bigint, expected bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  raise exception 'commit of business % wrote % of % rows', business, written, expected using errcode = 'FB001';
end
$function$
;

CREATE OR REPLACE FUNCTION public.renew_catalogue_epoch()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
begin
  update catalogue_epoch set epoch = gen_random_uuid();
  return null;
end
$function$
;

create table alert_rules (
  business_id uuid not null,
  id uuid not null,
  kind text not null,
  threshold bigint not null,
  channels text[] not null,
  armed boolean not null default false,
  last_fired_at timestamp(3) with time zone,
  base_micro micro_tokens,
  set_by_owner boolean not null,
  constraint alert_rules_pkey PRIMARY KEY (business_id, id),
  constraint alert_rules_once UNIQUE (business_id, kind, threshold),
  constraint alert_rules_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint alert_rules_armed_on_a_base CHECK (((NOT armed) OR (kind <> 'percent'::text) OR (base_micro IS NOT NULL))),
  constraint alert_rules_base_of_percent CHECK ((((base_micro)::bigint >= 0) AND ((base_micro IS NULL) OR (kind = 'percent'::text)))),
  constraint alert_rules_channels_known CHECK (((channels <@ ARRAY['in_app'::text, 'email'::text, 'webhook'::text]) AND ((cardinality(channels) >= 1) AND (cardinality(channels) <= 3)))),
  constraint alert_rules_kind_known CHECK ((kind = ANY (ARRAY['tokens'::text, 'percent'::text, 'runway_hours'::text]))),
  constraint alert_rules_threshold_of_kind CHECK (((threshold >= 1) AND (threshold <=
CASE kind
    WHEN 'tokens'::text THEN '8000000000000000'::bigint
    WHEN 'percent'::text THEN (100)::bigint
    ELSE (8760)::bigint
END)))
);
CREATE TRIGGER alert_rules_move_account AFTER INSERT OR DELETE OR UPDATE ON public.alert_rules FOR EACH ROW EXECUTE FUNCTION move_account_of_rules();
alter table alert_rules enable row level security;
alter table alert_rules force row level security;
create policy member_reads_own on alert_rules for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on alert_rules for all to farebox_owner using (true) with check (true);
create policy service_sees_all on alert_rules for all to farebox_service using (true) with check (true);
grant select on alert_rules to farebox_member;
grant delete on alert_rules to farebox_service;
grant insert on alert_rules to farebox_service;
grant select on alert_rules to farebox_service;
grant update (armed, base_micro, channels, kind, last_fired_at, set_by_owner, threshold) on alert_rules to farebox_service;
comment on table alert_rules is 'The lines of available + held - debt that a business wants to be warned at, each once a downward crossing. Born with the balance row; a business without any is not warned. Written by the door only: decisions read it.';
comment on column alert_rules.threshold is 'In micro-tokens, percent of the last month of the plan, or hours that the tokens last, by kind.';
comment on column alert_rules.armed is 'Whether the next fall below it is told: set once the balance is there (after a warning: clearly above), cleared by the warning.';
comment on column alert_rules.base_micro is 'What the last month of the plan brought; null before the first, and for the other kinds.';
comment on column alert_rules.set_by_owner is 'False for those every business begins with.';

create table api_keys (
  id uuid not null,
  key_hash bytea not null,
  prefix text not null,
  last4 text not null,
  business_id uuid,
  name text not null,
  scopes text[] not null,
  mode text not null,
  created_by text,
  created_at timestamp(3) with time zone not null default now(),
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_hash_unique UNIQUE (key_hash),
  constraint api_keys_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint api_keys_hash_length CHECK ((octet_length(key_hash) = 32)),
  constraint api_keys_mode_known CHECK ((mode = ANY (ARRAY['live'::text, 'test'::text]))),
  constraint api_keys_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint api_keys_only_installation_is_admin CHECK (((business_id IS NULL) OR (NOT (scopes @> ARRAY['admin'::text])))),
  constraint api_keys_scopes_known CHECK (((scopes <@ ARRAY['read'::text, 'usage:write'::text, 'holds:write'::text, 'admin'::text]) AND (cardinality(scopes) > 0)))
);
CREATE INDEX api_keys_of_business ON public.api_keys USING btree (business_id, created_at);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy owner_sees_all on api_keys for all to farebox_owner using (true) with check (true);
create policy service_sees_all on api_keys for all to farebox_service using (true) with check (true);
grant insert on api_keys to farebox_service;
grant select on api_keys to farebox_service;
grant update (expires_at, last_used_at, name, revoked_at) on api_keys to farebox_service;
comment on table api_keys is 'Credentials of back ends, found by the hash of the secret before a business is known. The secret itself is shown once and not kept.';
comment on column api_keys.business_id is 'Null: an installation key, for any business.';

create table auth_accounts (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp(3) with time zone,
  refresh_token_expires_at timestamp(3) with time zone,
  scope text,
  password text,
  created_at timestamp(3) with time zone not null default now(),
  updated_at timestamp(3) with time zone not null default now(),
  constraint auth_accounts_pkey PRIMARY KEY (id),
  constraint auth_accounts_once UNIQUE (provider_id, account_id),
  constraint auth_accounts_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX auth_accounts_of_user ON public.auth_accounts USING btree (user_id);
alter table auth_accounts enable row level security;
alter table auth_accounts force row level security;
create policy owner_sees_all on auth_accounts for all to farebox_owner using (true) with check (true);
create policy service_sees_all on auth_accounts for all to farebox_service using (true) with check (true);
grant delete on auth_accounts to farebox_service;
grant insert on auth_accounts to farebox_service;
grant select on auth_accounts to farebox_service;
grant update on auth_accounts to farebox_service;
comment on table auth_accounts is 'How a person proves who they are; the password is a hash.';

create table auto_top_up_attempts (
  business_id uuid not null,
  id uuid not null,
  purchase_id uuid not null,
  status text not null default 'open'::text,
  price_amount_minor bigint not null,
  price_currency text not null,
  created_at timestamp(3) with time zone not null,
  closed_at timestamp(3) with time zone,
  decline_code text,
  constraint auto_top_up_attempts_pkey PRIMARY KEY (business_id, id),
  constraint auto_top_up_attempts_purchase_once UNIQUE (business_id, purchase_id),
  constraint auto_top_up_attempts_purchase FOREIGN KEY (business_id, purchase_id) REFERENCES purchases(business_id, id),
  constraint auto_top_up_attempts_closed_unless_open CHECK (((closed_at IS NULL) = (status = 'open'::text))),
  constraint auto_top_up_attempts_currency_is_iso CHECK ((price_currency ~ '^[a-z]{3}$'::text)),
  constraint auto_top_up_attempts_decline_code_length CHECK (((char_length(decline_code) >= 1) AND (char_length(decline_code) <= 200))),
  constraint auto_top_up_attempts_price_positive CHECK ((price_amount_minor > 0)),
  constraint auto_top_up_attempts_status_known CHECK ((status = ANY (ARRAY['open'::text, 'paid'::text, 'declined'::text, 'canceled'::text])))
);
CREATE INDEX auto_top_up_attempts_by_time ON public.auto_top_up_attempts USING btree (business_id, created_at);
CREATE UNIQUE INDEX auto_top_up_attempts_one_open ON public.auto_top_up_attempts USING btree (business_id) WHERE (status = 'open'::text);
alter table auto_top_up_attempts enable row level security;
alter table auto_top_up_attempts force row level security;
create policy member_reads_own on auto_top_up_attempts for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on auto_top_up_attempts for all to farebox_owner using (true) with check (true);
create policy service_sees_all on auto_top_up_attempts for all to farebox_service using (true) with check (true);
grant select on auto_top_up_attempts to farebox_member;
grant insert on auto_top_up_attempts to farebox_service;
grant select on auto_top_up_attempts to farebox_service;
grant update (closed_at, decline_code, status) on auto_top_up_attempts to farebox_service;
comment on table auto_top_up_attempts is 'Each try to charge the saved card; one open a business. Settled by the fact of its payment only.';

create table auto_top_up_rules (
  business_id uuid not null,
  enabled boolean not null,
  below_micro micro_tokens not null,
  package_key text not null,
  monthly_cap_minor bigint not null,
  consent_by text,
  consent_at timestamp(3) with time zone,
  declines_in_a_row integer not null default 0,
  paused_until timestamp(3) with time zone,
  turned_off_reason text,
  version bigint not null default 1,
  updated_at timestamp(3) with time zone not null default now(),
  waits_for_rise boolean not null default false,
  constraint auto_top_up_rules_pkey PRIMARY KEY (business_id),
  constraint auto_top_up_rules_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint auto_top_up_rules_amounts_positive CHECK ((((below_micro)::bigint > 0) AND (monthly_cap_minor > 0))),
  constraint auto_top_up_rules_consent_as_a_whole CHECK (((consent_by IS NULL) = (consent_at IS NULL))),
  constraint auto_top_up_rules_declines_not_negative CHECK ((declines_in_a_row >= 0)),
  constraint auto_top_up_rules_enabled_by_consent CHECK (((NOT enabled) OR (consent_by IS NOT NULL))),
  constraint auto_top_up_rules_package_is_a_word CHECK ((package_key ~ '^[a-z][a-z0-9_]*$'::text)),
  constraint auto_top_up_rules_reason_length CHECK (((char_length(turned_off_reason) >= 1) AND (char_length(turned_off_reason) <= 200)))
);
CREATE INDEX auto_top_up_rules_enabled ON public.auto_top_up_rules USING btree (business_id) WHERE enabled;
alter table auto_top_up_rules enable row level security;
alter table auto_top_up_rules force row level security;
create policy member_reads_own on auto_top_up_rules for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on auto_top_up_rules for all to farebox_owner using (true) with check (true);
create policy service_sees_all on auto_top_up_rules for all to farebox_service using (true) with check (true);
grant select on auto_top_up_rules to farebox_member;
grant insert on auto_top_up_rules to farebox_service;
grant select on auto_top_up_rules to farebox_service;
grant update (below_micro, consent_at, consent_by, declines_in_a_row, enabled, monthly_cap_minor, package_key, paused_until, turned_off_reason, updated_at, version, waits_for_rise) on auto_top_up_rules to farebox_service;
comment on table auto_top_up_rules is 'Buy a package whenever available + held - debt is below an amount. Off until a person agrees.';
comment on column auto_top_up_rules.turned_off_reason is 'Why it went off by itself; null when a person did.';
comment on column auto_top_up_rules.version is 'An attempt opens only on the rule it was decided on.';
comment on column auto_top_up_rules.waits_for_rise is 'Turned on below its own amount by somebody who did not want to pay at once: nothing is bought until the balance has been above.';

create table business_caps (
  business_id uuid not null,
  agent_id text not null default ''::text,
  every text not null,
  limit_micro micro_tokens not null,
  constraint business_caps_pkey PRIMARY KEY (business_id, agent_id, every),
  constraint business_caps_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint business_caps_agent_id_length CHECK ((char_length(agent_id) <= 200)),
  constraint business_caps_every_known CHECK ((every = ANY (ARRAY['day'::text, 'month'::text]))),
  constraint business_caps_limit_not_negative CHECK (((limit_micro)::bigint >= 0))
);
CREATE TRIGGER business_caps_move_account AFTER INSERT OR DELETE OR UPDATE ON public.business_caps FOR EACH ROW EXECUTE FUNCTION move_account_of_rules();
alter table business_caps enable row level security;
alter table business_caps force row level security;
create policy member_reads_own on business_caps for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on business_caps for all to farebox_owner using (true) with check (true);
create policy service_sees_all on business_caps for all to farebox_service using (true) with check (true);
grant select on business_caps to farebox_member;
grant delete on business_caps to farebox_service;
grant insert on business_caps to farebox_service;
grant select on business_caps to farebox_service;
grant update (limit_micro) on business_caps to farebox_service;
comment on table business_caps is 'What may be charged in a day or month of the business''s zone before no further call may start.';
comment on column business_caps.agent_id is 'Empty caps the whole business.';

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
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone,
  created_by text not null,
  created_at timestamp(3) with time zone not null default now(),
  constraint business_plans_pkey PRIMARY KEY (business_id, id),
  constraint business_plans_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint business_plans_amounts_not_negative CHECK ((((tokens_monthly_micro)::bigint >= 0) AND ((overdraft_limit_micro)::bigint >= 0) AND (concurrent_calls_limit >= 0))),
  constraint business_plans_currency_is_iso CHECK ((price_currency ~ '^[a-z]{3}$'::text)),
  constraint business_plans_forward CHECK ((ends_at > starts_at)),
  constraint business_plans_interval_known CHECK ((billing_interval = ANY (ARRAY['month'::text, 'year'::text]))),
  constraint business_plans_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint business_plans_plan_is_a_word CHECK ((plan_key ~ '^[a-z][a-z0-9_]*$'::text)),
  constraint business_plans_price_not_negative CHECK ((price_amount_minor >= 0))
);
alter table business_plans enable row level security;
alter table business_plans force row level security;
create policy member_reads_own on business_plans for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on business_plans for all to farebox_owner using (true) with check (true);
create policy service_sees_all on business_plans for all to farebox_service using (true) with check (true);
grant select on business_plans to farebox_member;
grant insert on business_plans to farebox_service;
grant select on business_plans to farebox_service;
grant update (ends_at) on business_plans to farebox_service;
comment on table business_plans is 'What was agreed with one business instead of a plan of the catalogue. Never changed but for its end.';
comment on column business_plans.concurrent_calls_limit is 'Null is unlimited.';
comment on column business_plans.rate_card_id is 'The version of its own card that was agreed; null: the general prices.';

create table business_subscriptions (
  business_id uuid not null,
  plan_key text not null default 'free'::text,
  status text not null default 'none'::text,
  billing_interval text,
  anchored_at timestamp(3) with time zone,
  period_starts_at timestamp(3) with time zone,
  period_ends_at timestamp(3) with time zone,
  cancels_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  updated_at timestamp(3) with time zone not null default now(),
  subscription_id text,
  pending_plan_key text,
  pending_billing_interval text,
  pending_at timestamp(3) with time zone,
  constraint business_subscriptions_pkey PRIMARY KEY (business_id),
  constraint business_subscriptions_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint business_subscriptions_pending_plan FOREIGN KEY (pending_plan_key) REFERENCES subscription_plans(key),
  constraint business_subscriptions_plan FOREIGN KEY (plan_key) REFERENCES subscription_plans(key),
  constraint business_subscriptions_subscription FOREIGN KEY (business_id, subscription_id) REFERENCES provider_subscriptions(business_id, subscription_id),
  constraint business_subscriptions_interval_known CHECK ((billing_interval = ANY (ARRAY['month'::text, 'year'::text]))),
  constraint business_subscriptions_pending_as_a_whole CHECK ((((pending_plan_key IS NULL) = (pending_at IS NULL)) AND ((pending_plan_key IS NULL) = (pending_billing_interval IS NULL)))),
  constraint business_subscriptions_pending_interval_known CHECK ((pending_billing_interval = ANY (ARRAY['month'::text, 'year'::text]))),
  constraint business_subscriptions_period_forward CHECK ((period_ends_at > period_starts_at)),
  constraint business_subscriptions_status_known CHECK ((status = ANY (ARRAY['none'::text, 'incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'unpaid'::text, 'canceled'::text, 'paused'::text])))
);
alter table business_subscriptions enable row level security;
alter table business_subscriptions force row level security;
create policy member_reads_own on business_subscriptions for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on business_subscriptions for all to farebox_owner using (true) with check (true);
create policy service_sees_all on business_subscriptions for all to farebox_service using (true) with check (true);
grant select on business_subscriptions to farebox_member;
grant insert on business_subscriptions to farebox_service;
grant select on business_subscriptions to farebox_service;
grant update on business_subscriptions to farebox_service;
comment on table business_subscriptions is 'What the payment provider last said about the business''s subscription; born with the business as free and none.';
comment on column business_subscriptions.anchored_at is 'The day its token-months are counted from.';
comment on column business_subscriptions.subscription_id is 'Which of its subscriptions counts; null before the first.';
comment on column business_subscriptions.pending_at is 'When it changes to pending_plan_key: the end of what was paid for.';

create table businesses (
  id uuid not null,
  name text not null,
  slug text,
  time_zone text not null default 'UTC'::text,
  created_by text,
  trial_withheld_reason text,
  overdraft_limit_micro micro_tokens not null default 0,
  suspended_at timestamp(3) with time zone,
  suspended_reason text,
  clock_offset_ms bigint not null default 0,
  created_at timestamp(3) with time zone not null default now(),
  concurrent_calls_limit integer,
  concurrent_calls_limit_set_at timestamp(3) with time zone,
  constraint businesses_pkey PRIMARY KEY (id),
  constraint businesses_slug_unique UNIQUE (slug),
  constraint businesses_clock_never_ahead CHECK ((clock_offset_ms <= 0)),
  constraint businesses_concurrent_calls_limit_not_negative CHECK ((concurrent_calls_limit >= 0)),
  constraint businesses_concurrent_calls_limit_was_set CHECK (((concurrent_calls_limit IS NULL) OR (concurrent_calls_limit_set_at IS NOT NULL))),
  constraint businesses_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  constraint businesses_overdraft_limit_not_negative CHECK (((overdraft_limit_micro)::bigint >= 0)),
  constraint businesses_reason_only_while_suspended CHECK (((suspended_reason IS NULL) OR (suspended_at IS NOT NULL))),
  constraint businesses_slug_length CHECK (((char_length(slug) >= 1) AND (char_length(slug) <= 200))),
  constraint businesses_time_zone_length CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64)))
);
CREATE TRIGGER businesses_move_account AFTER UPDATE ON public.businesses FOR EACH ROW WHEN ((((((((old.time_zone IS DISTINCT FROM new.time_zone) OR ((old.overdraft_limit_micro)::bigint IS DISTINCT FROM (new.overdraft_limit_micro)::bigint)) OR (old.suspended_at IS DISTINCT FROM new.suspended_at)) OR (old.suspended_reason IS DISTINCT FROM new.suspended_reason)) OR (old.clock_offset_ms IS DISTINCT FROM new.clock_offset_ms)) OR (old.concurrent_calls_limit IS DISTINCT FROM new.concurrent_calls_limit)) OR (old.concurrent_calls_limit_set_at IS DISTINCT FROM new.concurrent_calls_limit_set_at))) EXECUTE FUNCTION move_account_of_settings();
alter table businesses enable row level security;
alter table businesses force row level security;
create policy member_reads_own on businesses for select to farebox_member using ((id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on businesses for all to farebox_owner using (true) with check (true);
create policy service_sees_all on businesses for all to farebox_service using (true) with check (true);
grant select on businesses to farebox_member;
grant insert on businesses to farebox_service;
grant select on businesses to farebox_service;
grant update (clock_offset_ms, concurrent_calls_limit, concurrent_calls_limit_set_at, name, overdraft_limit_micro, slug, suspended_at, suspended_reason, time_zone, trial_withheld_reason) on businesses to farebox_service;
comment on table businesses is 'The tenants; the id leads every key of every tenant table. Also the organizations of the sign-in library. A change of a column that decisions read (zone, limits, suspension, clock) bumps the version of the balance row in the same transaction.';
comment on column businesses.created_by is 'Id of the person who made it; null for an installation key. Not a foreign key: people may come from another issuer.';
comment on column businesses.trial_withheld_reason is 'Why it began without the trial grant; null when it had one.';
comment on column businesses.overdraft_limit_micro is 'New spending may go this far into debt.';
comment on column businesses.clock_offset_ms is 'Added to the money clock of this business while its demo history is being filled in; otherwise 0.';
comment on column businesses.concurrent_calls_limit is 'How many calls may be live at once instead of what the plan allows; null is unlimited. Counts only once concurrent_calls_limit_set_at is there.';
comment on column businesses.concurrent_calls_limit_set_at is 'When the limit was set for this business; null: as the plan says.';

create table catalogue_epoch (
  only_row boolean not null default true,
  epoch uuid not null default gen_random_uuid(),
  constraint catalogue_epoch_pkey PRIMARY KEY (only_row),
  constraint catalogue_epoch_one_row CHECK (only_row)
);
alter table catalogue_epoch enable row level security;
alter table catalogue_epoch force row level security;
create policy owner_sees_all on catalogue_epoch for all to farebox_owner using (true) with check (true);
create policy service_sees_all on catalogue_epoch for all to farebox_service using (true) with check (true);
grant select on catalogue_epoch to farebox_service;
grant update (epoch) on catalogue_epoch to farebox_service;
comment on table catalogue_epoch is 'Drawn anew whenever a rate card changes, so that a process knows when the cards it keeps are stale.';

create table charged_days (
  business_id uuid not null,
  day date not null,
  agent_id text not null default ''::text,
  charged_micro bigint not null,
  constraint charged_days_pkey PRIMARY KEY (business_id, day, agent_id),
  constraint charged_days_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint charged_days_not_negative CHECK ((charged_micro >= 0))
) with (fillfactor=50);
alter table charged_days enable row level security;
alter table charged_days force row level security;
create policy member_reads_own on charged_days for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on charged_days for all to farebox_owner using (true) with check (true);
create policy service_sees_all on charged_days for all to farebox_service using (true) with check (true);
grant select on charged_days to farebox_member;
grant insert on charged_days to farebox_service;
grant select on charged_days to farebox_service;
grant update (charged_micro) on charged_days to farebox_service;
comment on table charged_days is 'What lines less corrections were charged by the day of the business''s zone they were recorded on, and agent: what caps count. usage_days counts by when it happened. Kept by the commit that writes the lines.';
comment on column charged_days.agent_id is 'Empty when no agent was named.';

create table dead_jobs (
  id uuid not null,
  task text not null,
  payload jsonb not null,
  failures integer not null default 1,
  error text not null,
  first_failed_at timestamp(3) with time zone not null default clock_timestamp(),
  last_failed_at timestamp(3) with time zone not null default clock_timestamp(),
  status text not null default 'dead'::text,
  resolved_at timestamp(3) with time zone,
  resolved_by text,
  constraint dead_jobs_pkey PRIMARY KEY (id),
  constraint dead_jobs_error_length CHECK ((char_length(error) <= 4000)),
  constraint dead_jobs_failed_in_order CHECK ((first_failed_at <= last_failed_at)),
  constraint dead_jobs_failures_count CHECK ((failures >= 1)),
  constraint dead_jobs_payload_size CHECK ((pg_column_size(payload) <= 65536)),
  constraint dead_jobs_resolved_by_length CHECK ((char_length(resolved_by) <= 255)),
  constraint dead_jobs_resolved_with_time CHECK (((status = 'dead'::text) = (resolved_at IS NULL))),
  constraint dead_jobs_status_known CHECK ((status = ANY (ARRAY['dead'::text, 'retried'::text, 'recovered'::text, 'discarded'::text]))),
  constraint dead_jobs_task_length CHECK (((char_length(task) >= 1) AND (char_length(task) <= 200)))
);
CREATE INDEX dead_jobs_by_time ON public.dead_jobs USING btree (last_failed_at, id);
CREATE UNIQUE INDEX dead_jobs_waiting ON public.dead_jobs USING btree (task, md5((payload)::text)) WHERE (status = 'dead'::text);
alter table dead_jobs enable row level security;
alter table dead_jobs force row level security;
create policy owner_sees_all on dead_jobs for all to farebox_owner using (true) with check (true);
create policy service_sees_all on dead_jobs for all to farebox_service using (true) with check (true);
grant delete on dead_jobs to farebox_service;
grant insert on dead_jobs to farebox_service;
grant select on dead_jobs to farebox_service;
grant update (error, failures, last_failed_at, resolved_at, resolved_by, status) on dead_jobs to farebox_service;
comment on table dead_jobs is 'Background jobs that failed on their last attempt. The same job failing again is counted on its row until somebody, or a later run that went well, resolves it.';
comment on column dead_jobs.payload is 'What the job was given, without what the clock added.';
comment on column dead_jobs.error is 'The last failure: its name and message, never a secret.';
comment on column dead_jobs.status is 'dead waits for an operator; recovered: a later run of the same went well.';
comment on column dead_jobs.resolved_by is 'The person or key; null for a later run.';

create table idempotency_keys (
  business_id uuid not null,
  scope text not null,
  key_digest bytea not null,
  subject_kind text not null,
  subject_id uuid not null,
  recorded_at timestamp(3) with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (business_id, scope, key_digest),
  constraint idempotency_keys_digest_length CHECK ((octet_length(key_digest) = 16)),
  constraint idempotency_keys_hold_scope_is_of_holds CHECK (((scope = 'hold'::text) = (subject_kind = 'hold'::text))),
  constraint idempotency_keys_scope_known CHECK ((scope = ANY (ARRAY['usage'::text, 'hold'::text, 'request'::text, 'grant'::text, 'fact'::text]))),
  constraint idempotency_keys_subject_kind_known CHECK ((subject_kind = ANY (ARRAY['usage'::text, 'review'::text, 'grant'::text, 'correction'::text, 'hold'::text])))
);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy member_reads_own on idempotency_keys for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on idempotency_keys for all to farebox_owner using (true) with check (true);
create policy service_sees_all on idempotency_keys for all to farebox_service using (true) with check (true);
grant select on idempotency_keys to farebox_member;
grant insert on idempotency_keys to farebox_service;
grant select on idempotency_keys to farebox_service;
comment on table idempotency_keys is 'Every key ever taken, for ever. The text stands on the row it names; here is a digest, so that the index stays small.';
comment on column idempotency_keys.key_digest is 'First 16 bytes of the SHA-256 of the key''s text.';
comment on column idempotency_keys.subject_kind is 'Which table subject_id stands in.';

create table invitations (
  business_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  status text not null default 'pending'::text,
  expires_at timestamp(3) with time zone not null,
  inviter_id text not null,
  created_at timestamp(3) with time zone not null default now(),
  constraint invitations_pkey PRIMARY KEY (business_id, id),
  constraint invitations_id_unique UNIQUE (id),
  constraint invitations_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint invitations_email_length CHECK (((char_length(email) >= 3) AND (char_length(email) <= 320))),
  constraint invitations_email_lower_case CHECK ((email = lower(email))),
  constraint invitations_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'billing'::text, 'member'::text]))),
  constraint invitations_status_known CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'rejected'::text, 'canceled'::text])))
);
CREATE INDEX invitations_of_email ON public.invitations USING btree (email);
alter table invitations enable row level security;
alter table invitations force row level security;
create policy owner_sees_all on invitations for all to farebox_owner using (true) with check (true);
create policy service_sees_all on invitations for all to farebox_service using (true) with check (true);
grant delete on invitations to farebox_service;
grant insert on invitations to farebox_service;
grant select on invitations to farebox_service;
grant update (expires_at, role, status) on invitations to farebox_service;
comment on table invitations is 'Offers of a place in a business. The id is what the mailed link carries, so it is found without a business.';

create table job_state (
  name text not null,
  progress text,
  moved_at timestamp(3) with time zone not null default now(),
  constraint job_state_pkey PRIMARY KEY (name),
  constraint job_state_name_is_a_word CHECK ((name ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint job_state_progress_length CHECK ((char_length(progress) <= 200))
);
alter table job_state enable row level security;
alter table job_state force row level security;
create policy owner_sees_all on job_state for all to farebox_owner using (true) with check (true);
create policy service_sees_all on job_state for all to farebox_service using (true) with check (true);
grant select on job_state to farebox_service;
grant update (moved_at, progress) on job_state to farebox_service;
comment on table job_state is 'How far jobs that come round to everything have come.';
comment on column job_state.progress is 'The id of what was taken last; null when a round is complete.';

create table members (
  business_id uuid not null,
  id uuid not null,
  user_id text not null,
  role text not null,
  created_at timestamp(3) with time zone not null default now(),
  constraint members_pkey PRIMARY KEY (business_id, id),
  constraint members_once UNIQUE (business_id, user_id),
  constraint members_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint members_role_known CHECK ((role = ANY (ARRAY['owner'::text, 'billing'::text, 'member'::text])))
);
CREATE INDEX members_of_user ON public.members USING btree (user_id);
alter table members enable row level security;
alter table members force row level security;
create policy owner_sees_all on members for all to farebox_owner using (true) with check (true);
create policy service_sees_all on members for all to farebox_service using (true) with check (true);
grant delete on members to farebox_service;
grant insert on members to farebox_service;
grant select on members to farebox_service;
grant update (role) on members to farebox_service;
comment on table members is 'A person''s place in a business. Asked by person, too: which businesses may I see?';

create table notice_deliveries (
  business_id uuid not null,
  id uuid not null,
  notice_id uuid not null,
  channel text not null,
  recipient text not null,
  status text not null default 'pending'::text,
  attempts integer not null default 0,
  first_due_at timestamp(3) with time zone not null,
  next_attempt_at timestamp(3) with time zone not null,
  way_closed_at timestamp(3) with time zone,
  claimed_until timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  last_status smallint,
  last_error text,
  constraint notice_deliveries_pkey PRIMARY KEY (business_id, id),
  constraint notice_deliveries_once UNIQUE (business_id, notice_id, channel, recipient),
  constraint notice_deliveries_notice FOREIGN KEY (business_id, notice_id) REFERENCES outbox(business_id, id),
  constraint notice_deliveries_attempts_not_negative CHECK ((attempts >= 0)),
  constraint notice_deliveries_channel_known CHECK ((channel = ANY (ARRAY['email'::text, 'webhook'::text]))),
  constraint notice_deliveries_claimed_only_while_pending CHECK (((claimed_until IS NULL) OR (status = 'pending'::text))),
  constraint notice_deliveries_error_length CHECK (((char_length(last_error) >= 1) AND (char_length(last_error) <= 500))),
  constraint notice_deliveries_failure_says_why CHECK (((last_error IS NOT NULL) OR (status <> ALL (ARRAY['failed'::text, 'dropped'::text])))),
  constraint notice_deliveries_finished_unless_pending CHECK (((finished_at IS NULL) = (status = 'pending'::text))),
  constraint notice_deliveries_not_before_it_was_due CHECK ((next_attempt_at >= first_due_at)),
  constraint notice_deliveries_recipient_length CHECK (((char_length(recipient) >= 1) AND (char_length(recipient) <= 200))),
  constraint notice_deliveries_status_known CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text, 'dropped'::text]))),
  constraint notice_deliveries_waits_only_while_pending CHECK (((way_closed_at IS NULL) OR (status = 'pending'::text)))
);
CREATE INDEX notice_deliveries_closed ON public.notice_deliveries USING btree (channel) WHERE ((status = 'pending'::text) AND (way_closed_at IS NOT NULL));
CREATE INDEX notice_deliveries_due ON public.notice_deliveries USING btree (next_attempt_at) WHERE (status = 'pending'::text);
CREATE INDEX notice_deliveries_finished ON public.notice_deliveries USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX notice_deliveries_of_recipient ON public.notice_deliveries USING btree (business_id, recipient, id);
CREATE INDEX notice_deliveries_of_way ON public.notice_deliveries USING btree (business_id, recipient, next_attempt_at) WHERE (status = 'pending'::text);
alter table notice_deliveries enable row level security;
alter table notice_deliveries force row level security;
create policy owner_sees_all on notice_deliveries for all to farebox_owner using (true) with check (true);
create policy service_sees_all on notice_deliveries for all to farebox_service using (true) with check (true);
grant delete on notice_deliveries to farebox_service;
grant insert on notice_deliveries to farebox_service;
grant select on notice_deliveries to farebox_service;
grant update (attempts, claimed_until, finished_at, last_error, last_status, next_attempt_at, status, way_closed_at) on notice_deliveries to farebox_service;
comment on table notice_deliveries is 'Every notice on its way to one recipient, once. A worker takes what is due, sends it, and leaves what became of it.';
comment on column notice_deliveries.recipient is 'A person for mail, an endpoint for webhooks.';
comment on column notice_deliveries.status is 'failed: it was tried for days, or was refused for good. dropped: nobody wants it any more.';
comment on column notice_deliveries.first_due_at is 'Money time.';
comment on column notice_deliveries.next_attempt_at is 'Money time, so that days of waiting pass with the sandbox''s clock.';
comment on column notice_deliveries.way_closed_at is 'Money time since which the mail server or the endpoint itself cannot be reached; it is tried again as soon as anything gets through. Null: it waits for itself only.';
comment on column notice_deliveries.claimed_until is 'Real time. A worker has it until then; after that it died, and another may take it.';
comment on column notice_deliveries.finished_at is 'Real time.';
comment on column notice_deliveries.last_status is 'What the other side answered last, in its own numbers; null when it did not.';

create table notice_preferences (
  business_id uuid not null,
  user_id text not null,
  kind text not null,
  email_off_at timestamp(3) with time zone not null default clock_timestamp(),
  constraint notice_preferences_pkey PRIMARY KEY (business_id, user_id, kind),
  constraint notice_preferences_member FOREIGN KEY (business_id, user_id) REFERENCES members(business_id, user_id) ON DELETE CASCADE,
  constraint notice_preferences_kind_is_a_word CHECK ((kind ~ '^[a-z][a-z0-9_]{0,62}$'::text))
);
alter table notice_preferences enable row level security;
alter table notice_preferences force row level security;
create policy member_reads_own on notice_preferences for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on notice_preferences for all to farebox_owner using (true) with check (true);
create policy service_sees_all on notice_preferences for all to farebox_service using (true) with check (true);
grant select on notice_preferences to farebox_member;
grant delete on notice_preferences to farebox_service;
grant insert on notice_preferences to farebox_service;
grant select on notice_preferences to farebox_service;
comment on table notice_preferences is 'Kinds of notices that a person does not want by mail. What has no row is wanted. Goes with the membership.';
comment on column notice_preferences.email_off_at is 'Since when, in real time.';

create table notice_reads (
  business_id uuid not null,
  user_id text not null,
  notice_id uuid not null,
  read_at timestamp(3) with time zone not null default clock_timestamp(),
  constraint notice_reads_pkey PRIMARY KEY (business_id, user_id, notice_id),
  constraint notice_reads_member FOREIGN KEY (business_id, user_id) REFERENCES members(business_id, user_id) ON DELETE CASCADE,
  constraint notice_reads_notice FOREIGN KEY (business_id, notice_id) REFERENCES outbox(business_id, id)
);
CREATE INDEX notice_reads_of_notice ON public.notice_reads USING btree (business_id, notice_id);
alter table notice_reads enable row level security;
alter table notice_reads force row level security;
create policy member_reads_own on notice_reads for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on notice_reads for all to farebox_owner using (true) with check (true);
create policy service_sees_all on notice_reads for all to farebox_service using (true) with check (true);
grant select on notice_reads to farebox_member;
grant delete on notice_reads to farebox_service;
grant insert on notice_reads to farebox_service;
grant select on notice_reads to farebox_service;
comment on table notice_reads is 'Which person has read which notice in the list of the page. Goes with the membership.';
comment on column notice_reads.read_at is 'Real time.';

create table outbox (
  business_id uuid not null,
  id uuid not null,
  dedupe_key text not null,
  kind text not null,
  payload jsonb not null,
  channels text[],
  occurred_at timestamp(3) with time zone not null,
  written_at timestamp(3) with time zone not null default clock_timestamp(),
  fanned_out_at timestamp(3) with time zone,
  constraint outbox_pkey PRIMARY KEY (business_id, id),
  constraint outbox_once UNIQUE (business_id, dedupe_key),
  constraint outbox_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint outbox_channels_known CHECK ((channels <@ ARRAY['in_app'::text, 'email'::text, 'webhook'::text])),
  constraint outbox_dedupe_key_visible_ascii CHECK ((((octet_length(dedupe_key) >= 1) AND (octet_length(dedupe_key) <= 500)) AND (dedupe_key !~ '[^!-~]'::text))),
  constraint outbox_kind_known CHECK ((kind = ANY (ARRAY['balance_low'::text, 'hold_abandoned'::text, 'top_up_charged'::text, 'top_up_paused'::text, 'grant_adjusted'::text, 'grant_expiring'::text, 'plan_changed'::text, 'payment_failed'::text, 'unusual_day'::text, 'webhook_endpoint_disabled'::text]))),
  constraint outbox_payload_is_object CHECK ((jsonb_typeof(payload) = 'object'::text))
);
CREATE INDEX outbox_of_kind ON public.outbox USING btree (business_id, kind, occurred_at);
CREATE INDEX outbox_waiting ON public.outbox USING btree (written_at) WHERE (fanned_out_at IS NULL);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy member_reads_own on outbox for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on outbox for all to farebox_owner using (true) with check (true);
create policy service_sees_all on outbox for all to farebox_service using (true) with check (true);
grant select on outbox to farebox_member;
grant insert on outbox to farebox_service;
grant select on outbox to farebox_service;
grant update (fanned_out_at) on outbox to farebox_service;
comment on table outbox is 'What each business is told, once: written by the commit that caused it, or by the job that found it. Never changed but for whether it went on its ways.';
comment on column outbox.dedupe_key is 'Names the fact it is about, for ever.';
comment on column outbox.payload is 'By kind (notices.ts of billing-core): amounts in micro-tokens, instants in milliseconds of money time.';
comment on column outbox.channels is 'The ways it may go; null is by its kind and what each person prefers.';
comment on column outbox.occurred_at is 'Money time.';
comment on column outbox.fanned_out_at is 'When its deliveries were written down.';

create table payment_return_runs (
  business_id uuid not null,
  run_id uuid not null,
  payment_key text not null,
  cause text not null,
  phase text not null,
  reason text,
  constraint payment_return_runs_pkey PRIMARY KEY (business_id, run_id),
  constraint payment_return_runs_payment FOREIGN KEY (business_id, payment_key) REFERENCES payments(business_id, key),
  constraint payment_return_runs_reason_length CHECK ((char_length(reason) <= 1000))
);
alter table payment_return_runs enable row level security;
alter table payment_return_runs force row level security;
create policy member_reads_own on payment_return_runs for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on payment_return_runs for all to farebox_owner using (true) with check (true);
create policy service_sees_all on payment_return_runs for all to farebox_service using (true) with check (true);
grant select on payment_return_runs to farebox_member;
grant insert on payment_return_runs to farebox_service;
grant select on payment_return_runs to farebox_service;
comment on table payment_return_runs is 'Why a run of the ledger took tokens back, or brought them again.';

create table payment_returns (
  business_id uuid not null,
  payment_key text not null,
  cause text not null,
  kind text not null,
  phase text not null,
  amount_minor bigint not null,
  less_monthly jsonb,
  reason text,
  recorded_at timestamp(3) with time zone not null,
  constraint payment_returns_pkey PRIMARY KEY (business_id, payment_key, cause),
  constraint payment_returns_payment FOREIGN KEY (business_id, payment_key) REFERENCES payments(business_id, key),
  constraint payment_returns_amount_not_negative CHECK ((amount_minor >= 0)),
  constraint payment_returns_cause_names_its_kind CHECK (((cause ~ '^(refund|credit|dispute):[!-~]+$'::text) AND (octet_length(cause) <= 255) AND (cause ~~ (kind || ':%'::text)))),
  constraint payment_returns_kind_known CHECK ((kind = ANY (ARRAY['refund'::text, 'credit'::text, 'dispute'::text]))),
  constraint payment_returns_phase_of_kind CHECK (
CASE kind
    WHEN 'dispute'::text THEN (phase = ANY (ARRAY['inquiry'::text, 'open'::text, 'lost'::text, 'won'::text]))
    ELSE (phase = ANY (ARRAY['standing'::text, 'failed'::text]))
END),
  constraint payment_returns_reason_length CHECK ((char_length(reason) <= 1000))
);
alter table payment_returns enable row level security;
alter table payment_returns force row level security;
create policy member_reads_own on payment_returns for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on payment_returns for all to farebox_owner using (true) with check (true);
create policy service_sees_all on payment_returns for all to farebox_service using (true) with check (true);
grant select on payment_returns to farebox_member;
grant insert on payment_returns to farebox_service;
grant select on payment_returns to farebox_service;
grant update (amount_minor, less_monthly, phase, reason, recorded_at) on payment_returns to farebox_service;
comment on table payment_returns is 'Each refund, credit or dispute of a payment, and how far it came. What stands decides how many tokens should be gone.';
comment on column payment_returns.less_monthly is 'Of a credit for a smaller plan: old and new tokens of a month, from when and until when.';

create table payments (
  business_id uuid not null,
  key text not null,
  paid_amount_minor bigint not null,
  currency text not null,
  recorded_at timestamp(3) with time zone not null,
  constraint payments_pkey PRIMARY KEY (business_id, key),
  constraint payments_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint payments_currency_is_iso CHECK ((currency ~ '^[a-z]{3}$'::text)),
  constraint payments_key_names_its_kind CHECK (((key ~ '^(invoice|purchase|credits):[!-~]+$'::text) AND (octet_length(key) <= 255))),
  constraint payments_paid_not_negative CHECK ((paid_amount_minor >= 0))
);
alter table payments enable row level security;
alter table payments force row level security;
create policy member_reads_own on payments for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on payments for all to farebox_owner using (true) with check (true);
create policy service_sees_all on payments for all to farebox_service using (true) with check (true);
grant select on payments to farebox_member;
grant insert on payments to farebox_service;
grant select on payments to farebox_service;
grant update (paid_amount_minor) on payments to farebox_service;
comment on table payments is 'An invoice or a purchase as far as money of it can go back; credits: and a subscription stands for what was credited of its plans. Known from its first fact on, which may be a refund. Written by the door only: decisions read it.';
comment on column payments.paid_amount_minor is 'Without tax.';

create table plan_changes (
  business_id uuid not null,
  id uuid not null,
  request_key text not null,
  plan_key text not null,
  billing_interval text not null,
  action text not null,
  status text not null default 'open'::text,
  checkout_session_id text,
  checkout_url text,
  requested_by text,
  created_at timestamp(3) with time zone not null default clock_timestamp(),
  closed_at timestamp(3) with time zone,
  constraint plan_changes_pkey PRIMARY KEY (business_id, id),
  constraint plan_changes_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint plan_changes_action_known CHECK ((action = ANY (ARRAY['create'::text, 'pay'::text, 'upgrade'::text, 'downgrade'::text, 'resume'::text]))),
  constraint plan_changes_closed_unless_open CHECK (((closed_at IS NULL) = (status = 'open'::text))),
  constraint plan_changes_interval_known CHECK ((billing_interval = ANY (ARRAY['month'::text, 'year'::text]))),
  constraint plan_changes_key_visible_ascii CHECK ((((octet_length(request_key) >= 1) AND (octet_length(request_key) <= 255)) AND (request_key !~ '[^!-~]'::text))),
  constraint plan_changes_plan_is_a_word CHECK ((plan_key ~ '^[a-z][a-z0-9_]*$'::text)),
  constraint plan_changes_status_known CHECK ((status = ANY (ARRAY['open'::text, 'done'::text, 'over'::text]))),
  constraint plan_changes_url_length CHECK ((char_length(checkout_url) <= 4000))
);
CREATE UNIQUE INDEX plan_changes_one_beginning ON public.plan_changes USING btree (business_id) WHERE ((status = 'open'::text) AND (action = 'create'::text));
alter table plan_changes enable row level security;
alter table plan_changes force row level security;
create policy member_reads_own on plan_changes for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on plan_changes for all to farebox_owner using (true) with check (true);
create policy service_sees_all on plan_changes for all to farebox_service using (true) with check (true);
grant select on plan_changes to farebox_member;
grant insert on plan_changes to farebox_service;
grant select on plan_changes to farebox_service;
grant update (checkout_session_id, checkout_url, closed_at, status) on plan_changes to farebox_service;
comment on table plan_changes is 'What somebody asked their plan to become. One checkout of a first subscription is open at a time: a second tab gets the same.';
comment on column plan_changes.status is 'done: the provider confirmed it. over: it was given up or refused. What the plan is now, business_subscriptions says.';

create table provider_customers (
  customer_id text not null,
  business_id uuid not null,
  created_at timestamp(3) with time zone not null default now(),
  deleted_at timestamp(3) with time zone,
  constraint provider_customers_pkey PRIMARY KEY (customer_id),
  constraint provider_customers_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint provider_customers_id_visible_ascii CHECK ((((octet_length(customer_id) >= 1) AND (octet_length(customer_id) <= 255)) AND (customer_id !~ '[^!-~]'::text)))
);
CREATE UNIQUE INDEX provider_customers_one_alive ON public.provider_customers USING btree (business_id) WHERE (deleted_at IS NULL);
alter table provider_customers enable row level security;
alter table provider_customers force row level security;
create policy owner_sees_all on provider_customers for all to farebox_owner using (true) with check (true);
create policy service_sees_all on provider_customers for all to farebox_service using (true) with check (true);
grant insert on provider_customers to farebox_service;
grant select on provider_customers to farebox_service;
grant update (deleted_at) on provider_customers to farebox_service;
comment on table provider_customers is 'Which business a customer of the payment provider is. Keyed by the customer, because that is what an event names.';
comment on column provider_customers.deleted_at is 'When the provider deleted it; payments of it still find their business.';

create table provider_events (
  event_id text not null,
  type text not null,
  object_id text,
  customer_id text,
  account_id text,
  api_version text,
  is_live boolean not null,
  event_created_at timestamp(3) with time zone not null,
  payload jsonb not null,
  received_at timestamp(3) with time zone not null default clock_timestamp(),
  status text not null default 'pending'::text,
  attempts integer not null default 0,
  next_attempt_at timestamp(3) with time zone not null default clock_timestamp(),
  claimed_until timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  problem text,
  business_id uuid,
  constraint provider_events_pkey PRIMARY KEY (event_id),
  constraint provider_events_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint provider_events_attempts_not_negative CHECK ((attempts >= 0)),
  constraint provider_events_claimed_only_while_pending CHECK (((claimed_until IS NULL) OR (status = 'pending'::text))),
  constraint provider_events_finished_unless_pending CHECK (((finished_at IS NULL) = (status = 'pending'::text))),
  constraint provider_events_id_visible_ascii CHECK ((((octet_length(event_id) >= 1) AND (octet_length(event_id) <= 255)) AND (event_id !~ '[^!-~]'::text))),
  constraint provider_events_payload_is_object CHECK ((jsonb_typeof(payload) = 'object'::text)),
  constraint provider_events_problem_length CHECK ((char_length(problem) <= 2000)),
  constraint provider_events_problem_said CHECK (((problem IS NOT NULL) OR (status <> ALL (ARRAY['quarantined'::text, 'poison'::text])))),
  constraint provider_events_status_known CHECK ((status = ANY (ARRAY['pending'::text, 'done'::text, 'ignored'::text, 'quarantined'::text, 'poison'::text]))),
  constraint provider_events_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 255)))
);
CREATE INDEX provider_events_by_status ON public.provider_events USING btree (status, received_at, event_id);
CREATE INDEX provider_events_of_object ON public.provider_events USING btree (object_id) WHERE (status = 'pending'::text);
CREATE INDEX provider_events_waiting ON public.provider_events USING btree (next_attempt_at) WHERE (status = 'pending'::text);
alter table provider_events enable row level security;
alter table provider_events force row level security;
create policy owner_sees_all on provider_events for all to farebox_owner using (true) with check (true);
create policy service_sees_all on provider_events for all to farebox_service using (true) with check (true);
grant insert on provider_events to farebox_service;
grant select on provider_events to farebox_service;
grant update (attempts, business_id, claimed_until, finished_at, next_attempt_at, problem, status) on provider_events to farebox_service;
comment on table provider_events is 'Every webhook event whose signature was good, once. A worker takes them, fetches what they are about again, and leaves what became of them.';
comment on column provider_events.object_id is 'What it is about. Events of one object are worked on one at a time.';
comment on column provider_events.payload is 'As it was signed. A hint only: what counts is fetched again.';
comment on column provider_events.status is 'quarantined: it disagrees with what we know. poison: it failed too often. Both wait for an operator.';
comment on column provider_events.claimed_until is 'A worker has it until then; after that it died, and another may take it.';

create table provider_facts (
  fact text not null,
  business_id uuid not null,
  grant_id uuid not null,
  recorded_at timestamp(3) with time zone not null,
  constraint provider_facts_pkey PRIMARY KEY (fact),
  constraint provider_facts_grant FOREIGN KEY (business_id, grant_id) REFERENCES token_grants(business_id, id),
  constraint provider_facts_fact_visible_ascii CHECK ((fact ~ '^[!-~]{1,255}$'::text))
);
alter table provider_facts enable row level security;
alter table provider_facts force row level security;
create policy owner_sees_all on provider_facts for all to farebox_owner using (true) with check (true);
create policy service_sees_all on provider_facts for all to farebox_service using (true) with check (true);
grant insert on provider_facts to farebox_service;
grant select on provider_facts to farebox_service;
comment on table provider_facts is 'What the payment provider said happened, each once across all businesses; written by the statement that grants. Keyed by the fact, because it is asked before a business is known.';

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
  created_at timestamp(3) with time zone not null default now(),
  retired_at timestamp(3) with time zone,
  constraint provider_prices_pkey PRIMARY KEY (price_id),
  constraint provider_prices_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint provider_prices_amount_not_negative CHECK ((amount_minor >= 0)),
  constraint provider_prices_currency_is_iso CHECK ((currency ~ '^[a-z]{3}$'::text)),
  constraint provider_prices_id_visible_ascii CHECK ((((octet_length(price_id) >= 1) AND (octet_length(price_id) <= 255)) AND (price_id !~ '[^!-~]'::text))),
  constraint provider_prices_interval_known CHECK ((billing_interval = ANY (ARRAY['month'::text, 'year'::text]))),
  constraint provider_prices_kind_known CHECK ((kind = ANY (ARRAY['plan'::text, 'package'::text]))),
  constraint provider_prices_of_plan_or_package CHECK ((((kind = 'plan'::text) = (plan_key IS NOT NULL)) AND ((kind = 'plan'::text) = (billing_interval IS NOT NULL)) AND ((kind = 'package'::text) = (package_key IS NOT NULL)))),
  constraint provider_prices_tokens_not_negative CHECK ((((tokens_micro)::bigint >= 0) AND ((bonus_micro)::bigint >= 0) AND ((rollover_cap_micro)::bigint >= 0)))
);
CREATE UNIQUE INDEX provider_prices_one_current ON public.provider_prices USING btree (lookup_key) WHERE (retired_at IS NULL);
alter table provider_prices enable row level security;
alter table provider_prices force row level security;
create policy owner_sees_all on provider_prices for all to farebox_owner using (true) with check (true);
create policy service_sees_all on provider_prices for all to farebox_service using (true) with check (true);
grant insert on provider_prices to farebox_service;
grant select on provider_prices to farebox_service;
grant update (retired_at) on provider_prices to farebox_service;
comment on table provider_prices is 'What every price we ever sold at stands for. Never changed and never removed: whoever subscribed at an old price keeps what it brings.';
comment on column provider_prices.business_id is 'Whose custom plan it is; null is everybody''s.';
comment on column provider_prices.tokens_micro is 'Of a plan: what every month brings.';

create table provider_subscriptions (
  business_id uuid not null,
  subscription_id text not null,
  plan_key text not null,
  billing_interval text not null,
  status text not null,
  started_at timestamp(3) with time zone not null,
  anchored_at timestamp(3) with time zone not null,
  period_starts_at timestamp(3) with time zone not null,
  period_ends_at timestamp(3) with time zone not null,
  cancels_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  pending_plan_key text,
  pending_billing_interval text,
  pending_at timestamp(3) with time zone,
  as_of timestamp(3) with time zone not null,
  constraint provider_subscriptions_pkey PRIMARY KEY (business_id, subscription_id),
  constraint provider_subscriptions_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint provider_subscriptions_id_visible_ascii CHECK ((((octet_length(subscription_id) >= 1) AND (octet_length(subscription_id) <= 255)) AND (subscription_id !~ '[^!-~]'::text))),
  constraint provider_subscriptions_intervals_known CHECK (((billing_interval = ANY (ARRAY['month'::text, 'year'::text])) AND (pending_billing_interval = ANY (ARRAY['month'::text, 'year'::text])))),
  constraint provider_subscriptions_pending_as_a_whole CHECK ((((pending_plan_key IS NULL) = (pending_at IS NULL)) AND ((pending_plan_key IS NULL) = (pending_billing_interval IS NULL)))),
  constraint provider_subscriptions_period_forward CHECK ((period_ends_at > period_starts_at)),
  constraint provider_subscriptions_status_known CHECK ((status = ANY (ARRAY['incomplete'::text, 'incomplete_expired'::text, 'trialing'::text, 'active'::text, 'past_due'::text, 'unpaid'::text, 'canceled'::text, 'paused'::text])))
);
alter table provider_subscriptions enable row level security;
alter table provider_subscriptions force row level security;
create policy member_reads_own on provider_subscriptions for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on provider_subscriptions for all to farebox_owner using (true) with check (true);
create policy service_sees_all on provider_subscriptions for all to farebox_service using (true) with check (true);
grant select on provider_subscriptions to farebox_member;
grant insert on provider_subscriptions to farebox_service;
grant select on provider_subscriptions to farebox_service;
grant update on provider_subscriptions to farebox_service;
comment on table provider_subscriptions is 'Every subscription a business ever had at the payment provider, as it was last heard of. Which of them counts, business_subscriptions says; another that is alive is extra, and its money should go back. Written by the door only.';
comment on column provider_subscriptions.as_of is 'When asking the provider began, by our database''s clock: what was asked later is newer.';

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
  status text not null default 'created'::text,
  request_key text,
  requested_by text,
  checkout_session_id text,
  checkout_url text,
  payment_intent_id text,
  failure_code text,
  created_at timestamp(3) with time zone not null,
  opened_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  paid_at timestamp(3) with time zone,
  paid_amount_minor bigint,
  paid_by text,
  constraint purchases_pkey PRIMARY KEY (business_id, id),
  constraint purchases_intent_once UNIQUE (business_id, payment_intent_id),
  constraint purchases_request_once UNIQUE (business_id, request_key),
  constraint purchases_session_once UNIQUE (business_id, checkout_session_id),
  constraint purchases_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint purchases_closed_when_failed CHECK (((closed_at IS NOT NULL) = (status = ANY (ARRAY['failed'::text, 'expired'::text])))),
  constraint purchases_currency_is_iso CHECK ((price_currency ~ '^[a-z]{3}$'::text)),
  constraint purchases_failure_length CHECK (((char_length(failure_code) >= 1) AND (char_length(failure_code) <= 200))),
  constraint purchases_kind_known CHECK ((kind = ANY (ARRAY['package'::text, 'top_up'::text]))),
  constraint purchases_paid_its_price CHECK ((paid_amount_minor >= price_amount_minor)),
  constraint purchases_paid_says_what CHECK ((((paid_at IS NULL) = (paid_amount_minor IS NULL)) AND ((paid_at IS NULL) = (paid_by IS NULL)))),
  constraint purchases_paid_when_paid CHECK (((paid_at IS NOT NULL) = (status = 'paid'::text))),
  constraint purchases_price_positive CHECK ((price_amount_minor > 0)),
  constraint purchases_request_key_visible_ascii CHECK ((((octet_length(request_key) >= 1) AND (octet_length(request_key) <= 255)) AND (request_key !~ '[^!-~]'::text))),
  constraint purchases_status_known CHECK ((status = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'paid'::text, 'failed'::text, 'expired'::text]))),
  constraint purchases_tokens_positive CHECK ((((tokens_micro)::bigint > 0) AND ((bonus_micro)::bigint >= 0))),
  constraint purchases_url_length CHECK ((char_length(checkout_url) <= 4000))
);
CREATE INDEX purchases_by_id ON public.purchases USING btree (id);
CREATE INDEX purchases_by_time ON public.purchases USING btree (business_id, created_at);
alter table purchases enable row level security;
alter table purchases force row level security;
create policy member_reads_own on purchases for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on purchases for all to farebox_owner using (true) with check (true);
create policy service_sees_all on purchases for all to farebox_service using (true) with check (true);
grant select on purchases to farebox_member;
grant insert on purchases to farebox_service;
grant select on purchases to farebox_service;
grant update (checkout_session_id, checkout_url, closed_at, failure_code, opened_at, paid_amount_minor, paid_at, paid_by, payment_intent_id, status) on purchases to farebox_service;
comment on table purchases is 'A package somebody set out to buy, with what was offered then: later prices do not matter. Paid by the statement that grants, and by nothing else.';
comment on column purchases.request_key is 'The caller''s Idempotency-Key; a repeat finds the same purchase.';
comment on column purchases.failure_code is 'Why it was not paid, in the provider''s word.';
comment on column purchases.paid_by is 'The provider''s payment that paid it. A second one is somebody''s mistake.';

create table rate_cards (
  id uuid not null,
  business_id uuid,
  version integer not null,
  valid_from timestamp(3) with time zone not null,
  constraint rate_cards_pkey PRIMARY KEY (id),
  constraint rate_cards_never_begin_together UNIQUE NULLS NOT DISTINCT (business_id, valid_from),
  constraint rate_cards_one_version UNIQUE NULLS NOT DISTINCT (business_id, version),
  constraint rate_cards_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint rate_cards_version_positive CHECK ((version >= 1))
);
CREATE TRIGGER rate_cards_renew_epoch AFTER INSERT OR DELETE OR UPDATE ON public.rate_cards FOR EACH STATEMENT EXECUTE FUNCTION renew_catalogue_epoch();
alter table rate_cards enable row level security;
alter table rate_cards force row level security;
create policy member_reads_own on rate_cards for select to farebox_member using (((business_id IS NULL) OR (business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif"))));
create policy owner_sees_all on rate_cards for all to farebox_owner using (true) with check (true);
create policy service_sees_all on rate_cards for all to farebox_service using (true) with check (true);
grant select on rate_cards to farebox_member;
grant insert on rate_cards to farebox_service;
grant select on rate_cards to farebox_service;
comment on table rate_cards is 'Versions of price lists. A version is never changed, the next one ends it.';
comment on column rate_cards.business_id is 'Null is the general card; a business''s own card comes before it, service by service.';

create table request_keys (
  business_id uuid not null,
  scope text not null,
  request_key text not null,
  subject_id uuid not null,
  asked jsonb not null,
  created_at timestamp(3) with time zone not null default clock_timestamp(),
  constraint request_keys_pkey PRIMARY KEY (business_id, scope, request_key),
  constraint request_keys_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint request_keys_asked_is_object CHECK (((jsonb_typeof(asked) = 'object'::text) AND (octet_length((asked)::text) <= 8000))),
  constraint request_keys_key_visible_ascii CHECK ((((octet_length(request_key) >= 1) AND (octet_length(request_key) <= 255)) AND (request_key !~ '[^!-~]'::text))),
  constraint request_keys_scope_known CHECK ((scope = ANY (ARRAY['purchase'::text, 'subscribe'::text, 'refund'::text, 'plan'::text])))
);
alter table request_keys enable row level security;
alter table request_keys force row level security;
create policy member_reads_own on request_keys for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on request_keys for all to farebox_owner using (true) with check (true);
create policy service_sees_all on request_keys for all to farebox_service using (true) with check (true);
grant select on request_keys to farebox_member;
grant insert on request_keys to farebox_service;
grant select on request_keys to farebox_service;
comment on table request_keys is 'Every Idempotency-Key that something was sold or given back under, for ever, with what it was for. Tokens have keys of their own.';
comment on column request_keys.subject_id is 'The purchase, change of plan or agreement it stands for.';
comment on column request_keys.asked is 'What the first request said; a repeat that says something else is refused.';

create table sandbox_clock (
  only_row boolean not null default true,
  offset_ms bigint not null default 0,
  constraint sandbox_clock_pkey PRIMARY KEY (only_row),
  constraint sandbox_clock_forward_only CHECK ((offset_ms >= 0)),
  constraint sandbox_clock_one_row CHECK (only_row)
);
alter table sandbox_clock enable row level security;
alter table sandbox_clock force row level security;
create policy member_reads_own on sandbox_clock for select to farebox_member using (true);
create policy owner_sees_all on sandbox_clock for all to farebox_owner using (true) with check (true);
create policy service_sees_all on sandbox_clock for all to farebox_service using (true) with check (true);
grant select on sandbox_clock to farebox_member;
grant select on sandbox_clock to farebox_service;
grant update (offset_ms) on sandbox_clock to farebox_service;
comment on table sandbox_clock is 'How far money time runs ahead of the database''s clock: 0 outside the sandbox.';

create table scheduled_token_months (
  business_id uuid not null,
  line_id text not null,
  month integer not null,
  subscription_id text not null,
  plan_key text not null,
  payment_key text not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  tokens_micro micro_tokens not null,
  cost_amount_minor bigint not null,
  cost_currency text not null,
  rollover_cap_micro micro_tokens not null default 0,
  granted_at timestamp(3) with time zone,
  dropped_at timestamp(3) with time zone,
  constraint scheduled_token_months_pkey PRIMARY KEY (business_id, line_id, month),
  constraint scheduled_token_months_payment FOREIGN KEY (business_id, payment_key) REFERENCES payments(business_id, key),
  constraint scheduled_token_months_after_the_first CHECK (((month >= 1) AND (month <= 11))),
  constraint scheduled_token_months_cost_not_negative CHECK ((cost_amount_minor >= 0)),
  constraint scheduled_token_months_forward CHECK ((ends_at > starts_at)),
  constraint scheduled_token_months_granted_or_dropped CHECK (((granted_at IS NULL) OR (dropped_at IS NULL))),
  constraint scheduled_token_months_line_visible_ascii CHECK ((((octet_length(line_id) >= 1) AND (octet_length(line_id) <= 240)) AND (line_id !~ '[^!-~]'::text))),
  constraint scheduled_token_months_tokens_positive CHECK (((tokens_micro)::bigint > 0))
);
CREATE INDEX scheduled_token_months_due ON public.scheduled_token_months USING btree (starts_at) WHERE ((granted_at IS NULL) AND (dropped_at IS NULL));
CREATE INDEX scheduled_token_months_of_payment ON public.scheduled_token_months USING btree (business_id, payment_key);
alter table scheduled_token_months enable row level security;
alter table scheduled_token_months force row level security;
create policy member_reads_own on scheduled_token_months for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on scheduled_token_months for all to farebox_owner using (true) with check (true);
create policy service_sees_all on scheduled_token_months for all to farebox_service using (true) with check (true);
grant select on scheduled_token_months to farebox_member;
grant insert on scheduled_token_months to farebox_service;
grant select on scheduled_token_months to farebox_service;
grant update (dropped_at, granted_at) on scheduled_token_months to farebox_service;
comment on table scheduled_token_months is 'The months of a year that was paid at once, but for its first: each is granted at its start.';
comment on column scheduled_token_months.dropped_at is 'Its start came after all its money had gone back or its subscription had ended.';

create table sessions (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp(3) with time zone not null,
  ip_address text,
  user_agent text,
  active_organization_id text,
  impersonated_by text,
  created_at timestamp(3) with time zone not null default now(),
  updated_at timestamp(3) with time zone not null default now(),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_unique UNIQUE (token),
  constraint sessions_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX sessions_of_user ON public.sessions USING btree (user_id);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy owner_sees_all on sessions for all to farebox_owner using (true) with check (true);
create policy service_sees_all on sessions for all to farebox_service using (true) with check (true);
grant delete on sessions to farebox_service;
grant insert on sessions to farebox_service;
grant select on sessions to farebox_service;
grant update on sessions to farebox_service;
comment on table sessions is 'Signed-in browsers. Keyed by their own id, because they are asked before a business is known.';

create table subscription_plans (
  key text not null,
  name text not null,
  "position" smallint not null,
  price_amount_minor bigint,
  price_currency text,
  billing_intervals text[] not null default '{}'::text[],
  tokens_monthly_micro micro_tokens,
  tokens_once_micro micro_tokens not null default 0,
  features text[] not null default '{}'::text[],
  agents_limit integer,
  concurrent_calls_limit integer,
  yearly_price_amount_minor bigint,
  rollover_cap_micro micro_tokens not null default 0,
  inversion_acknowledged_at timestamp(3) with time zone,
  constraint subscription_plans_pkey PRIMARY KEY (key),
  constraint subscription_plans_position_unique UNIQUE ("position"),
  constraint subscription_plans_currency_is_iso CHECK ((price_currency ~ '^[a-z]{3}$'::text)),
  constraint subscription_plans_intervals_known CHECK ((billing_intervals <@ ARRAY['month'::text, 'year'::text])),
  constraint subscription_plans_key_is_a_word CHECK ((key ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint subscription_plans_limits_positive CHECK (((agents_limit > 0) AND (concurrent_calls_limit > 0))),
  constraint subscription_plans_price_has_currency CHECK (((price_amount_minor IS NULL) = (price_currency IS NULL))),
  constraint subscription_plans_price_not_negative CHECK ((price_amount_minor >= 0)),
  constraint subscription_plans_rollover_not_negative CHECK (((rollover_cap_micro)::bigint >= 0)),
  constraint subscription_plans_tokens_not_negative CHECK ((((tokens_monthly_micro)::bigint >= 0) AND ((tokens_once_micro)::bigint >= 0))),
  constraint subscription_plans_year_has_a_price CHECK (((NOT (billing_intervals @> ARRAY['year'::text])) OR (yearly_price_amount_minor IS NOT NULL))),
  constraint subscription_plans_yearly_price_positive CHECK ((yearly_price_amount_minor > 0))
);
alter table subscription_plans enable row level security;
alter table subscription_plans force row level security;
create policy member_reads_own on subscription_plans for select to farebox_member using (true);
create policy owner_sees_all on subscription_plans for all to farebox_owner using (true) with check (true);
create policy service_sees_all on subscription_plans for all to farebox_service using (true) with check (true);
grant select on subscription_plans to farebox_member;
grant select on subscription_plans to farebox_service;
grant update (inversion_acknowledged_at) on subscription_plans to farebox_service;
comment on table subscription_plans is 'What a business can subscribe to. Written by migrations and the operator''s catalogue only.';
comment on column subscription_plans.price_amount_minor is 'Price of one month in minor units; null is agreed case by case.';
comment on column subscription_plans.tokens_monthly_micro is 'Tokens of one token-month; null is agreed case by case.';
comment on column subscription_plans.tokens_once_micro is 'Granted once for ever: the trial.';
comment on column subscription_plans.agents_limit is 'Null is unlimited.';
comment on column subscription_plans.concurrent_calls_limit is 'Null is unlimited.';
comment on column subscription_plans.yearly_price_amount_minor is 'Price of a year in price_currency; null is not sold by the year.';
comment on column subscription_plans.rollover_cap_micro is 'How much of a month is kept into the next one; 0 keeps nothing.';
comment on column subscription_plans.inversion_acknowledged_at is 'When an operator said that packages may be cheaper than this plan.';

create table token_balances (
  business_id uuid not null,
  version bigint not null default 0,
  last_seq bigint not null default 0,
  ledger_total_micro micro_tokens not null default 0,
  debt_micro micro_tokens not null default 0,
  last_recorded_at timestamp(3) with time zone,
  last_hash bytea not null default decode(repeat('00'::text, 32), 'hex'::text),
  updated_at timestamp(3) with time zone not null default now(),
  constraint token_balances_pkey PRIMARY KEY (business_id),
  constraint token_balances_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint token_balances_debt_not_negative CHECK (((debt_micro)::bigint >= 0)),
  constraint token_balances_hash_length CHECK ((octet_length(last_hash) = 32)),
  constraint token_balances_nothing_before_the_first_entry CHECK (((last_seq > 0) OR (((ledger_total_micro)::bigint = 0) AND ((debt_micro)::bigint = 0)))),
  constraint token_balances_recorded_with_the_first_entry CHECK (((last_seq = 0) OR (last_recorded_at IS NOT NULL))),
  constraint token_balances_seq_not_negative CHECK ((last_seq >= 0)),
  constraint token_balances_total_not_below_debt CHECK (((ledger_total_micro)::bigint >= (- (debt_micro)::bigint))),
  constraint token_balances_version_not_negative CHECK ((version >= 0))
) with (fillfactor=50);
CREATE INDEX token_balances_in_debt ON public.token_balances USING btree (business_id) WHERE ((debt_micro)::bigint > 0);
CREATE TRIGGER token_balances_begin_with_alert_rules AFTER INSERT ON public.token_balances FOR EACH ROW EXECUTE FUNCTION begin_with_alert_rules();
alter table token_balances enable row level security;
alter table token_balances force row level security;
create policy member_reads_own on token_balances for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on token_balances for all to farebox_owner using (true) with check (true);
create policy service_sees_all on token_balances for all to farebox_service using (true) with check (true);
grant select on token_balances to farebox_member;
grant insert on token_balances to farebox_service;
grant select on token_balances to farebox_service;
grant update (debt_micro, last_hash, last_recorded_at, last_seq, ledger_total_micro, updated_at, version) on token_balances to farebox_service;
comment on table token_balances is 'One row guards everything of a business: its version stands in the condition of every commit, its lock comes first. Born with its business, because a row that is not there cannot be locked.';
comment on column token_balances.version is 'Bumped by every writer of anything a decision reads.';
comment on column token_balances.last_seq is 'seq of the newest ledger entry, which is also how many there are.';
comment on column token_balances.ledger_total_micro is 'Sum of all ledger entries.';
comment on column token_balances.debt_micro is 'Work that happened and no grant could pay.';
comment on column token_balances.last_recorded_at is 'Newest money time at which something was recorded; a commit before it is refused.';
comment on column token_balances.last_hash is 'Hash of the newest ledger entry; zeros before the first.';

create table token_grants (
  business_id uuid not null,
  id uuid not null,
  source text not null,
  original_micro micro_tokens not null,
  remaining_micro micro_tokens not null,
  priority integer not null default 100,
  effective_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  cost_amount_minor bigint,
  cost_currency text,
  frozen_at timestamp(3) with time zone,
  debt_repaid_micro micro_tokens not null default 0,
  reason text,
  key text,
  exhausted_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  payment_key text,
  subscription_id text,
  month_starts_at timestamp(3) with time zone,
  month_ends_at timestamp(3) with time zone,
  refunded_micro micro_tokens not null default 0,
  refund_debt_micro micro_tokens not null default 0,
  refund_shortfall_micro micro_tokens not null default 0,
  constraint token_grants_pkey PRIMARY KEY (business_id, id),
  constraint token_grants_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint token_grants_payment FOREIGN KEY (business_id, payment_key) REFERENCES payments(business_id, key),
  constraint token_grants_cost_has_currency CHECK (((cost_amount_minor IS NULL) = (cost_currency IS NULL))),
  constraint token_grants_cost_not_negative CHECK ((cost_amount_minor >= 0)),
  constraint token_grants_currency_is_iso CHECK ((cost_currency ~ '^[a-z]{3}$'::text)),
  constraint token_grants_debt_repaid_was_taken CHECK ((((debt_repaid_micro)::bigint >= 0) AND ((debt_repaid_micro)::bigint <= ((original_micro)::bigint - (remaining_micro)::bigint)))),
  constraint token_grants_exhausted_when_nothing_remains CHECK (((exhausted_at IS NOT NULL) = ((remaining_micro)::bigint = 0))),
  constraint token_grants_expires_after_effective CHECK ((expires_at > effective_at)),
  constraint token_grants_key_visible_ascii CHECK ((((octet_length(key) >= 1) AND (octet_length(key) <= 255)) AND (key !~ '[^!-~]'::text))),
  constraint token_grants_month_forward CHECK ((month_ends_at > month_starts_at)),
  constraint token_grants_month_is_of_a_subscription CHECK ((((subscription_id IS NULL) = (month_starts_at IS NULL)) AND ((subscription_id IS NULL) = (month_ends_at IS NULL)))),
  constraint token_grants_original_positive CHECK (((original_micro)::bigint > 0)),
  constraint token_grants_priority_not_negative CHECK ((priority >= 0)),
  constraint token_grants_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 1000))),
  constraint token_grants_refund_is_of_a_payment CHECK (((payment_key IS NOT NULL) OR (((refunded_micro)::bigint = 0) AND ((refund_debt_micro)::bigint = 0) AND ((refund_shortfall_micro)::bigint = 0)))),
  constraint token_grants_refunded_was_taken CHECK ((((refunded_micro)::bigint + (debt_repaid_micro)::bigint) <= ((original_micro)::bigint - (remaining_micro)::bigint))),
  constraint token_grants_refunds_not_negative CHECK ((((refunded_micro)::bigint >= 0) AND ((refund_debt_micro)::bigint >= 0) AND ((refund_shortfall_micro)::bigint >= 0))),
  constraint token_grants_refunds_within_original CHECK (((((refunded_micro)::bigint + (refund_debt_micro)::bigint) + (refund_shortfall_micro)::bigint) <= (original_micro)::bigint)),
  constraint token_grants_remaining_within_original CHECK ((((remaining_micro)::bigint >= 0) AND ((remaining_micro)::bigint <= (original_micro)::bigint))),
  constraint token_grants_source_known CHECK ((source = ANY (ARRAY['trial'::text, 'plan'::text, 'purchase'::text, 'bonus'::text, 'promotion'::text, 'adjustment'::text, 'top_up'::text])))
) with (fillfactor=50);
CREATE INDEX token_grants_falling_due ON public.token_grants USING btree (expires_at) WHERE ((exhausted_at IS NULL) AND (expires_at IS NOT NULL));
CREATE INDEX token_grants_of_payment ON public.token_grants USING btree (business_id, payment_key) WHERE (payment_key IS NOT NULL);
CREATE INDEX token_grants_of_subscription ON public.token_grants USING btree (business_id, subscription_id) WHERE (subscription_id IS NOT NULL);
CREATE UNIQUE INDEX token_grants_one_trial ON public.token_grants USING btree (business_id) WHERE (source = 'trial'::text);
CREATE INDEX token_grants_with_something_left ON public.token_grants USING btree (business_id) WHERE (exhausted_at IS NULL);
alter table token_grants enable row level security;
alter table token_grants force row level security;
create policy member_reads_own on token_grants for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on token_grants for all to farebox_owner using (true) with check (true);
create policy service_sees_all on token_grants for all to farebox_service using (true) with check (true);
grant select on token_grants to farebox_member;
grant insert on token_grants to farebox_service;
grant select on token_grants to farebox_service;
grant update (debt_repaid_micro, exhausted_at, expires_at, frozen_at, refund_debt_micro, refund_shortfall_micro, refunded_micro, remaining_micro) on token_grants to farebox_service;
comment on table token_grants is 'Tokens that arrived from one cause, and what is left of them.';
comment on column token_grants.effective_at is 'First instant at which it can be spent.';
comment on column token_grants.expires_at is 'First instant at which it can no longer be spent; null never expires.';
comment on column token_grants.cost_amount_minor is 'Money paid for it in minor units; null or 0 is free.';
comment on column token_grants.frozen_at is 'Set while a dispute keeps it from being spent; its expiry is postponed meanwhile.';
comment on column token_grants.debt_repaid_micro is 'How much of it repaid debt and has not come back through a correction.';
comment on column token_grants.exhausted_at is 'Set exactly while nothing remains; what is exhausted is not loaded.';
comment on column token_grants.payment_key is 'What was paid for it; null for tokens nobody paid for.';
comment on column token_grants.subscription_id is 'Whose month month_starts_at to month_ends_at it is for; null unless a plan brought it.';
comment on column token_grants.refunded_micro is 'Taken back with the money.';
comment on column token_grants.refund_debt_micro is 'Should have been taken, was spent, and is owed as debt by the policy of the installation.';
comment on column token_grants.refund_shortfall_micro is 'Should have been taken and was spent: takes first from what returns to the grant.';

create table token_holds (
  business_id uuid not null,
  id uuid not null,
  call_id text not null,
  service text not null,
  agent_id text,
  rate_card_id uuid not null,
  rate_version integer not null,
  status text not null,
  opened_at timestamp(3) with time zone not null,
  last_seq bigint not null,
  elapsed_seconds integer not null,
  accrued_micro micro_tokens not null,
  held_micro micro_tokens not null,
  lent_micro micro_tokens not null,
  granted_seconds integer not null,
  expires_at timestamp(3) with time zone not null,
  closed_at timestamp(3) with time zone,
  closed_reason text,
  line_id uuid,
  settled_at timestamp(3) with time zone,
  constraint token_holds_pkey PRIMARY KEY (business_id, id),
  constraint token_holds_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint token_holds_line FOREIGN KEY (business_id, line_id) REFERENCES usage_tracking(business_id, id),
  constraint token_holds_abandoned_when_overdue CHECK (((status <> ALL (ARRAY['abandoned'::text, 'settled'::text])) OR (closed_at = expires_at))),
  constraint token_holds_agent_id_length CHECK ((char_length(agent_id) <= 200)),
  constraint token_holds_amounts_not_negative CHECK ((((accrued_micro)::bigint >= 0) AND ((held_micro)::bigint >= 0) AND ((lent_micro)::bigint >= 0))),
  constraint token_holds_call_id_visible_ascii CHECK ((((octet_length(call_id) >= 1) AND (octet_length(call_id) <= 255)) AND (call_id !~ '[^!-~]'::text))),
  constraint token_holds_closed_unless_open CHECK (((closed_at IS NULL) = (status = 'open'::text))),
  constraint token_holds_elapsed_within_a_day CHECK (((elapsed_seconds >= 0) AND (elapsed_seconds <= 86400))),
  constraint token_holds_elapsed_within_the_clock CHECK (((elapsed_seconds)::numeric <= (EXTRACT(epoch FROM (COALESCE(settled_at, closed_at) - opened_at)) + (5)::numeric))),
  constraint token_holds_ended_before_overdue CHECK (((status <> ALL (ARRAY['captured'::text, 'voided'::text])) OR ((closed_at >= opened_at) AND (closed_at < expires_at)))),
  constraint token_holds_granted_within_a_day CHECK (((granted_seconds >= 1) AND (granted_seconds <= 86400))),
  constraint token_holds_keeps_nothing_once_closed CHECK (((status = 'open'::text) OR (((held_micro)::bigint = 0) AND ((lent_micro)::bigint = 0)))),
  constraint token_holds_line_has_its_id_until_settled CHECK (((status = 'settled'::text) OR (line_id = id))),
  constraint token_holds_line_once_closed CHECK (((line_id IS NULL) = (status = 'open'::text))),
  constraint token_holds_no_heartbeat_no_time CHECK (((last_seq > 0) OR (elapsed_seconds = 0) OR (status <> ALL (ARRAY['open'::text, 'abandoned'::text])))),
  constraint token_holds_no_time_costs_nothing CHECK (((elapsed_seconds > 0) OR ((accrued_micro)::bigint = 0))),
  constraint token_holds_overdue_30_s_after_granted_time CHECK ((EXTRACT(epoch FROM (expires_at - opened_at)) = ((granted_seconds + 30))::numeric)),
  constraint token_holds_rate_version_positive CHECK ((rate_version >= 1)),
  constraint token_holds_reason_length CHECK (((char_length(closed_reason) >= 1) AND (char_length(closed_reason) <= 1000))),
  constraint token_holds_reason_of_a_void CHECK (((closed_reason IS NOT NULL) = (status = 'voided'::text))),
  constraint token_holds_seq_not_negative CHECK ((last_seq >= 0)),
  constraint token_holds_service_is_a_word CHECK (((octet_length(service) <= 63) AND (service ~ '^[a-z][a-z0-9_]*$'::text))),
  constraint token_holds_settled_after_closed CHECK ((settled_at >= closed_at)),
  constraint token_holds_settled_at_when_settled CHECK (((settled_at IS NOT NULL) = (status = 'settled'::text))),
  constraint token_holds_status_known CHECK ((status = ANY (ARRAY['open'::text, 'captured'::text, 'voided'::text, 'abandoned'::text, 'settled'::text]))),
  constraint token_holds_void_costs_nothing CHECK (((status <> 'voided'::text) OR ((elapsed_seconds = 0) AND ((accrued_micro)::bigint = 0))))
) with (fillfactor=50);
CREATE INDEX token_holds_abandoned ON public.token_holds USING btree (business_id, id) WHERE (status = 'abandoned'::text);
CREATE INDEX token_holds_open ON public.token_holds USING btree (business_id) WHERE (closed_at IS NULL);
alter table token_holds enable row level security;
alter table token_holds force row level security;
create policy member_reads_own on token_holds for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on token_holds for all to farebox_owner using (true) with check (true);
create policy service_sees_all on token_holds for all to farebox_service using (true) with check (true);
grant select on token_holds to farebox_member;
grant insert on token_holds to farebox_service;
grant select on token_holds to farebox_service;
grant update (accrued_micro, closed_at, closed_reason, elapsed_seconds, expires_at, granted_seconds, held_micro, last_seq, lent_micro, line_id, settled_at, status) on token_holds to farebox_service;
comment on table token_holds is 'A lease on tokens for one live call: an amount, not tied to grants. It ends once, as the usage line with its id.';
comment on column token_holds.call_id is 'The caller''s name for the call; its key of scope hold makes it one hold for ever.';
comment on column token_holds.rate_version is 'The price in force at the opening, which the whole call keeps.';
comment on column token_holds.last_seq is 'Greatest seq of an extension; 0 before the first.';
comment on column token_holds.elapsed_seconds is 'Last reported second of the call; once closed, the seconds that were booked.';
comment on column token_holds.accrued_micro is 'What the elapsed seconds cost; once closed, what was charged.';
comment on column token_holds.held_micro is 'Tokens set aside: accrued and the next slice, less what is lent.';
comment on column token_holds.lent_micro is 'What the overdraft limit stands for instead of tokens.';
comment on column token_holds.granted_seconds is 'Paid for, from the start of the call.';
comment on column token_holds.expires_at is 'First instant at which it is overdue and can be abandoned.';
comment on column token_holds.closed_at is 'When it was captured, voided, or overdue; null while it is open.';
comment on column token_holds.line_id is 'The line that stands for the call: with the hold''s own id, or the one that replaced it when a late capture settled the difference.';

create table token_packages (
  key text not null,
  name text not null,
  "position" smallint not null,
  tokens_micro micro_tokens not null,
  bonus_micro micro_tokens not null default 0,
  price_amount_minor bigint not null,
  price_currency text not null,
  inversion_acknowledged_at timestamp(3) with time zone,
  constraint token_packages_pkey PRIMARY KEY (key),
  constraint token_packages_position_unique UNIQUE ("position"),
  constraint token_packages_bonus_not_negative CHECK (((bonus_micro)::bigint >= 0)),
  constraint token_packages_currency_is_iso CHECK ((price_currency ~ '^[a-z]{3}$'::text)),
  constraint token_packages_key_is_a_word CHECK ((key ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint token_packages_price_positive CHECK ((price_amount_minor > 0)),
  constraint token_packages_tokens_positive CHECK (((tokens_micro)::bigint > 0))
);
alter table token_packages enable row level security;
alter table token_packages force row level security;
create policy member_reads_own on token_packages for select to farebox_member using (true);
create policy owner_sees_all on token_packages for all to farebox_owner using (true) with check (true);
create policy service_sees_all on token_packages for all to farebox_service using (true) with check (true);
grant select on token_packages to farebox_member;
grant select on token_packages to farebox_service;
grant update (inversion_acknowledged_at) on token_packages to farebox_service;
comment on table token_packages is 'Tokens that can be bought at any time; they never expire. The bonus comes on top, as a second grant without cost.';
comment on column token_packages.inversion_acknowledged_at is 'When an operator said that it may be cheaper than a plan.';

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
  constraint token_rates_pkey PRIMARY KEY (rate_card_id, service),
  constraint token_rates_card FOREIGN KEY (rate_card_id) REFERENCES rate_cards(id),
  constraint token_rates_amounts_not_negative CHECK ((((tokens_micro)::bigint >= 0) AND ((minimum_micro)::bigint >= 0) AND ((connect_fee_micro)::bigint >= 0))),
  constraint token_rates_free_units_not_negative CHECK ((free_units >= 0)),
  constraint token_rates_increments_positive CHECK (((initial_increment >= 1) AND (next_increment >= 1))),
  constraint token_rates_per_positive CHECK ((per >= 1)),
  constraint token_rates_service_is_a_word CHECK ((service ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint token_rates_shape_known CHECK ((shape = ANY (ARRAY['call'::text, 'event'::text]))),
  constraint token_rates_unit_length CHECK (((char_length(unit) >= 1) AND (char_length(unit) <= 40)))
);
CREATE TRIGGER token_rates_renew_epoch AFTER INSERT OR DELETE OR UPDATE ON public.token_rates FOR EACH STATEMENT EXECUTE FUNCTION renew_catalogue_epoch();
alter table token_rates enable row level security;
alter table token_rates force row level security;
create policy member_reads_own on token_rates for select to farebox_member using ((EXISTS ( SELECT
   FROM rate_cards card
  WHERE (card.id = token_rates.rate_card_id))));
create policy owner_sees_all on token_rates for all to farebox_owner using (true) with check (true);
create policy service_sees_all on token_rates for all to farebox_service using (true) with check (true);
grant select on token_rates to farebox_member;
grant insert on token_rates to farebox_service;
grant select on token_rates to farebox_service;
comment on table token_rates is 'What one service costs on one version of a card.';
comment on column token_rates.tokens_micro is 'Price of `per` base units.';
comment on column token_rates.shape is 'A call needs the floor before it starts and takes holds; an event is charged at once.';

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
  occurred_at timestamp(3) with time zone not null,
  recorded_at timestamp(3) with time zone not null,
  hash bytea not null,
  constraint token_transactions_pkey PRIMARY KEY (business_id, seq),
  constraint token_transactions_leg_once UNIQUE (business_id, run_id, leg),
  constraint token_transactions_debt_has_no_grant CHECK (((grant_id IS NOT NULL) OR (kind = ANY (ARRAY['usage'::text, 'correction'::text, 'debt_repayment'::text, 'void'::text, 'refund'::text, 'dispute'::text])))),
  constraint token_transactions_hash_length CHECK ((octet_length(hash) = 32)),
  constraint token_transactions_kind_known CHECK ((kind = ANY (ARRAY['trial'::text, 'plan'::text, 'purchase'::text, 'bonus'::text, 'promotion'::text, 'adjustment'::text, 'top_up'::text, 'usage'::text, 'correction'::text, 'expiry'::text, 'debt_repayment'::text, 'void'::text, 'refund'::text, 'dispute'::text]))),
  constraint token_transactions_leg_within_legs CHECK (((leg >= 1) AND (leg <= legs))),
  constraint token_transactions_seq_positive CHECK ((seq >= 1)),
  constraint token_transactions_sign_follows_kind CHECK (
CASE kind
    WHEN 'usage'::text THEN ((amount_micro)::bigint <= 0)
    WHEN 'void'::text THEN ((amount_micro)::bigint = 0)
    WHEN 'expiry'::text THEN ((amount_micro)::bigint < 0)
    WHEN 'debt_repayment'::text THEN (((amount_micro)::bigint < 0) = (grant_id IS NOT NULL))
    WHEN 'refund'::text THEN ((amount_micro)::bigint <> 0)
    WHEN 'dispute'::text THEN ((amount_micro)::bigint <> 0)
    ELSE ((amount_micro)::bigint > 0)
END),
  constraint token_transactions_zero_only_for_usage_and_void CHECK ((((amount_micro)::bigint <> 0) OR ((kind = ANY (ARRAY['usage'::text, 'void'::text])) AND (grant_id IS NULL))))
);
CREATE INDEX token_transactions_by_kind ON public.token_transactions USING btree (business_id, kind, seq) WHERE ((leg = 1) AND (kind <> 'usage'::text));
CREATE INDEX token_transactions_by_time ON public.token_transactions USING btree (business_id, occurred_at, seq) WHERE (leg = 1);
alter table token_transactions enable row level security;
alter table token_transactions force row level security;
create policy member_reads_own on token_transactions for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on token_transactions for all to farebox_owner using (true) with check (true);
create policy service_sees_all on token_transactions for all to farebox_service using (true) with check (true);
grant select on token_transactions to farebox_member;
grant insert on token_transactions to farebox_service;
grant select on token_transactions to farebox_service;
comment on table token_transactions is 'The ledger: every change of a business''s tokens as signed rows, without a gap, each with a hash over itself and the row before. Only ever added to, by the service too.';
comment on column token_transactions.seq is 'Counts the business''s entries from 1 without a gap.';
comment on column token_transactions.run_id is 'Shared by the contiguous entries of one cause: id of the usage line, grant or correction, a fresh one for expiry.';
comment on column token_transactions.leg is 'Place within its run, from 1.';
comment on column token_transactions.grant_id is 'The grant it brought, took from or returned to; null is debt, a use that cost nothing, or a call that never got through.';
comment on column token_transactions.balance_after_micro is 'Sum of the ledger up to and including this entry.';
comment on column token_transactions.occurred_at is 'When it happened; recorded_at is when it was charged.';

create table trial_claims (
  user_id text not null,
  ordinal integer not null,
  business_id uuid not null,
  claimed_at timestamp(3) with time zone not null default now(),
  constraint trial_claims_pkey PRIMARY KEY (user_id, ordinal),
  constraint trial_claims_once UNIQUE (business_id),
  constraint trial_claims_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint trial_claims_ordinal_positive CHECK ((ordinal >= 1))
);
alter table trial_claims enable row level security;
alter table trial_claims force row level security;
create policy owner_sees_all on trial_claims for all to farebox_owner using (true) with check (true);
create policy service_sees_all on trial_claims for all to farebox_service using (true) with check (true);
grant insert on trial_claims to farebox_service;
grant select on trial_claims to farebox_service;
comment on table trial_claims is 'Which of a person''s trials a business used up. The ordinal is part of the key, so that businesses created at once cannot share one.';

create table usage_agent_days (
  business_id uuid not null,
  kept_by text not null,
  day date not null,
  agent_id text not null default ''::text,
  service text not null default ''::text,
  events bigint[] not null,
  quantity bigint[] not null,
  charged_micro bigint[] not null,
  constraint usage_agent_days_pkey PRIMARY KEY (business_id, kept_by, day, agent_id, service),
  constraint usage_agent_days_of_roll_up FOREIGN KEY (business_id) REFERENCES usage_roll_ups(business_id),
  constraint usage_agent_days_kept_by_known CHECK ((kept_by = ANY (ARRAY['agent'::text, 'service'::text, 'agent_and_service'::text]))),
  constraint usage_agent_days_of_96_quarters CHECK (((cardinality(events) = 96) AND (cardinality(quantity) = 96) AND (cardinality(charged_micro) = 96)))
);
alter table usage_agent_days enable row level security;
alter table usage_agent_days force row level security;
create policy member_reads_own on usage_agent_days for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_agent_days for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_agent_days for all to farebox_service using (true) with check (true);
grant select on usage_agent_days to farebox_member;
grant insert on usage_agent_days to farebox_service;
grant select on usage_agent_days to farebox_service;
grant update (charged_micro, events, quantity) on usage_agent_days to farebox_service;
comment on table usage_agent_days is 'Usage less corrections of a day of UTC, by agent, by service and by both, as running sums: place n is what happened until the end of the n-th quarter of an hour. What happened between any two quarters is one subtraction, so that days of every zone are two of them.';
comment on column usage_agent_days.kept_by is 'What its sums tell apart; the other column is empty. A chart reads as few rows as it shows groups.';
comment on column usage_agent_days.agent_id is 'Empty when no agent was named.';

create table usage_corrections (
  business_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  reason text not null,
  returned_micro micro_tokens not null,
  balance_after_micro micro_tokens not null,
  replacement_line_id uuid,
  recorded_at timestamp(3) with time zone not null,
  constraint usage_corrections_pkey PRIMARY KEY (business_id, id),
  constraint usage_corrections_once UNIQUE (business_id, line_id),
  constraint usage_corrections_line FOREIGN KEY (business_id, line_id) REFERENCES usage_tracking(business_id, id),
  constraint usage_corrections_replacement FOREIGN KEY (business_id, replacement_line_id) REFERENCES usage_tracking(business_id, id),
  constraint usage_corrections_reason_length CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 1000))),
  constraint usage_corrections_returned_not_negative CHECK (((returned_micro)::bigint >= 0))
);
CREATE INDEX usage_corrections_of_free_lines ON public.usage_corrections USING btree (business_id) WHERE ((returned_micro)::bigint = 0);
alter table usage_corrections enable row level security;
alter table usage_corrections force row level security;
create policy member_reads_own on usage_corrections for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_corrections for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_corrections for all to farebox_service using (true) with check (true);
grant select on usage_corrections to farebox_member;
grant insert on usage_corrections to farebox_service;
grant select on usage_corrections to farebox_service;
comment on table usage_corrections is 'A usage line reversed, once, and perhaps replaced by another.';
comment on column usage_corrections.returned_micro is 'What the line had been charged: all of it comes back.';
comment on column usage_corrections.balance_after_micro is 'Sum of the ledger after its last entry, before the replacement is booked.';

create table usage_days (
  business_id uuid not null,
  day date not null,
  service text not null,
  agent_id text not null default ''::text,
  events bigint not null,
  quantity bigint not null,
  charged_micro bigint not null,
  constraint usage_days_pkey PRIMARY KEY (business_id, day, service, agent_id),
  constraint usage_days_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint usage_days_not_negative CHECK (((events >= 0) AND (quantity >= 0) AND (charged_micro >= 0)))
) with (fillfactor=50);
alter table usage_days enable row level security;
alter table usage_days force row level security;
create policy member_reads_own on usage_days for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_days for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_days for all to farebox_service using (true) with check (true);
grant select on usage_days to farebox_member;
grant insert on usage_days to farebox_service;
grant select on usage_days to farebox_service;
grant update (charged_micro, events, quantity) on usage_days to farebox_service;
comment on table usage_days is 'Usage less corrections by day of the business''s own zone, service and agent. Kept by the commit that writes the lines.';
comment on column usage_days.agent_id is 'Empty when no agent was named.';

create table usage_quarter_hours (
  business_id uuid not null,
  quarter_start timestamp(3) with time zone not null,
  service text not null,
  events bigint not null,
  quantity bigint not null,
  charged_micro bigint not null,
  constraint usage_quarter_hours_pkey PRIMARY KEY (business_id, quarter_start, service),
  constraint usage_quarter_hours_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint usage_quarter_hours_not_negative CHECK (((events >= 0) AND (quantity >= 0) AND (charged_micro >= 0))),
  constraint usage_quarter_hours_on_the_quarter CHECK ((((EXTRACT(epoch FROM quarter_start))::bigint % (900)::bigint) = 0))
) with (fillfactor=50);
alter table usage_quarter_hours enable row level security;
alter table usage_quarter_hours force row level security;
create policy member_reads_own on usage_quarter_hours for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_quarter_hours for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_quarter_hours for all to farebox_service using (true) with check (true);
grant select on usage_quarter_hours to farebox_member;
grant insert on usage_quarter_hours to farebox_service;
grant select on usage_quarter_hours to farebox_service;
grant update (charged_micro, events, quantity) on usage_quarter_hours to farebox_service;
comment on table usage_quarter_hours is 'Usage less corrections by when it happened, in quarter hours of UTC, from which the hours of any time zone can be summed. Kept by the commit that writes the lines.';

create table usage_ref_days (
  business_id uuid not null,
  day date not null,
  ref text not null,
  events bigint not null,
  quantity bigint not null,
  charged_micro bigint not null,
  constraint usage_ref_days_pkey PRIMARY KEY (business_id, day, ref),
  constraint usage_ref_days_of_roll_up FOREIGN KEY (business_id) REFERENCES usage_roll_ups(business_id)
);
alter table usage_ref_days enable row level security;
alter table usage_ref_days force row level security;
create policy member_reads_own on usage_ref_days for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_ref_days for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_ref_days for all to farebox_service using (true) with check (true);
grant select on usage_ref_days to farebox_member;
grant insert on usage_ref_days to farebox_service;
grant select on usage_ref_days to farebox_service;
grant update (charged_micro, events, quantity) on usage_ref_days to farebox_service;
comment on table usage_ref_days is 'Usage less corrections of a day of UTC, by reference. Only lines that name one, and no live calls: their reference is the call itself.';

create table usage_reviews (
  business_id uuid not null,
  id uuid not null,
  key text not null,
  service text not null,
  quantity bigint not null,
  occurred_at timestamp(3) with time zone not null,
  stated_occurred_at timestamp(3) with time zone,
  recorded_at timestamp(3) with time zone not null,
  agent_id text,
  ref text,
  metadata jsonb,
  status text not null,
  resolved_at timestamp(3) with time zone,
  line_id uuid,
  note text,
  constraint usage_reviews_pkey PRIMARY KEY (business_id, id),
  constraint usage_reviews_balance FOREIGN KEY (business_id) REFERENCES token_balances(business_id),
  constraint usage_reviews_line FOREIGN KEY (business_id, line_id) REFERENCES usage_tracking(business_id, id),
  constraint usage_reviews_agent_id_length CHECK ((char_length(agent_id) <= 200)),
  constraint usage_reviews_key_visible_ascii CHECK ((((octet_length(key) >= 1) AND (octet_length(key) <= 255)) AND (key !~ '[^!-~]'::text))),
  constraint usage_reviews_line_when_accepted CHECK (((line_id IS NOT NULL) = (status = 'accepted'::text))),
  constraint usage_reviews_metadata_is_small_object CHECK (((jsonb_typeof(metadata) = 'object'::text) AND (octet_length((metadata)::text) <= 65536))),
  constraint usage_reviews_note_length CHECK ((char_length(note) <= 1000)),
  constraint usage_reviews_quantity_range CHECK (((quantity >= 1) AND (quantity <= 1000000000))),
  constraint usage_reviews_ref_length CHECK ((char_length(ref) <= 200)),
  constraint usage_reviews_resolved_unless_pending CHECK (((resolved_at IS NULL) = (status = 'pending'::text))),
  constraint usage_reviews_service_is_a_word CHECK (((octet_length(service) <= 63) AND (service ~ '^[a-z][a-z0-9_]*$'::text))),
  constraint usage_reviews_status_known CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'rejected'::text])))
);
CREATE INDEX usage_reviews_pending ON public.usage_reviews USING btree (business_id, id) WHERE (status = 'pending'::text);
alter table usage_reviews enable row level security;
alter table usage_reviews force row level security;
create policy member_reads_own on usage_reviews for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_reviews for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_reviews for all to farebox_service using (true) with check (true);
grant select on usage_reviews to farebox_member;
grant insert on usage_reviews to farebox_service;
grant select on usage_reviews to farebox_service;
grant update (line_id, note, resolved_at, status) on usage_reviews to farebox_service;
comment on table usage_reviews is 'Events too old to be charged without somebody looking: their key is taken, an operator accepts or rejects them.';
comment on column usage_reviews.line_id is 'The usage line an accepted one became.';

create table usage_roll_ups (
  business_id uuid not null,
  seq bigint not null default 0,
  moved_at timestamp(3) with time zone not null default now(),
  constraint usage_roll_ups_pkey PRIMARY KEY (business_id),
  constraint usage_roll_ups_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint usage_roll_ups_seq_not_negative CHECK ((seq >= 0))
);
alter table usage_roll_ups enable row level security;
alter table usage_roll_ups force row level security;
create policy member_reads_own on usage_roll_ups for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_roll_ups for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_roll_ups for all to farebox_service using (true) with check (true);
grant select on usage_roll_ups to farebox_member;
grant insert on usage_roll_ups to farebox_service;
grant select on usage_roll_ups to farebox_service;
grant update (moved_at, seq) on usage_roll_ups to farebox_service;
comment on table usage_roll_ups is 'How far into a business''s ledger usage_agent_days and usage_ref_days go. None: nothing is rolled up yet. Moved in the statement that adds to them.';
comment on column usage_roll_ups.seq is 'Runs whose first entry is at most this are in them.';

create table usage_tracking (
  business_id uuid not null,
  id uuid not null,
  key text,
  service text not null,
  quantity bigint not null,
  occurred_at timestamp(3) with time zone not null,
  stated_occurred_at timestamp(3) with time zone,
  recorded_at timestamp(3) with time zone not null,
  agent_id text,
  ref text,
  metadata jsonb,
  rate_card_id uuid not null,
  rate_version integer not null,
  charged_micro micro_tokens not null,
  balance_after_micro micro_tokens not null,
  replaces_line_id uuid,
  hold_id uuid,
  constraint usage_tracking_pkey PRIMARY KEY (business_id, id),
  constraint usage_tracking_hold FOREIGN KEY (business_id, hold_id) REFERENCES token_holds(business_id, id),
  constraint usage_tracking_replaces_line FOREIGN KEY (business_id, replaces_line_id) REFERENCES usage_tracking(business_id, id),
  constraint usage_tracking_agent_id_length CHECK ((char_length(agent_id) <= 200)),
  constraint usage_tracking_call_begins_or_replaces CHECK (((hold_id IS NULL) OR (hold_id = id) OR (replaces_line_id IS NOT NULL))),
  constraint usage_tracking_charged_not_negative CHECK (((charged_micro)::bigint >= 0)),
  constraint usage_tracking_key_unless_call_or_replacement CHECK (((key IS NULL) = ((replaces_line_id IS NOT NULL) OR (hold_id IS NOT NULL)))),
  constraint usage_tracking_key_visible_ascii CHECK ((((octet_length(key) >= 1) AND (octet_length(key) <= 255)) AND (key !~ '[^!-~]'::text))),
  constraint usage_tracking_metadata_is_small_object CHECK (((jsonb_typeof(metadata) = 'object'::text) AND (octet_length((metadata)::text) <= 65536))),
  constraint usage_tracking_quantity_range CHECK (((quantity >= 0) AND (quantity <= 1000000000))),
  constraint usage_tracking_rate_version_positive CHECK ((rate_version >= 1)),
  constraint usage_tracking_ref_length CHECK ((char_length(ref) <=
CASE
    WHEN (hold_id IS NULL) THEN 200
    ELSE 255
END)),
  constraint usage_tracking_service_is_a_word CHECK (((octet_length(service) <= 63) AND (service ~ '^[a-z][a-z0-9_]*$'::text))),
  constraint usage_tracking_zero_only_for_calls CHECK (((quantity > 0) OR ((hold_id IS NOT NULL) AND ((charged_micro)::bigint = 0))))
);
CREATE INDEX usage_tracking_by_agent ON public.usage_tracking USING btree (business_id, agent_id, recorded_at) WHERE (agent_id IS NOT NULL);
CREATE INDEX usage_tracking_by_charge ON public.usage_tracking USING btree (business_id, charged_micro);
CREATE INDEX usage_tracking_by_service ON public.usage_tracking USING btree (business_id, service, recorded_at);
CREATE INDEX usage_tracking_by_time ON public.usage_tracking USING btree (business_id, occurred_at);
alter table usage_tracking enable row level security;
alter table usage_tracking force row level security;
create policy member_reads_own on usage_tracking for select to farebox_member using ((business_id = ( SELECT (NULLIF(current_setting('app.business_id'::text, true), ''::text))::uuid AS "nullif")));
create policy owner_sees_all on usage_tracking for all to farebox_owner using (true) with check (true);
create policy service_sees_all on usage_tracking for all to farebox_service using (true) with check (true);
grant select on usage_tracking to farebox_member;
grant insert on usage_tracking to farebox_service;
grant select on usage_tracking to farebox_service;
comment on table usage_tracking is 'One metered event or finished call, priced by one rate version. Never changed: a correction is a further row elsewhere.';
comment on column usage_tracking.key is 'The reporter''s key; null for a line made by a correction or by a hold.';
comment on column usage_tracking.quantity is 'Base units of the rate: seconds, messages, requests. 0 for a call that never got through.';
comment on column usage_tracking.occurred_at is 'When it happened: prices it and is shown. recorded_at is when it was charged.';
comment on column usage_tracking.stated_occurred_at is 'As the reporter stated it; null when it left the time to us. A repeat is compared with this.';
comment on column usage_tracking.balance_after_micro is 'Sum of the ledger after its last entry.';
comment on column usage_tracking.replaces_line_id is 'The corrected line it stands in for.';
comment on column usage_tracking.hold_id is 'The call it was booked for; the call''s first line has the id of its hold. Null for an event.';

create table users (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  role text,
  banned boolean not null default false,
  ban_reason text,
  ban_expires_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null default now(),
  updated_at timestamp(3) with time zone not null default now(),
  language text,
  shown_language text,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_unique UNIQUE (email),
  constraint users_email_length CHECK (((char_length(email) >= 3) AND (char_length(email) <= 320))),
  constraint users_email_lower_case CHECK ((email = lower(email))),
  constraint users_language_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text, 'ar'::text]))),
  constraint users_name_length CHECK ((char_length(name) <= 200)),
  constraint users_role_known CHECK ((role = 'operator'::text)),
  constraint users_shown_language_known CHECK ((shown_language = ANY (ARRAY['en'::text, 'de'::text, 'ar'::text])))
);
alter table users enable row level security;
alter table users force row level security;
create policy owner_sees_all on users for all to farebox_owner using (true) with check (true);
create policy service_sees_all on users for all to farebox_service using (true) with check (true);
grant delete on users to farebox_service;
grant insert on users to farebox_service;
grant select on users to farebox_service;
grant update on users to farebox_service;
comment on table users is 'People who sign in here.';
comment on column users.role is 'operator may do everything for every business; null is an ordinary person.';
comment on column users.language is 'What the person chose; null follows their browser.';
comment on column users.shown_language is 'What the page last showed them.';

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone not null default now(),
  updated_at timestamp(3) with time zone not null default now(),
  constraint verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX verifications_of_identifier ON public.verifications USING btree (identifier);
alter table verifications enable row level security;
alter table verifications force row level security;
create policy owner_sees_all on verifications for all to farebox_owner using (true) with check (true);
create policy service_sees_all on verifications for all to farebox_service using (true) with check (true);
grant delete on verifications to farebox_service;
grant insert on verifications to farebox_service;
grant select on verifications to farebox_service;
grant update on verifications to farebox_service;
comment on table verifications is 'Open e-mail verifications and password resets.';

create table webhook_attempts (
  business_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  delivery_id uuid,
  message_id text not null,
  type text not null,
  attempted_at timestamp(3) with time zone not null,
  duration_ms integer not null,
  status smallint,
  problem text,
  answer text,
  constraint webhook_attempts_pkey PRIMARY KEY (business_id, id),
  constraint webhook_attempts_endpoint FOREIGN KEY (business_id, endpoint_id) REFERENCES webhook_endpoints(business_id, id),
  constraint webhook_attempts_answer_length CHECK ((char_length(answer) <= 1024)),
  constraint webhook_attempts_duration_not_negative CHECK ((duration_ms >= 0)),
  constraint webhook_attempts_message_length CHECK (((char_length(message_id) >= 1) AND (char_length(message_id) <= 100))),
  constraint webhook_attempts_problem_length CHECK (((char_length(problem) >= 1) AND (char_length(problem) <= 200))),
  constraint webhook_attempts_status_is_http CHECK (((status >= 100) AND (status <= 999))),
  constraint webhook_attempts_type_length CHECK (((char_length(type) >= 1) AND (char_length(type) <= 100))),
  constraint webhook_attempts_well_or_why CHECK (((problem IS NOT NULL) OR ((status >= 200) AND (status <= 299))))
);
CREATE INDEX webhook_attempts_of_delivery ON public.webhook_attempts USING btree (business_id, delivery_id, id) WHERE (delivery_id IS NOT NULL);
CREATE INDEX webhook_attempts_of_endpoint ON public.webhook_attempts USING btree (business_id, endpoint_id, id);
alter table webhook_attempts enable row level security;
alter table webhook_attempts force row level security;
create policy owner_sees_all on webhook_attempts for all to farebox_owner using (true) with check (true);
create policy service_sees_all on webhook_attempts for all to farebox_service using (true) with check (true);
grant delete on webhook_attempts to farebox_service;
grant insert on webhook_attempts to farebox_service;
grant select on webhook_attempts to farebox_service;
comment on table webhook_attempts is 'Every request to an endpoint, as its owner can read it. Written after the request: one that a crash cut short left none and is made again.';
comment on column webhook_attempts.delivery_id is 'The delivery it was an attempt of; null for a test.';
comment on column webhook_attempts.message_id is 'What was sent as webhook-id: the same for every attempt of a notice.';
comment on column webhook_attempts.attempted_at is 'Money time.';
comment on column webhook_attempts.problem is 'Why it did not count as delivered; null when it did.';
comment on column webhook_attempts.answer is 'The beginning of the body that came back, at most 1 KiB.';

create table webhook_endpoints (
  business_id uuid not null,
  id uuid not null,
  url text not null,
  description text not null default ''::text,
  kinds text[],
  created_by text,
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null default clock_timestamp(),
  disabled_at timestamp(3) with time zone,
  disabled_reason text,
  failing_since timestamp(3) with time zone,
  failures_in_a_row integer not null default 0,
  last_delivered_at timestamp(3) with time zone,
  deleted_at timestamp(3) with time zone,
  constraint webhook_endpoints_pkey PRIMARY KEY (business_id, id),
  constraint webhook_endpoints_business FOREIGN KEY (business_id) REFERENCES businesses(id),
  constraint webhook_endpoints_description_length CHECK ((char_length(description) <= 200)),
  constraint webhook_endpoints_disabled_reason_known CHECK ((disabled_reason = ANY (ARRAY['by_owner'::text, 'gone'::text, 'failing'::text]))),
  constraint webhook_endpoints_disabled_says_why CHECK (((disabled_at IS NULL) = (disabled_reason IS NULL))),
  constraint webhook_endpoints_failing_since_the_first CHECK (((failing_since IS NULL) = (failures_in_a_row = 0))),
  constraint webhook_endpoints_failures_not_negative CHECK ((failures_in_a_row >= 0)),
  constraint webhook_endpoints_kinds_named CHECK (((cardinality(kinds) >= 1) AND (cardinality(kinds) <= 100))),
  constraint webhook_endpoints_url_is_an_address CHECK (((url ~ '^https?://[!-~]+$'::text) AND (char_length(url) <= 2000)))
);
CREATE INDEX webhook_endpoints_listening ON public.webhook_endpoints USING btree (business_id) WHERE ((disabled_at IS NULL) AND (deleted_at IS NULL));
alter table webhook_endpoints enable row level security;
alter table webhook_endpoints force row level security;
create policy owner_sees_all on webhook_endpoints for all to farebox_owner using (true) with check (true);
create policy service_sees_all on webhook_endpoints for all to farebox_service using (true) with check (true);
grant insert on webhook_endpoints to farebox_service;
grant select on webhook_endpoints to farebox_service;
grant update (deleted_at, description, disabled_at, disabled_reason, failing_since, failures_in_a_row, kinds, last_delivered_at, updated_at, url) on webhook_endpoints to farebox_service;
comment on table webhook_endpoints is 'Addresses of a business''s own systems that want its notices. An address may hold a secret of the business, so only owners are shown it. Removed ones stay for their log.';
comment on column webhook_endpoints.kinds is 'Which notices it wants, by outbox.kind; null wants every one, also kinds that come later.';
comment on column webhook_endpoints.disabled_reason is 'by_owner: somebody paused it. gone: it answered 410. failing: nothing reached it for days on end.';
comment on column webhook_endpoints.failing_since is 'Money time of the first failure of those in a row; null when the last attempt was well.';
comment on column webhook_endpoints.failures_in_a_row is 'Attempts, whatever delivery they were of, since the last that was well.';

create table webhook_secrets (
  business_id uuid not null,
  endpoint_id uuid not null,
  id uuid not null,
  sealed bytea not null,
  created_at timestamp(3) with time zone not null,
  signs_until timestamp(3) with time zone,
  constraint webhook_secrets_pkey PRIMARY KEY (business_id, endpoint_id, id),
  constraint webhook_secrets_endpoint FOREIGN KEY (business_id, endpoint_id) REFERENCES webhook_endpoints(business_id, id),
  constraint webhook_secrets_sealed_length CHECK (((octet_length(sealed) >= 32) AND (octet_length(sealed) <= 400)))
);
CREATE UNIQUE INDEX webhook_secrets_one_current ON public.webhook_secrets USING btree (business_id, endpoint_id) WHERE (signs_until IS NULL);
alter table webhook_secrets enable row level security;
alter table webhook_secrets force row level security;
create policy owner_sees_all on webhook_secrets for all to farebox_owner using (true) with check (true);
create policy service_sees_all on webhook_secrets for all to farebox_service using (true) with check (true);
grant delete on webhook_secrets to farebox_service;
grant insert on webhook_secrets to farebox_service;
grant select on webhook_secrets to farebox_service;
grant update (signs_until) on webhook_secrets to farebox_service;
comment on table webhook_secrets is 'What signs for an endpoint: one current secret, and for a day after a rotation the one before. Sealed with a key that is not in the database, shown once, and removed with the endpoint.';
comment on column webhook_secrets.sealed is 'AES-256-GCM, bound to its business and endpoint: nonce, tag and the encrypted secret.';
comment on column webhook_secrets.signs_until is 'Money time from which on it no longer signs; null: the current one.';
