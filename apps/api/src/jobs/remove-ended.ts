import { removeEndedSignIns } from "@farebox/db/jobs";
import type { JobHelpers } from "graphile-worker";
import type { Deps } from "../deps.ts";

/** Removes what nothing comes back to: jobs that may be tried no more, and sessions and mailed links that ended. */
export async function removeEnded(
  { db }: Pick<Deps, "db">,
  query: JobHelpers["query"],
): Promise<{ readonly jobs: number; readonly signIns: number }> {
  const { rowCount } = await query(REMOVE_DEAD_JOBS);
  return { jobs: rowCount ?? 0, signIns: await removeEndedSignIns(db.service) };
}

// A day later, so that an operator can still look at what failed.
const REMOVE_DEAD_JOBS = `
select id
from graphile_worker.complete_jobs(array(
  select id
  from graphile_worker.jobs
  where attempts >= max_attempts
    and locked_at is null
    and updated_at < now() - interval '1 day'
))`;
