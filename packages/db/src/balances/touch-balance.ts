import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Counts the balance's version up though no token moved, so that whoever follows it looks again: a purchase was declined, a
 * checkout expired. Null when there is no such business.
 */
export async function touchBalance(sql: SqlRunner, businessId: string): Promise<bigint | null> {
  const [row] = await sql.query<{ readonly version: bigint }>("touch_balance", TOUCH, [businessId]);
  return row?.version ?? null;
}

const TOUCH = `
update token_balances
set version = version + 1
where business_id = $1::uuid
returning version`;
