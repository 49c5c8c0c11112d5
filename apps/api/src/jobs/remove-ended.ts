import { removeEndedSignIns, removeOldDeadJobs } from "@farebox/db/jobs";
import type { JobHelpers } from "graphile-worker";
import type { Deps } from "../deps.ts";

/** Removes what nothing comes back to: jobs that may be tried no more, and sessions and mailed links that ended. */
export async function removeEnded(
  { db }: Pick<Deps, "db">,
  query: JobHelpers["query"],
): Promise<{ readonly jobs: number; readonly deadJobs: number; readonly signIns: number }> {
  const { rowCount } = await query(REMOVE_DEAD_JOBS);
  const deadJobs = await removeOldDeadJobs(db.service);
  return { jobs: rowCount ?? 0, deadJobs, signIns: await removeEndedSignIns(db.service) };
}

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
