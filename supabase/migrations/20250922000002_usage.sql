-- Why: what was metered and what it cost, the keys that make a report count once, and the totals the charts read.
-- Old code: keeps working, nothing that exists is changed.

set role farebox_owner;

-- Usage lines -----------------------------------------------------------------------------------------------------
create table usage_tracking (
  business_id uuid not null,
  id uuid not null,
  key text,
  service text not null,
  quantity bigint not null,
  occurred_at timestamptz(3) not null,
  stated_occurred_at timestamptz(3),
  recorded_at timestamptz(3) not null,
  agent_id text,
  ref text,
  metadata jsonb,
  -- No foreign key: every business would lock the one row of the general card. verify:ledger checks it instead.
  rate_card_id uuid not null,
  rate_version integer not null,
  charged_micro micro_tokens not null,
  balance_after_micro micro_tokens not null,
  replaces_line_id uuid,
  constraint usage_tracking_pkey primary key (business_id, id),
  constraint usage_tracking_balance foreign key (business_id) references token_balances (business_id),
  constraint usage_tracking_replaces_line foreign key (business_id, replaces_line_id) references usage_tracking (business_id, id),
  constraint usage_tracking_key_unless_replacement check ((key is null) = (replaces_line_id is not null)),
  constraint usage_tracking_key_visible_ascii check (key ~ '^[!-~]{1,255}$'),
  constraint usage_tracking_service_is_a_word check (service ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint usage_tracking_quantity_range check (quantity between 1 and 1000000000),
  constraint usage_tracking_agent_id_length check (char_length(agent_id) <= 200),
  constraint usage_tracking_ref_length check (char_length(ref) <= 200),
  -- 1 KiB as it arrives; numbers written out in full (1e308) make it longer here.
  constraint usage_tracking_metadata_is_small_object check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 65536),
  constraint usage_tracking_rate_version_positive check (rate_version >= 1),
  constraint usage_tracking_charged_not_negative check (charged_micro >= 0)
);
create index usage_tracking_by_time on usage_tracking (business_id, occurred_at);
comment on table usage_tracking is 'One metered event or finished call, priced by one rate version. Never changed: a correction is a further row elsewhere.';
comment on column usage_tracking.key is 'The reporter''s key; null for a line made by a correction.';
comment on column usage_tracking.quantity is 'Base units of the rate: seconds, messages, requests.';
comment on column usage_tracking.occurred_at is 'When it happened: prices it and is shown. recorded_at is when it was charged.';
comment on column usage_tracking.stated_occurred_at is 'As the reporter stated it; null when it left the time to us. A repeat is compared with this.';
comment on column usage_tracking.balance_after_micro is 'Sum of the ledger after its last entry.';
comment on column usage_tracking.replaces_line_id is 'The corrected line it stands in for.';
select farebox_setup.protect('usage_tracking', 'select, insert');
select farebox_setup.let_members_read('usage_tracking', 'business_id = {business}');

-- Events older than the late window -------------------------------------------------------------------------------
create table usage_reviews (
  business_id uuid not null,
  id uuid not null,
  key text not null,
  service text not null,
  quantity bigint not null,
  occurred_at timestamptz(3) not null,
  stated_occurred_at timestamptz(3),
  recorded_at timestamptz(3) not null,
  agent_id text,
  ref text,
  metadata jsonb,
  status text not null,
  resolved_at timestamptz(3),
  line_id uuid,
  note text,
  constraint usage_reviews_pkey primary key (business_id, id),
  constraint usage_reviews_balance foreign key (business_id) references token_balances (business_id),
  constraint usage_reviews_line foreign key (business_id, line_id) references usage_tracking (business_id, id),
  constraint usage_reviews_key_visible_ascii check (key ~ '^[!-~]{1,255}$'),
  constraint usage_reviews_service_is_a_word check (service ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint usage_reviews_quantity_range check (quantity between 1 and 1000000000),
  constraint usage_reviews_agent_id_length check (char_length(agent_id) <= 200),
  constraint usage_reviews_ref_length check (char_length(ref) <= 200),
  constraint usage_reviews_metadata_is_small_object check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 65536),
  constraint usage_reviews_status_known check (status in ('pending', 'accepted', 'rejected')),
  constraint usage_reviews_resolved_unless_pending check ((resolved_at is null) = (status = 'pending')),
  constraint usage_reviews_line_when_accepted check ((line_id is not null) = (status = 'accepted')),
  constraint usage_reviews_note_length check (char_length(note) <= 1000)
);
create index usage_reviews_pending on usage_reviews (business_id, recorded_at) where status = 'pending';
comment on table usage_reviews is 'Events too old to be charged without somebody looking: their key is taken, an operator accepts or rejects them.';
comment on column usage_reviews.line_id is 'The usage line an accepted one became.';
select farebox_setup.protect('usage_reviews', 'select, insert, update (status, resolved_at, line_id, note)');
select farebox_setup.let_members_read('usage_reviews', 'business_id = {business}');

-- Corrections -----------------------------------------------------------------------------------------------------
create table usage_corrections (
  business_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  reason text not null,
  returned_micro micro_tokens not null,
  balance_after_micro micro_tokens not null,
  replacement_line_id uuid,
  recorded_at timestamptz(3) not null,
  constraint usage_corrections_pkey primary key (business_id, id),
  constraint usage_corrections_once unique (business_id, line_id),
  constraint usage_corrections_line foreign key (business_id, line_id) references usage_tracking (business_id, id),
  constraint usage_corrections_replacement foreign key (business_id, replacement_line_id) references usage_tracking (business_id, id),
  constraint usage_corrections_reason_length check (char_length(reason) between 1 and 1000),
  constraint usage_corrections_returned_not_negative check (returned_micro >= 0)
);
comment on table usage_corrections is 'A usage line reversed, once, and perhaps replaced by another.';
comment on column usage_corrections.returned_micro is 'What the line had been charged: all of it comes back.';
comment on column usage_corrections.balance_after_micro is 'Sum of the ledger after its last entry, before the replacement is booked.';
select farebox_setup.protect('usage_corrections', 'select, insert');
select farebox_setup.let_members_read('usage_corrections', 'business_id = {business}');

-- Keys ------------------------------------------------------------------------------------------------------------
create table idempotency_keys (
  business_id uuid not null,
  scope text not null,
  key_digest bytea not null,
  subject_kind text not null,
  subject_id uuid not null,
  recorded_at timestamptz(3) not null,
  constraint idempotency_keys_pkey primary key (business_id, scope, key_digest),
  constraint idempotency_keys_balance foreign key (business_id) references token_balances (business_id),
  constraint idempotency_keys_scope_known check (scope in ('usage', 'hold', 'request', 'grant', 'fact')),
  constraint idempotency_keys_subject_kind_known check (subject_kind in ('usage', 'review', 'grant', 'correction')),
  constraint idempotency_keys_digest_length check (octet_length(key_digest) = 16)
);
comment on table idempotency_keys is 'Every key ever taken, for ever. The text stands on the row it names; here is a digest, so that the index stays small.';
comment on column idempotency_keys.key_digest is 'First 16 bytes of the SHA-256 of the key''s text.';
comment on column idempotency_keys.subject_kind is 'Which table subject_id stands in.';
select farebox_setup.protect('idempotency_keys', 'select, insert');
-- A person searches the history by key.
select farebox_setup.let_members_read('idempotency_keys', 'business_id = {business}');

-- Totals ----------------------------------------------------------------------------------------------------------
create table usage_quarter_hours (
  business_id uuid not null,
  quarter_start timestamptz(3) not null,
  service text not null,
  events bigint not null,
  quantity bigint not null,
  charged_micro bigint not null,
  constraint usage_quarter_hours_pkey primary key (business_id, quarter_start, service),
  constraint usage_quarter_hours_balance foreign key (business_id) references token_balances (business_id),
  constraint usage_quarter_hours_on_the_quarter check (extract(epoch from quarter_start)::bigint % 900 = 0),
  constraint usage_quarter_hours_not_negative check (events >= 0 and quantity >= 0 and charged_micro >= 0)
) with (fillfactor = 50);
comment on table usage_quarter_hours is 'Usage less corrections by when it happened, in quarter hours of UTC, from which the hours of any time zone can be summed. Kept by the commit that writes the lines.';
select farebox_setup.protect('usage_quarter_hours', 'select, insert, update (events, quantity, charged_micro)');
select farebox_setup.let_members_read('usage_quarter_hours', 'business_id = {business}');

create table usage_days (
  business_id uuid not null,
  day date not null,
  service text not null,
  agent_id text not null default '',
  events bigint not null,
  quantity bigint not null,
  charged_micro bigint not null,
  constraint usage_days_pkey primary key (business_id, day, service, agent_id),
  constraint usage_days_balance foreign key (business_id) references token_balances (business_id),
  constraint usage_days_not_negative check (events >= 0 and quantity >= 0 and charged_micro >= 0)
) with (fillfactor = 50);
comment on table usage_days is 'Usage less corrections by day of the business''s own zone, service and agent. Kept by the commit that writes the lines.';
comment on column usage_days.agent_id is 'Empty when no agent was named.';
select farebox_setup.protect('usage_days', 'select, insert, update (events, quantity, charged_micro)');
select farebox_setup.let_members_read('usage_days', 'business_id = {business}');

reset role;
