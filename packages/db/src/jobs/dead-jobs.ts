import type { Instant } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** A job failed on its last attempt. The same job that waits already is counted once more. */
export async function noteDeadJob(sql: SqlRunner, failed: FailedJob): Promise<void> {
  const { id, task, payload, error } = failed;
  await sql.query("note_dead_job", NOTE_DEAD, [id, task, JSON.stringify(payload), error.slice(0, LONGEST_ERROR)]);
}

/** A later run of the same went well: nobody has to look at it any more. */
export async function noteRecoveredJob(sql: SqlRunner, job: Pick<FailedJob, "task" | "payload">): Promise<void> {
  await sql.query("note_recovered_job", NOTE_RECOVERED, [job.task, JSON.stringify(job.payload)]);
}

/** Of one status, the newest failure first, before `before`. */
export async function listDeadJobs(
  sql: SqlRunner,
  asked: {
    readonly status: DeadJobStatus;
    readonly before: { readonly lastFailedAt: Instant; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly DeadJob[]> {
  const { status, before, limit } = asked;
  const at = before === null ? null : new Date(before.lastFailedAt).toISOString();
  return (await sql.query<Row>("list_dead_jobs", LIST, [status, at, before?.id ?? null, limit])).map(toDeadJob);
}

export async function readDeadJob(sql: SqlRunner, id: string): Promise<DeadJob | null> {
  const [row] = await sql.query<Row>("read_dead_job", READ, [id]);
  return row === undefined ? null : toDeadJob(row);
}

/** Puts a dead job back to work, once, in the statement that says so. False when it does not wait any more. */
export async function retryDeadJob(
  sql: SqlRunner,
  { id, resolvedBy }: { readonly id: string; readonly resolvedBy: string },
): Promise<boolean> {
  return (await sql.query("retry_dead_job", RETRY, [id, resolvedBy])).length > 0;
}

/** Nobody wants it done any more. False when it does not wait. */
export async function discardDeadJob(
  sql: SqlRunner,
  { id, resolvedBy }: { readonly id: string; readonly resolvedBy: string },
): Promise<boolean> {
  return (await sql.query("discard_dead_job", DISCARD, [id, resolvedBy])).length > 0;
}

/** Removes what was resolved 30 days ago, and what nobody looked at for 90. Says how many. */
export async function removeOldDeadJobs(sql: SqlRunner): Promise<number> {
  return (await sql.query("remove_old_dead_jobs", REMOVE_OLD, [])).length;
}

/** How many wait, by task. */
export async function countDeadJobs(
  sql: SqlRunner,
): Promise<readonly { readonly task: string; readonly dead: number }[]> {
  return sql.query("count_dead_jobs", COUNT, []);
}

export const DEAD_JOB_STATUSES = ["dead", "retried", "recovered", "discarded"] as const;
export type DeadJobStatus = (typeof DEAD_JOB_STATUSES)[number];

export type FailedJob = {
  readonly id: string;
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly error: string;
};

export type DeadJob = FailedJob & {
  /** How often in a row it failed for good. */
  readonly failures: number;
  readonly firstFailedAt: Instant;
  readonly lastFailedAt: Instant;
  readonly status: DeadJobStatus;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: string | null;
};

const LONGEST_ERROR = 4_000;

const NOTE_DEAD = `
insert into dead_jobs (id, task, payload, error)
values ($1::uuid, $2, $3::text::jsonb, $4)
on conflict (task, md5(payload::text)) where status = 'dead'
do update set failures = dead_jobs.failures + 1, error = excluded.error, last_failed_at = clock_timestamp()`;

const NOTE_RECOVERED = `
update dead_jobs
set status = 'recovered', resolved_at = clock_timestamp()
where task = $1
  and md5(payload::text) = md5($2::text::jsonb::text)
  and status = 'dead'`;

const COLUMNS = `
  id,
  task,
  payload,
  failures,
  error,
  ${milliseconds("first_failed_at")} as first_failed_ms,
  ${milliseconds("last_failed_at")} as last_failed_ms,
  status,
  ${milliseconds("resolved_at")} as resolved_ms,
  resolved_by`;

const LIST = `
select ${COLUMNS}
from dead_jobs
where status = $1
  and ($2::timestamptz is null or (last_failed_at, id) < ($2::timestamptz, $3::uuid))
order by last_failed_at desc, id desc
limit $4`;

const READ = `select ${COLUMNS} from dead_jobs where id = $1::uuid`;

// By its key two retries of one are one job; three attempts, as it was tried for long already.
const RETRY = `
with retried as (
  update dead_jobs
  set status = 'retried', resolved_at = clock_timestamp(), resolved_by = $2
  where id = $1::uuid and status = 'dead'
  returning id, task, payload
)
select (graphile_worker.add_job(
  retried.task,
  retried.payload::json,
  max_attempts := 3,
  job_key := 'retry:' || retried.id
)).id
from retried`;

const DISCARD = `
update dead_jobs
set status = 'discarded', resolved_at = clock_timestamp(), resolved_by = $2
where id = $1::uuid and status = 'dead'
returning id`;

const REMOVE_OLD = `
delete from dead_jobs
where resolved_at < now() - interval '30 days'
  or last_failed_at < now() - interval '90 days'
returning id`;

const COUNT = "select task, count(*)::int as dead from dead_jobs where status = 'dead' group by task";

type Row = {
  readonly id: string;
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly failures: number;
  readonly error: string;
  readonly first_failed_ms: bigint;
  readonly last_failed_ms: bigint;
  readonly status: DeadJobStatus;
  readonly resolved_ms: bigint | null;
  readonly resolved_by: string | null;
};

function toDeadJob(row: Row): DeadJob {
  const { id, task, payload, failures, error, status } = row;
  return {
    ...{ id, task, payload, failures, error, status },
    firstFailedAt: Number(row.first_failed_ms),
    lastFailedAt: Number(row.last_failed_ms),
    resolvedAt: row.resolved_ms === null ? null : Number(row.resolved_ms),
    resolvedBy: row.resolved_by,
  };
}
