import { removeEndedSignIns, removeOldDeadJobs } from "@farebox/db/jobs";
import { removeOldDeliveries } from "@farebox/db/outbox";
import type { JobHelpers } from "graphile-worker";
import type { Deps } from "../deps.ts";

/**
 * Removes what nothing comes back to: jobs that may be tried no more, sessions and mailed links that ended, and how notices of
 * months ago were delivered.
 */
export async function removeEnded(
  { db }: Pick<Deps, "db">,
  query: JobHelpers["query"],
): Promise<{
  readonly jobs: number;
  readonly deadJobs: number;
  readonly signIns: number;
  readonly deliveries: number;
}> {
  const { rowCount } = await query(REMOVE_DEAD_JOBS);
  const deadJobs = await removeOldDeadJobs(db.service);
  const signIns = await removeEndedSignIns(db.service);
  return { jobs: rowCount ?? 0, deadJobs, signIns, deliveries: await removeDeliveries(db) };
}

/** Piece by piece, so that no statement of it holds rows for long. */
async function removeDeliveries(db: Deps["db"]): Promise<number> {
  let removed = 0;
  for (;;) {
    const count = await removeOldDeliveries(db.service, AT_ONCE);
    removed += count;
    if (count < AT_ONCE) return removed;
  }
}

const AT_ONCE = 1_000;

// The worker's own rows of what failed for good. Operators look at dead jobs, which are kept longer; these stay for eight days
// beside them, for the case that a dead job could not be noted.
const REMOVE_DEAD_JOBS = `
select id
from graphile_worker.complete_jobs(array(
  select id
  from graphile_worker.jobs
  where attempts >= max_attempts
    and locked_at is null
    and updated_at < now() - interval '8 days'
))`;
