import { inTransaction } from "../connections/in-transaction.ts";
import type { DatabasePool } from "../connections/pool.ts";
import type { Checked } from "./check.ts";
import { verifyLedger } from "./verify-ledger.ts";

/** Verifies one business in one snapshot. The pool should allow for statements that walk all of its history. */
export function verifyBusiness(pool: DatabasePool, businessId: string): Promise<readonly Checked[]> {
  return inTransaction(pool, (sql) => verifyLedger(sql, { businessIds: [businessId] }), "snapshot, read only");
}
