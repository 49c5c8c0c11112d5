-- Why: a live call sets tokens aside while it runs (holds), may only start within caps and slots, and ends as one usage line.
-- Old code: keeps working. It writes no call, and what it writes meets the rules that are widened here.

set role farebox_owner;

-- Holds -----------------------------------------------------------------------------------------------------------
create table token_holds (
  business_id uuid not null,
  id uuid not null,
  call_id text not null,
  service text not null,
  agent_id text,
  -- No foreign key: every business would lock the one row of the general card. verify:ledger checks it instead.
  rate_card_id uuid not null,
  rate_version integer not null,
  status text not null,
  opened_at timestamptz(3) not null,
  last_seq bigint not null,
  elapsed_seconds integer not null,
  accrued_micro micro_tokens not null,
  held_micro micro_tokens not null,
  lent_micro micro_tokens not null,
  granted_seconds integer not null,
  expires_at timestamptz(3) not null,
  closed_at timestamptz(3),
  closed_reason text,
  line_id uuid,
  settled_at timestamptz(3),
  constraint token_holds_pkey primary key (business_id, id),
  constraint token_holds_balance foreign key (business_id) references token_balances (business_id),
  constraint token_holds_line foreign key (business_id, line_id) references usage_tracking (business_id, id),
  constraint token_holds_call_id_visible_ascii check (call_id ~ '^[!-~]{1,255}$'),
  constraint token_holds_service_is_a_word check (service ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint token_holds_agent_id_length check (char_length(agent_id) <= 200),
  constraint token_holds_rate_version_positive check (rate_version >= 1),
  constraint token_holds_status_known check (status in ('open', 'captured', 'voided', 'abandoned', 'settled')),
  constraint token_holds_seq_not_negative check (last_seq >= 0),
  constraint token_holds_elapsed_within_a_day check (elapsed_seconds between 0 and 86400),
  constraint token_holds_granted_within_a_day check (granted_seconds between 1 and 86400),
  constraint token_holds_amounts_not_negative check (accrued_micro >= 0 and held_micro >= 0 and lent_micro >= 0),
  constraint token_holds_no_time_costs_nothing check (elapsed_seconds > 0 or accrued_micro = 0),
  constraint token_holds_no_heartbeat_no_time check (last_seq > 0 or elapsed_seconds = 0 or status not in ('open', 'abandoned')),
  constraint token_holds_overdue_30_s_after_granted_time check (extract(epoch from expires_at - opened_at) = granted_seconds + 30),
  constraint token_holds_closed_unless_open check ((closed_at is null) = (status = 'open')),
  constraint token_holds_keeps_nothing_once_closed check (status = 'open' or (held_micro = 0 and lent_micro = 0)),
  constraint token_holds_ended_before_overdue check (
    status not in ('captured', 'voided') or (closed_at >= opened_at and closed_at < expires_at)
  ),
  constraint token_holds_abandoned_when_overdue check (status not in ('abandoned', 'settled') or closed_at = expires_at),
  -- A reporter may count 5 s ahead of our clock.
  constraint token_holds_elapsed_within_the_clock check (
    elapsed_seconds <= extract(epoch from coalesce(settled_at, closed_at) - opened_at) + 5
  ),
  constraint token_holds_void_costs_nothing check (status <> 'voided' or (elapsed_seconds = 0 and accrued_micro = 0)),
  constraint token_holds_reason_of_a_void check ((closed_reason is not null) = (status = 'voided')),
  constraint token_holds_reason_length check (char_length(closed_reason) between 1 and 1000),
  constraint token_holds_line_once_closed check ((line_id is null) = (status = 'open')),
  constraint token_holds_line_has_its_id_until_settled check (status = 'settled' or line_id = id),
  constraint token_holds_settled_at_when_settled check ((settled_at is not null) = (status = 'settled')),
  constraint token_holds_settled_after_closed check (settled_at >= closed_at)
) with (fillfactor = 50);
-- A heartbeat changes no column of any index, so it stays on its page (HOT); `closed_at` changes once. The sweep for what
-- is overdue walks this index, too: an index on `expires_at` would move with every heartbeat of every call.
create index token_holds_open on token_holds (business_id) where closed_at is null;
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
-- Whose call it is, when it began and at what price never change.
select farebox_setup.protect('token_holds',
  'select, insert, update (status, last_seq, elapsed_seconds, accrued_micro, held_micro, lent_micro, granted_seconds, expires_at, closed_at, closed_reason, line_id, settled_at)');
select farebox_setup.let_members_read('token_holds', 'business_id = {business}');

-- Calls as usage lines --------------------------------------------------------------------------------------------
alter table usage_tracking
  add column hold_id uuid,
  add constraint usage_tracking_hold foreign key (business_id, hold_id) references token_holds (business_id, id),
  drop constraint usage_tracking_key_unless_replacement,
  add constraint usage_tracking_key_unless_call_or_replacement
    check ((key is null) = (replaces_line_id is not null or hold_id is not null)),
  add constraint usage_tracking_call_begins_or_replaces
    check (hold_id is null or hold_id = id or replaces_line_id is not null),
  drop constraint usage_tracking_quantity_range,
  add constraint usage_tracking_quantity_range check (quantity between 0 and 1000000000),
  add constraint usage_tracking_zero_only_for_calls check (quantity > 0 or (hold_id is not null and charged_micro = 0)),
  -- The reference of a call is its call id, which may be as long as a key.
  drop constraint usage_tracking_ref_length,
  add constraint usage_tracking_ref_length check (char_length(ref) <= case when hold_id is null then 200 else 255 end);
comment on column usage_tracking.key is 'The reporter''s key; null for a line made by a correction or by a hold.';
comment on column usage_tracking.hold_id is 'The call it was booked for; the call''s first line has the id of its hold. Null for an event.';
comment on column usage_tracking.quantity is 'Base units of the rate: seconds, messages, requests. 0 for a call that never got through.';

alter table token_transactions
  drop constraint token_transactions_kind_known,
  add constraint token_transactions_kind_known check (kind in ('trial', 'plan', 'purchase', 'bonus', 'promotion', 'adjustment', 'top_up', 'usage', 'correction', 'expiry', 'debt_repayment', 'void')),
  drop constraint token_transactions_debt_has_no_grant,
  add constraint token_transactions_debt_has_no_grant check (grant_id is not null or kind in ('usage', 'correction', 'debt_repayment', 'void')),
  drop constraint token_transactions_zero_only_for_usage,
  add constraint token_transactions_zero_only_for_usage_and_void
    check (amount_micro <> 0 or (kind in ('usage', 'void') and grant_id is null)),
  drop constraint token_transactions_sign_follows_kind,
  add constraint token_transactions_sign_follows_kind check (
    case kind
      when 'usage' then amount_micro <= 0
      when 'void' then amount_micro = 0
      when 'expiry' then amount_micro < 0
      when 'debt_repayment' then (amount_micro < 0) = (grant_id is not null)
      else amount_micro > 0
    end
  );
comment on column token_transactions.grant_id is 'The grant it brought, took from or returned to; null is debt, a use that cost nothing, or a call that never got through.';

alter table idempotency_keys
  drop constraint idempotency_keys_subject_kind_known,
  add constraint idempotency_keys_subject_kind_known check (subject_kind in ('usage', 'review', 'grant', 'correction', 'hold')),
  add constraint idempotency_keys_hold_scope_is_of_holds check ((scope = 'hold') = (subject_kind = 'hold'));

-- Caps and slots --------------------------------------------------------------------------------------------------
create table business_caps (
  business_id uuid not null,
  agent_id text not null default '',
  every text not null,
  limit_micro micro_tokens not null,
  constraint business_caps_pkey primary key (business_id, agent_id, every),
  constraint business_caps_balance foreign key (business_id) references token_balances (business_id),
  constraint business_caps_agent_id_length check (char_length(agent_id) <= 200),
  constraint business_caps_every_known check (every in ('day', 'month')),
  constraint business_caps_limit_not_negative check (limit_micro >= 0)
);
comment on table business_caps is 'What may be charged in a day or month of the business''s zone before no further call may start.';
comment on column business_caps.agent_id is 'Empty caps the whole business.';
-- Caps are set as a whole, so one that is left out is removed.
select farebox_setup.protect('business_caps', 'select, insert, update (limit_micro), delete');
select farebox_setup.let_members_read('business_caps', 'business_id = {business}');

create table charged_days (
  business_id uuid not null,
  day date not null,
  agent_id text not null default '',
  charged_micro bigint not null,
  constraint charged_days_pkey primary key (business_id, day, agent_id),
  constraint charged_days_balance foreign key (business_id) references token_balances (business_id),
  constraint charged_days_not_negative check (charged_micro >= 0)
) with (fillfactor = 50);
comment on table charged_days is 'What lines less corrections were charged by the day of the business''s zone they were recorded on, and agent: what caps count. usage_days counts by when it happened. Kept by the commit that writes the lines.';
comment on column charged_days.agent_id is 'Empty when no agent was named.';
select farebox_setup.protect('charged_days', 'select, insert, update (charged_micro)');
select farebox_setup.let_members_read('charged_days', 'business_id = {business}');

-- Lines that are there already are counted on the day they were recorded.
insert into charged_days (business_id, day, agent_id, charged_micro)
select line.business_id, (line.recorded_at at time zone business.time_zone)::date, coalesce(line.agent_id, ''), sum(line.charged_micro)
from usage_tracking line
join businesses business on business.id = line.business_id
where not exists (
  select from usage_corrections correction
  where correction.business_id = line.business_id and correction.line_id = line.id
)
group by 1, 2, 3
having sum(line.charged_micro) > 0;

alter table businesses
  add column concurrent_calls_limit integer,
  add column concurrent_calls_limit_set_at timestamptz(3),
  add constraint businesses_concurrent_calls_limit_not_negative check (concurrent_calls_limit >= 0),
  add constraint businesses_concurrent_calls_limit_was_set check (concurrent_calls_limit is null or concurrent_calls_limit_set_at is not null);
comment on column businesses.concurrent_calls_limit is 'How many calls may be live at once instead of what the plan allows; null is unlimited. Counts only once concurrent_calls_limit_set_at is there.';
comment on column businesses.concurrent_calls_limit_set_at is 'When the limit was set for this business; null: as the plan says.';
do $$
begin
  execute format('grant update (concurrent_calls_limit, concurrent_calls_limit_set_at) on table businesses to %s',
    array_to_string('farebox_service'::text || farebox_setup.present('{service_role}'), ', '));
end
$$;

reset role;
