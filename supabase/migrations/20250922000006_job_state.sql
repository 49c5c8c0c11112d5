-- Why: how far work that comes round has come outlives the process that does it, and one that fails goes on after it.
-- Old code: keeps working, it does not know the table.

set role farebox_owner;

create table job_state (
  name text not null,
  progress text,
  moved_at timestamptz(3) not null default now(),
  constraint job_state_pkey primary key (name),
  constraint job_state_name_is_a_word check (name ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint job_state_progress_length check (char_length(progress) <= 200)
);
comment on table job_state is 'How far jobs that come round to everything have come.';
comment on column job_state.progress is 'The id of what was taken last; null when a round is complete.';
insert into job_state (name) values ('check_ledger');
select farebox_setup.protect('job_state', 'select, update (progress, moved_at)');

reset role;
