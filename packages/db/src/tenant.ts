import { inTransaction } from "./connections/in-transaction.ts";
import type { DatabasePool } from "./connections/pool.ts";
import { createSqlRunner, type SqlRunner } from "./connections/sql-runner.ts";

/**
 * Reads as a person of one business. The role may only ever see rows of `app.business_id`, and that setting lives
 * exactly as long as this transaction; a forgotten one sees nothing. All reads of one call see one instant.
 */
export function asMember<Result>(
  pool: DatabasePool,
  businessId: string,
  read: (sql: SqlRunner) => Promise<Result>,
): Promise<Result> {
  requireRole(pool, "farebox_member");
  return inTransaction(
    pool,
    async (sql) => {
      await sql.query("set_business", SET_BUSINESS, [businessId]);
      return read(sql);
    },
    "snapshot, read only",
  );
}

/**
 * Reads as a person by statements that each make the business the member's themselves, with `SET_OWN_BUSINESS` of $1: for
 * what is read so often that a transaction of four statements costs too much. One that forgets it sees nothing.
 */
export function asMemberAtOnce(pool: DatabasePool): SqlRunner {
  requireRole(pool, "farebox_member");
  return createSqlRunner(pool);
}

/** Statements of ours, each committed on its own. Row security lets them see everything: every one joins on its business. */
export function asService(pool: DatabasePool): SqlRunner {
  requireRole(pool, "farebox_service");
  return createSqlRunner(pool);
}

/** Several statements of ours that stand or fall together: the path that decides under an account's lock. */
export function asServiceInTransaction<Result>(
  pool: DatabasePool,
  work: (sql: SqlRunner) => Promise<Result>,
): Promise<Result> {
  requireRole(pool, "farebox_service");
  return inTransaction(pool, work);
}

// The cast refuses what is not an id before it becomes the setting; `true` ends it with the transaction.
/** Its value is the business. */
export const SET_OWN_BUSINESS = "set_config('app.business_id', $1::uuid::text, true)::uuid";
const SET_BUSINESS = `select ${SET_OWN_BUSINESS}`;

function requireRole(pool: DatabasePool, role: DatabasePool["role"]): void {
  if (pool.role !== role) throw new Error(`this pool connects as ${pool.role}, not as ${role}`);
}
