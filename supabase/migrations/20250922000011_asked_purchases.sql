-- Why: a request key answers the same purchase or change of plan for ever, also where a second click found what the first had
--      begun; of two tabs that begin a subscription one begins it; automatic top-up can wait until the balance has risen.
-- Old code: keeps working, it does not know the tables and the column.

set role farebox_owner;

create table request_keys (
  business_id uuid not null,
  scope text not null,
  request_key text not null,
  subject_id uuid not null,
  asked jsonb not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  constraint request_keys_pkey primary key (business_id, scope, request_key),
  constraint request_keys_business foreign key (business_id) references businesses (id),
  constraint request_keys_scope_known check (scope in ('purchase', 'subscribe', 'refund', 'plan')),
  constraint request_keys_key_visible_ascii check (octet_length(request_key) between 1 and 255 and request_key !~ '[^!-~]'),
  constraint request_keys_asked_is_object check (jsonb_typeof(asked) = 'object' and octet_length(asked::text) <= 8000)
);
comment on table request_keys is 'Every Idempotency-Key that something was sold or given back under, for ever, with what it was for. Tokens have keys of their own.';
comment on column request_keys.subject_id is 'The purchase, change of plan or agreement it stands for.';
comment on column request_keys.asked is 'What the first request said; a repeat that says something else is refused.';
select farebox_setup.protect('request_keys', 'select, insert');
select farebox_setup.let_members_read('request_keys', 'business_id = {business}');

create table plan_changes (
  business_id uuid not null,
  id uuid not null,
  request_key text not null,
  plan_key text not null,
  billing_interval text not null,
  action text not null,
  status text not null default 'open',
  checkout_session_id text,
  checkout_url text,
  requested_by text,
  created_at timestamptz(3) not null default clock_timestamp(),
  closed_at timestamptz(3),
  constraint plan_changes_pkey primary key (business_id, id),
  constraint plan_changes_business foreign key (business_id) references businesses (id),
  constraint plan_changes_plan_is_a_word check (plan_key ~ '^[a-z][a-z0-9_]*$'),
  constraint plan_changes_interval_known check (billing_interval in ('month', 'year')),
  constraint plan_changes_action_known check (action in ('create', 'pay', 'upgrade', 'downgrade', 'resume')),
  constraint plan_changes_status_known check (status in ('open', 'done', 'over')),
  constraint plan_changes_closed_unless_open check ((closed_at is null) = (status = 'open')),
  constraint plan_changes_key_visible_ascii check (octet_length(request_key) between 1 and 255 and request_key !~ '[^!-~]'),
  constraint plan_changes_url_length check (char_length(checkout_url) <= 4000)
);
create unique index plan_changes_one_beginning on plan_changes (business_id) where status = 'open' and action = 'create';
comment on table plan_changes is 'What somebody asked their plan to become. One checkout of a first subscription is open at a time: a second tab gets the same.';
comment on column plan_changes.status is 'done: the provider confirmed it. over: it was given up or refused. What the plan is now, business_subscriptions says.';
select farebox_setup.protect('plan_changes', 'select, insert, update (status, checkout_session_id, checkout_url, closed_at)');
select farebox_setup.let_members_read('plan_changes', 'business_id = {business}');

alter table auto_top_up_rules add column waits_for_rise boolean not null default false;
comment on column auto_top_up_rules.waits_for_rise is 'Turned on below its own amount by somebody who did not want to pay at once: nothing is bought until the balance has been above.';

do $$
declare
  service text := array_to_string('farebox_service'::text || farebox_setup.present('{service_role}'), ', ');
begin
  execute format('grant update (waits_for_rise) on table auto_top_up_rules to %s', service);
end
$$;

reset role;
