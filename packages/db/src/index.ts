/** The public list of the package. */
export { assertSafeRole, UnsafeRole } from "./assert-safe-role.ts";
export { claimTrial, type TrialClaim, withholdTrial } from "./businesses/claim-trial.ts";
export { insertBusinessOnce, type NewBusiness } from "./businesses/insert-business.ts";
export { knowsTimeZone } from "./businesses/knows-time-zone.ts";
export { setClockOffset } from "./businesses/set-clock-offset.ts";
export { commitEffects, type DecidedOn } from "./commit-effects.ts";
export { type ConnectionSettings, defaultConnectionSettings } from "./connections/connection-settings.ts";
export { CommitUnknown, DatabaseFailure, type FailureKind } from "./connections/database-failure.ts";
export { ConnectionUnavailable, createPool, type DatabasePool } from "./connections/pool.ts";
export type { ServiceSql } from "./connections/service-sql.ts";
export type { SqlRunner } from "./connections/sql-runner.ts";
export { toUnavailable, type Unavailable } from "./connections/unavailable.ts";
export { KeptAccounts } from "./kept-accounts.ts";
export {
  type LoadedAccount,
  type LoadedAccounts,
  type LoadRequest,
  loadAccounts,
} from "./load-accounts.ts";
export { type LockedResult, type LockedWork, type WholeResult, withLockedAccounts } from "./locked-accounts.ts";
export { MigrationChanged, migrate } from "./migrate.ts";
export { asMember, type Database, type DatabaseOptions, openDatabase } from "./open-database.ts";
export { insertNotice } from "./outbox/insert-notice.ts";
export { isToldByCommit, presumeAccount } from "./presumed-accounts.ts";
export * from "./schema/index.ts";
export { SPEND_ORDER } from "./spend-order.ts";
export { asService, asServiceInTransaction } from "./tenant.ts";
export type { Checked, Finding } from "./verify-ledger/check.ts";
export { verifyBusiness } from "./verify-ledger/verify-business.ts";
export { verifyLedger } from "./verify-ledger/verify-ledger.ts";
export { verifyRollUps } from "./verify-ledger/verify-roll-ups.ts";
