import { inTransaction } from "../connections/in-transaction.ts";
import type { DatabasePool } from "../connections/pool.ts";
import type { Finding } from "./check.ts";
import { ROLL_UP_CHECKS } from "./roll-up-checks.ts";
import { TOTAL_CHECKS } from "./total-checks.ts";

/** Adds up one business's lines anew and says where a roll-up is not their sum. One snapshot; repairs nothing. */
export function verifyRollUps(
  pool: DatabasePool,
  businessId: string,
): Promise<readonly (Finding & { readonly rule: string })[]> {
  const findIn = async (sql: Parameters<(typeof TOTAL_CHECKS)[number]>[0]) => {
    const found = [];
    for (const check of [...TOTAL_CHECKS, ...ROLL_UP_CHECKS])
      for (const { rule, findings } of await check(sql, { businessIds: [businessId], onProgress: () => undefined }))
        found.push(...findings.map((finding) => ({ ...finding, rule })));
    return found;
  };
  return inTransaction(pool, findIn, "snapshot, read only");
}
