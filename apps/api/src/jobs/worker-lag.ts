import type { SqlRunner } from "@farebox/db";
import { SWEEP_KEY } from "./keep-sweeping.ts";

/** Why work that is due is not being done, on whichever host, or null. */
export async function describeWorkerLag(sql: SqlRunner): Promise<string | null> {
  const { dueSeconds, sweeps } = await readWorkerLag(sql);
  if (dueSeconds > MOST_DUE_SECONDS) return `a job has been due for ${Math.floor(dueSeconds)} s`;
  return sweeps === 0 ? "no sweep is on order" : null;
}

export async function readWorkerLag(sql: SqlRunner): Promise<Lag> {
  const [lag] = await sql.query<Lag>("worker_lag", LAG, [SWEEP_KEY]);
  return lag ?? { dueSeconds: 0, waiting: 0, sweeps: 0 };
}

type Lag = {
  /** Of the job that waits longest. */
  readonly dueSeconds: number;
  readonly waiting: number;
  readonly sweeps: number;
};

const MOST_DUE_SECONDS = 60;

// A job somebody works on is not late; whoever died over one holds it for hours, and a sweep is ordered anew meanwhile.
const LAG = `
select
  coalesce(extract(epoch from now() - min(run_at) filter (where locked_at is null and run_at <= now())), 0)::float8 as "dueSeconds",
  count(*) filter (where locked_at is null and run_at <= now())::int as waiting,
  count(*) filter (where task_identifier = $1)::int as sweeps
from graphile_worker.jobs
where attempts < max_attempts or locked_at is not null`;
