-- Why: a business's own systems are told what happens to its tokens. Where they are, the secrets that sign for them, and what
--      became of every request.
-- Old code: keeps working. It neither reads nor writes any of this.

set role farebox_owner;

create table webhook_endpoints (
  business_id uuid not null,
  id uuid not null,
  url text not null,
  description text not null default '',
  kinds text[],
  created_by text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null default clock_timestamp(),
  disabled_at timestamptz(3),
  disabled_reason text,
  failing_since timestamptz(3),
  failures_in_a_row integer not null default 0,
  last_delivered_at timestamptz(3),
  deleted_at timestamptz(3),
  constraint webhook_endpoints_pkey primary key (business_id, id),
  constraint webhook_endpoints_business foreign key (business_id) references businesses (id),
  constraint webhook_endpoints_url_is_an_address check (url ~ '^https?://[!-~]+$' and char_length(url) <= 2000),
  constraint webhook_endpoints_description_length check (char_length(description) <= 200),
  constraint webhook_endpoints_kinds_named check (cardinality(kinds) between 1 and 100),
  constraint webhook_endpoints_disabled_reason_known check (disabled_reason in ('by_owner', 'gone', 'failing')),
  constraint webhook_endpoints_disabled_says_why check ((disabled_at is null) = (disabled_reason is null)),
  constraint webhook_endpoints_failing_since_the_first check ((failing_since is null) = (failures_in_a_row = 0)),
  constraint webhook_endpoints_failures_not_negative check (failures_in_a_row >= 0)
);
create index webhook_endpoints_listening on webhook_endpoints (business_id) where disabled_at is null and deleted_at is null;
comment on table webhook_endpoints is 'Addresses of a business''s own systems that want its notices. An address may hold a secret of the business, so only owners are shown it. Removed ones stay for their log.';
comment on column webhook_endpoints.kinds is 'Which notices it wants, by outbox.kind; null wants every one, also kinds that come later.';
comment on column webhook_endpoints.disabled_reason is 'by_owner: somebody paused it. gone: it answered 410. failing: nothing reached it for days on end.';
comment on column webhook_endpoints.failing_since is 'Money time of the first failure of those in a row; null when the last attempt was well.';
comment on column webhook_endpoints.failures_in_a_row is 'Attempts, whatever delivery they were of, since the last that was well.';
select farebox_setup.protect('webhook_endpoints',
  'select, insert, update (url, description, kinds, updated_at, disabled_at, disabled_reason, failing_since, failures_in_a_row, last_delivered_at, deleted_at)');

create table webhook_secrets (
  business_id uuid not null,
  endpoint_id uuid not null,
  id uuid not null,
  sealed bytea not null,
  created_at timestamptz(3) not null,
  signs_until timestamptz(3),
  constraint webhook_secrets_pkey primary key (business_id, endpoint_id, id),
  constraint webhook_secrets_endpoint foreign key (business_id, endpoint_id) references webhook_endpoints (business_id, id),
  constraint webhook_secrets_sealed_length check (octet_length(sealed) between 32 and 400)
);
create unique index webhook_secrets_one_current on webhook_secrets (business_id, endpoint_id) where signs_until is null;
comment on table webhook_secrets is 'What signs for an endpoint: one current secret, and for a day after a rotation the one before. Sealed with a key that is not in the database, shown once, and removed with the endpoint.';
comment on column webhook_secrets.sealed is 'AES-256-GCM, bound to its business and endpoint: nonce, tag and the encrypted secret.';
comment on column webhook_secrets.signs_until is 'Money time from which on it no longer signs; null: the current one.';
select farebox_setup.protect('webhook_secrets', 'select, insert, delete, update (signs_until)');

create table webhook_attempts (
  business_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  delivery_id uuid,
  message_id text not null,
  type text not null,
  attempted_at timestamptz(3) not null,
  duration_ms integer not null,
  status smallint,
  problem text,
  answer text,
  constraint webhook_attempts_pkey primary key (business_id, id),
  constraint webhook_attempts_endpoint foreign key (business_id, endpoint_id) references webhook_endpoints (business_id, id),
  constraint webhook_attempts_duration_not_negative check (duration_ms >= 0),
  constraint webhook_attempts_status_is_http check (status between 100 and 999),
  constraint webhook_attempts_well_or_why check (problem is not null or status between 200 and 299),
  constraint webhook_attempts_problem_length check (char_length(problem) between 1 and 200),
  constraint webhook_attempts_answer_length check (char_length(answer) <= 1024),
  constraint webhook_attempts_message_length check (char_length(message_id) between 1 and 100),
  constraint webhook_attempts_type_length check (char_length(type) between 1 and 100)
);
create index webhook_attempts_of_delivery on webhook_attempts (business_id, delivery_id, id) where delivery_id is not null;
create index webhook_attempts_of_endpoint on webhook_attempts (business_id, endpoint_id, id);
comment on table webhook_attempts is 'Every request to an endpoint, as its owner can read it. Written after the request: one that a crash cut short left none and is made again.';
comment on column webhook_attempts.delivery_id is 'The delivery it was an attempt of; null for a test.';
comment on column webhook_attempts.message_id is 'What was sent as webhook-id: the same for every attempt of a notice.';
comment on column webhook_attempts.attempted_at is 'Money time.';
comment on column webhook_attempts.problem is 'Why it did not count as delivered; null when it did.';
comment on column webhook_attempts.answer is 'The beginning of the body that came back, at most 1 KiB.';
select farebox_setup.protect('webhook_attempts', 'select, insert, delete');

reset role;
