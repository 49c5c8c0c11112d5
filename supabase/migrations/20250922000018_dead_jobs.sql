-- Why: a job that failed every time it was tried waits for an operator, who has it run again or dismisses it; and the
-- roll-ups of a few businesses at a time are compared with their lines, coming round to all.
-- Old code: keeps working, it does not know the table.

set role farebox_owner;

create table dead_jobs (
  id uuid not null,
  task text not null,
  payload jsonb not null,
  failures integer not null default 1,
  error text not null,
  first_failed_at timestamptz(3) not null default clock_timestamp(),
  last_failed_at timestamptz(3) not null default clock_timestamp(),
  status text not null default 'dead',
  resolved_at timestamptz(3),
  resolved_by text,
  constraint dead_jobs_pkey primary key (id),
  constraint dead_jobs_task_length check (char_length(task) between 1 and 200),
  constraint dead_jobs_payload_size check (pg_column_size(payload) <= 65536),
  constraint dead_jobs_failures_count check (failures >= 1),
  constraint dead_jobs_error_length check (char_length(error) <= 4000),
  constraint dead_jobs_failed_in_order check (first_failed_at <= last_failed_at),
  constraint dead_jobs_status_known check (status in ('dead', 'retried', 'recovered', 'discarded')),
  constraint dead_jobs_resolved_with_time check ((status = 'dead') = (resolved_at is null)),
  constraint dead_jobs_resolved_by_length check (char_length(resolved_by) <= 255)
);
comment on table dead_jobs is 'Background jobs that failed on their last attempt. The same job failing again is counted on its row until somebody, or a later run that went well, resolves it.';
comment on column dead_jobs.payload is 'What the job was given, without what the clock added.';
comment on column dead_jobs.error is 'The last failure: its name and message, never a secret.';
comment on column dead_jobs.status is 'dead waits for an operator; recovered: a later run of the same went well.';
comment on column dead_jobs.resolved_by is 'The person or key; null for a later run.';
create unique index dead_jobs_waiting on dead_jobs (task, md5(payload::text)) where status = 'dead';
create index dead_jobs_by_time on dead_jobs (last_failed_at, id);
select farebox_setup.protect('dead_jobs',
  'select, insert, delete, update (failures, error, last_failed_at, status, resolved_at, resolved_by)');

insert into job_state (name) values ('check_roll_ups');

reset role;
