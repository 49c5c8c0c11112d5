import { inTransaction } from "../connections/in-transaction.ts";
import type { DatabasePool } from "../connections/pool.ts";
import type { Checked } from "./check.ts";
import { verifyLedger } from "./verify-ledger.ts";

/**
 * For the job that looks at a few businesses at a time and comes round to all: verifies the next `limit` after `afterId` in
 * id order, in one snapshot. `lastId` is where the next call goes on; null when the round is complete.
 */
export function verifyNextBusinesses(pool: DatabasePool, { afterId, limit }: Sample): Promise<SampleResult> {
  return inTransaction(
    pool,
    async (sql) => {
      const rows = await sql.query<{ business_id: string }>("next_businesses", NEXT_BUSINESSES, [afterId, limit]);
      const businessIds = rows.map((row) => row.business_id);
      const checked = businessIds.length === 0 ? [] : await verifyLedger(sql, { businessIds });
      return { checked, businesses: businessIds.length, lastId: businessIds.at(-1) ?? null };
    },
    "snapshot, read only",
  );
}

export type Sample = { readonly afterId: string | null; readonly limit: number };

export type SampleResult = {
  readonly checked: readonly Checked[];
  readonly businesses: number;
  readonly lastId: string | null;
};

const NEXT_BUSINESSES = `
select business_id
from token_balances
where $1::uuid is null or business_id > $1::uuid
order by business_id
limit $2
`;
