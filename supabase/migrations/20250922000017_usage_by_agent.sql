-- Why: usage by agent in any time zone, and by reference, is answered from totals as well. They are kept a little later than
-- the commit, so that it does not become heavier: a mark says up to which ledger entry they go, and whoever reads adds what
-- came after it.
-- Old code: keeps working, it does not know the tables.

set role farebox_owner;

create table usage_roll_ups (
  business_id uuid not null,
  seq bigint not null default 0,
  moved_at timestamptz(3) not null default now(),
  constraint usage_roll_ups_pkey primary key (business_id),
  constraint usage_roll_ups_business foreign key (business_id) references businesses (id),
  constraint usage_roll_ups_seq_not_negative check (seq >= 0)
);
comment on table usage_roll_ups is 'How far into a business''s ledger usage_agent_days and usage_ref_days go. None: nothing is rolled up yet. Moved in the statement that adds to them.';
comment on column usage_roll_ups.seq is 'Runs whose first entry is at most this are in them.';
select farebox_setup.protect('usage_roll_ups', 'select, insert, update (seq, moved_at)');
select farebox_setup.let_members_read('usage_roll_ups', 'business_id = {business}');

create table usage_agent_days (
  business_id uuid not null,
  kept_by text not null,
  day date not null,
  agent_id text not null default '',
  service text not null default '',
  events bigint[] not null,
  quantity bigint[] not null,
  charged_micro bigint[] not null,
  constraint usage_agent_days_pkey primary key (business_id, kept_by, day, agent_id, service),
  constraint usage_agent_days_of_roll_up foreign key (business_id) references usage_roll_ups (business_id),
  constraint usage_agent_days_kept_by_known check (kept_by in ('agent', 'service', 'agent_and_service')),
  constraint usage_agent_days_of_96_quarters check (
    cardinality(events) = 96 and cardinality(quantity) = 96 and cardinality(charged_micro) = 96
  )
);
-- 2.4 kB of numbers in a row, most of them read by their place: never compressed, never apart from it.
alter table usage_agent_days
  alter column events set storage plain,
  alter column quantity set storage plain,
  alter column charged_micro set storage plain;
comment on table usage_agent_days is 'Usage less corrections of a day of UTC, by agent, by service and by both, as running sums: place n is what happened until the end of the n-th quarter of an hour. What happened between any two quarters is one subtraction, so that days of every zone are two of them.';
comment on column usage_agent_days.kept_by is 'What its sums tell apart; the other column is empty. A chart reads as few rows as it shows groups.';
comment on column usage_agent_days.agent_id is 'Empty when no agent was named.';
select farebox_setup.protect('usage_agent_days', 'select, insert, update (events, quantity, charged_micro)');
select farebox_setup.let_members_read('usage_agent_days', 'business_id = {business}');

create table usage_ref_days (
  business_id uuid not null,
  day date not null,
  ref text not null,
  events bigint not null,
  quantity bigint not null,
  charged_micro bigint not null,
  constraint usage_ref_days_pkey primary key (business_id, day, ref),
  constraint usage_ref_days_of_roll_up foreign key (business_id) references usage_roll_ups (business_id)
);
comment on table usage_ref_days is 'Usage less corrections of a day of UTC, by reference. Only lines that name one, and no live calls: their reference is the call itself.';
select farebox_setup.protect('usage_ref_days', 'select, insert, update (events, quantity, charged_micro)');
select farebox_setup.let_members_read('usage_ref_days', 'business_id = {business}');

-- A line that cost nothing gives nothing back, so its correction has no ledger entry: these are subtracted by whoever reads.
create index usage_corrections_of_free_lines on usage_corrections (business_id) where returned_micro = 0;

reset role;
