import type { SqlRunner } from "../connections/sql-runner.ts";
import { PURCHASE_COLUMNS, type PurchaseColumns, type StoredPurchase, toStoredPurchase } from "./purchase-columns.ts";

/** A business's purchases of one package that nobody paid, but for one of them; the oldest first. */
export async function listUnpaidPurchases(
  sql: SqlRunner,
  asked: { readonly businessId: string; readonly packageKey: string; readonly exceptId: string | null },
): Promise<readonly StoredPurchase[]> {
  const parameters = [asked.businessId, asked.packageKey, asked.exceptId];
  return (await sql.query<PurchaseColumns>("unpaid_purchases", UNPAID, parameters)).map(toStoredPurchase);
}

/** Purchases of every business that have waited for their payment for so long, the oldest first. */
export async function listStalePurchases(
  sql: SqlRunner,
  { olderThanSeconds, limit }: { readonly olderThanSeconds: number; readonly limit: number },
): Promise<readonly StoredPurchase[]> {
  return (await sql.query<PurchaseColumns>("stale_purchases", STALE, [olderThanSeconds, limit])).map(toStoredPurchase);
}

const UNPAID = `
select ${PURCHASE_COLUMNS}
from purchases purchase
where purchase.business_id = $1::uuid
  and purchase.package_key = $2
  and purchase.kind = 'package'
  and purchase.status in ('created', 'open')
  and ($3::uuid is null or purchase.id <> $3::uuid)
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
