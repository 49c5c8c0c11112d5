/** What the background jobs ask of the database. */

export { listBehindRollUps, rollUpUsage } from "../usage/roll-up-usage.ts";
export {
  countDeadJobs,
  DEAD_JOB_STATUSES,
  type DeadJob,
  type DeadJobStatus,
  discardDeadJob,
  listDeadJobs,
  noteDeadJob,
  noteRecoveredJob,
  readDeadJob,
  removeOldDeadJobs,
  retryDeadJob,
} from "./dead-jobs.ts";
export { findMissingSchema } from "./find-missing-schema.ts";
export { removeEndedSignIns } from "./remove-ended.ts";
export { takeNextBusiness } from "./take-next-business.ts";
