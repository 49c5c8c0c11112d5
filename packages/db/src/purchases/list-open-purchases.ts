import type { SqlRunner } from "../connections/sql-runner.ts";
import { PURCHASE_COLUMNS, type PurchaseColumns, type StoredPurchase, toStoredPurchase } from "./purchase-columns.ts";

/** A business's purchases of packages that nobody paid and that another one takes the place of, the oldest first. */
export async function listSupersededPurchases(
  sql: SqlRunner,
  { businessId, by }: { readonly businessId: string; readonly by: StoredPurchase },
): Promise<readonly StoredPurchase[]> {
  const rows = await sql.query<PurchaseColumns>("superseded_purchases", SUPERSEDED, [businessId, by.packageKey, by.id]);
  return rows.map(toStoredPurchase);
}

/** Purchases of every business that have waited for their payment for so long, the oldest first. */
export async function listStalePurchases(
  sql: SqlRunner,
  { olderThanSeconds, limit }: { readonly olderThanSeconds: number; readonly limit: number },
): Promise<readonly StoredPurchase[]> {
  return (await sql.query<PurchaseColumns>("stale_purchases", STALE, [olderThanSeconds, limit])).map(toStoredPurchase);
}

const SUPERSEDED = `
select ${PURCHASE_COLUMNS}
from purchases purchase
where purchase.business_id = $1::uuid
  and purchase.package_key = $2
  and purchase.kind = 'package'
  and purchase.status in ('created', 'open')
  and purchase.id <> $3::uuid
order by purchase.created_at
limit 20`;

const STALE = `
select ${PURCHASE_COLUMNS}
from purchases purchase
join businesses business on business.id = purchase.business_id
cross join sandbox_clock
where purchase.status in ('created', 'open')
  and purchase.created_at < clock_timestamp()
    + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond'
    - $1 * interval '1 second'
order by purchase.created_at
limit $2`;
