import { DatabaseFailure } from "../connections/database-failure.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Whether this server can tell days in a zone. Its list of zones may be older than ours. To be asked outside of a
 * transaction, which a *no* would end.
 */
export async function knowsTimeZone(sql: SqlRunner, timeZone: string): Promise<boolean> {
  try {
    await sql.query("knows_time_zone", "select clock_timestamp() at time zone $1::text", [timeZone]);
    return true;
  } catch (error) {
    if (error instanceof DatabaseFailure && error.sqlState === INVALID_PARAMETER_VALUE) return false;
    throw error;
  }
}

const INVALID_PARAMETER_VALUE = "22023";
