-- Why: what stands in the outbox leaves by mail and webhook, and shows in a list. Who was sent what and what became of it, who
--      has read what, and who wants which kind by mail.
-- Old code: keeps working. It neither reads nor writes any of this.

set role farebox_owner;

create table notice_deliveries (
  business_id uuid not null,
  id uuid not null,
  notice_id uuid not null,
  channel text not null,
  recipient text not null,
  status text not null default 'pending',
  attempts integer not null default 0,
  first_due_at timestamptz(3) not null,
  next_attempt_at timestamptz(3) not null,
  way_closed_at timestamptz(3),
  claimed_until timestamptz(3),
  finished_at timestamptz(3),
  last_status smallint,
  last_error text,
  constraint notice_deliveries_pkey primary key (business_id, id),
  constraint notice_deliveries_once unique (business_id, notice_id, channel, recipient),
  constraint notice_deliveries_notice foreign key (business_id, notice_id) references outbox (business_id, id),
  constraint notice_deliveries_channel_known check (channel in ('email', 'webhook')),
  constraint notice_deliveries_recipient_length check (char_length(recipient) between 1 and 200),
  constraint notice_deliveries_status_known check (status in ('pending', 'delivered', 'failed', 'dropped')),
  constraint notice_deliveries_attempts_not_negative check (attempts >= 0),
  constraint notice_deliveries_not_before_it_was_due check (next_attempt_at >= first_due_at),
  constraint notice_deliveries_finished_unless_pending check ((finished_at is null) = (status = 'pending')),
  constraint notice_deliveries_claimed_only_while_pending check (claimed_until is null or status = 'pending'),
  constraint notice_deliveries_waits_only_while_pending check (way_closed_at is null or status = 'pending'),
  constraint notice_deliveries_failure_says_why check (last_error is not null or status not in ('failed', 'dropped')),
  constraint notice_deliveries_error_length check (char_length(last_error) between 1 and 500)
);
create index notice_deliveries_due on notice_deliveries (next_attempt_at) where status = 'pending';
create index notice_deliveries_of_way on notice_deliveries (business_id, recipient, next_attempt_at) where status = 'pending';
create index notice_deliveries_closed on notice_deliveries (channel) where status = 'pending' and way_closed_at is not null;
create index notice_deliveries_of_recipient on notice_deliveries (business_id, recipient, id);
comment on table notice_deliveries is 'Every notice on its way to one recipient, once. A worker takes what is due, sends it, and leaves what became of it.';
comment on column notice_deliveries.recipient is 'A person for mail, an endpoint for webhooks.';
comment on column notice_deliveries.status is 'failed: it was tried for days, or was refused for good. dropped: nobody wants it any more.';
comment on column notice_deliveries.first_due_at is 'Money time.';
comment on column notice_deliveries.next_attempt_at is 'Money time, so that days of waiting pass with the sandbox''s clock.';
comment on column notice_deliveries.way_closed_at is 'Money time since which the mail server or the endpoint itself cannot be reached; it is tried again as soon as anything gets through. Null: it waits for itself only.';
comment on column notice_deliveries.claimed_until is 'Real time. A worker has it until then; after that it died, and another may take it.';
comment on column notice_deliveries.finished_at is 'Real time.';
comment on column notice_deliveries.last_status is 'What the other side answered last, in its own numbers; null when it did not.';
select farebox_setup.protect('notice_deliveries',
  'select, insert, update (status, attempts, next_attempt_at, way_closed_at, claimed_until, finished_at, last_status, last_error)');

create table notice_reads (
  business_id uuid not null,
  user_id text not null,
  notice_id uuid not null,
  read_at timestamptz(3) not null default clock_timestamp(),
  constraint notice_reads_pkey primary key (business_id, user_id, notice_id),
  constraint notice_reads_member foreign key (business_id, user_id) references members (business_id, user_id) on delete cascade,
  constraint notice_reads_notice foreign key (business_id, notice_id) references outbox (business_id, id)
);
create index notice_reads_of_notice on notice_reads (business_id, notice_id);
comment on table notice_reads is 'Which person has read which notice in the list of the page. Goes with the membership.';
comment on column notice_reads.read_at is 'Real time.';
select farebox_setup.protect('notice_reads', 'select, insert, delete');
select farebox_setup.let_members_read('notice_reads', 'business_id = {business}');

create table notice_preferences (
  business_id uuid not null,
  user_id text not null,
  kind text not null,
  email_off_at timestamptz(3) not null default clock_timestamp(),
  constraint notice_preferences_pkey primary key (business_id, user_id, kind),
  constraint notice_preferences_member foreign key (business_id, user_id) references members (business_id, user_id) on delete cascade,
  constraint notice_preferences_kind_is_a_word check (kind ~ '^[a-z][a-z0-9_]{0,62}$')
);
comment on table notice_preferences is 'Kinds of notices that a person does not want by mail. What has no row is wanted. Goes with the membership.';
comment on column notice_preferences.email_off_at is 'Since when, in real time.';
select farebox_setup.protect('notice_preferences', 'select, insert, delete');
select farebox_setup.let_members_read('notice_preferences', 'business_id = {business}');

-- Of calls that fall silent in one hour only the first is mailed, which asks for the others of that hour.
create index outbox_of_kind on outbox (business_id, kind, occurred_at);

reset role;
