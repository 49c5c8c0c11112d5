-- Why: a business is warned before it hurts. What it is told stands in an outbox, written by the commit that caused it, and the
--      lines it wants to be told about (alert_rules) are part of what decisions read: a crossing is decided where the tokens are.
-- Old code: keeps working. Its commits cross no line; the next commit of newer code finds the account below it.

set role farebox_owner;

create table outbox (
  business_id uuid not null,
  id uuid not null,
  dedupe_key text not null,
  kind text not null,
  payload jsonb not null,
  channels text[],
  occurred_at timestamptz(3) not null,
  written_at timestamptz(3) not null default clock_timestamp(),
  fanned_out_at timestamptz(3),
  constraint outbox_pkey primary key (business_id, id),
  constraint outbox_once unique (business_id, dedupe_key),
  constraint outbox_business foreign key (business_id) references businesses (id),
  constraint outbox_dedupe_key_visible_ascii check (octet_length(dedupe_key) between 1 and 500 and dedupe_key !~ '[^!-~]'),
  constraint outbox_kind_known check (kind in ('balance_low', 'hold_abandoned', 'top_up_charged', 'top_up_paused', 'grant_adjusted', 'grant_expiring', 'plan_changed', 'payment_failed', 'unusual_day', 'webhook_endpoint_disabled')),
  constraint outbox_payload_is_object check (jsonb_typeof(payload) = 'object'),
  constraint outbox_channels_known check (channels <@ array['in_app', 'email', 'webhook'])
);
create index outbox_waiting on outbox (written_at) where fanned_out_at is null;
comment on table outbox is 'What each business is told, once: written by the commit that caused it, or by the job that found it. Never changed but for whether it went on its ways.';
comment on column outbox.dedupe_key is 'Names the fact it is about, for ever.';
comment on column outbox.payload is 'By kind (notices.ts of billing-core): amounts in micro-tokens, instants in milliseconds of money time.';
comment on column outbox.channels is 'The ways it may go; null is by its kind and what each person prefers.';
comment on column outbox.occurred_at is 'Money time.';
comment on column outbox.fanned_out_at is 'When its deliveries were written down.';
select farebox_setup.protect('outbox', 'select, insert, update (fanned_out_at)');
select farebox_setup.let_members_read('outbox', 'business_id = {business}');

create table alert_rules (
  business_id uuid not null,
  id uuid not null,
  kind text not null,
  threshold bigint not null,
  channels text[] not null,
  armed boolean not null default false,
  last_fired_at timestamptz(3),
  base_micro micro_tokens,
  set_by_owner boolean not null,
  constraint alert_rules_pkey primary key (business_id, id),
  constraint alert_rules_once unique (business_id, kind, threshold),
  constraint alert_rules_balance foreign key (business_id) references token_balances (business_id),
  constraint alert_rules_kind_known check (kind in ('tokens', 'percent', 'runway_hours')),
  constraint alert_rules_threshold_of_kind check (
    threshold between 1 and case kind when 'tokens' then 8000000000000000 when 'percent' then 100 else 8760 end
  ),
  constraint alert_rules_channels_known check (channels <@ array['in_app', 'email', 'webhook'] and cardinality(channels) between 1 and 3),
  constraint alert_rules_base_of_percent check (base_micro >= 0 and (base_micro is null or kind = 'percent')),
  constraint alert_rules_armed_on_a_base check (not armed or kind <> 'percent' or base_micro is not null)
);
comment on table alert_rules is 'The lines of available + held - debt that a business wants to be warned at, each once a downward crossing. Born with the balance row; a business without any is not warned. Written by the door only: decisions read it.';
comment on column alert_rules.threshold is 'In micro-tokens, percent of the last month of the plan, or hours that the tokens last, by kind.';
comment on column alert_rules.armed is 'Whether the next fall below it is told: set once the balance is there (after a warning: clearly above), cleared by the warning.';
comment on column alert_rules.base_micro is 'What the last month of the plan brought; null before the first, and for the other kinds.';
comment on column alert_rules.set_by_owner is 'False for those every business begins with.';
select farebox_setup.protect('alert_rules',
  'select, insert, delete, update (kind, threshold, channels, armed, last_fired_at, base_micro, set_by_owner)');
select farebox_setup.let_members_read('alert_rules', 'business_id = {business}');

-- Whoever makes a balance row makes its first rule: a rule that nobody remembered to write would be a warning that never comes.
create function begin_with_alert_rules() returns trigger
  language plpgsql set search_path = pg_catalog, public
  as $$
begin
  insert into alert_rules (business_id, id, kind, threshold, channels, set_by_owner)
  values (new.business_id, gen_random_uuid(), 'tokens', 100000000, array['in_app', 'email', 'webhook'], false);
  return null;
end
$$;
create trigger token_balances_begin_with_alert_rules after insert on token_balances
  for each row execute function begin_with_alert_rules();

-- Those that are there: as if they had begun with it. One that is below the line was there before anybody watched.
with
standing as (
  select
    balance.business_id,
    balance.ledger_total_micro - coalesce((
      select sum(kept.remaining_micro)
      from token_grants kept
      where kept.business_id = balance.business_id
        and kept.exhausted_at is null
        and (kept.frozen_at is not null or kept.effective_at > balance.last_recorded_at)
    ), 0) as watched_micro,
    exists (select from token_grants only_one where only_one.business_id = balance.business_id and only_one.source = 'trial')
      and not exists (select from token_grants other where other.business_id = balance.business_id and other.source <> 'trial') as had_only_the_trial
  from token_balances balance
),
rule as (
  select standing.*, 100000000 as threshold,
    case when had_only_the_trial then array['in_app', 'webhook'] else array['in_app', 'email', 'webhook'] end as channels
  from standing
  union all
  select standing.*, 20000000, array['email'] from standing where had_only_the_trial
)
insert into alert_rules (business_id, id, kind, threshold, channels, armed, set_by_owner)
select business_id, gen_random_uuid(), 'tokens', threshold, channels, watched_micro >= threshold, false
from rule;

-- Caps and alert rules are alike in this: rows of a business that decisions read.
alter function move_account_of_caps() rename to move_account_of_rules;
create trigger alert_rules_move_account after insert or update or delete on alert_rules
  for each row execute function move_account_of_rules();

reset role;
