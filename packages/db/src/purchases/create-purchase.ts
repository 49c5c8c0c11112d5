import type { SqlRunner } from "../connections/sql-runner.ts";
import { PURCHASE_COLUMNS, type PurchaseColumns, type StoredPurchase, toStoredPurchase } from "./purchase-columns.ts";

/** How long a purchase that nobody paid is found again by a second click on the same package. */
const SAME_PURCHASE_MINUTES = 30;

export type NewPurchase = {
  readonly businessId: string;
  readonly id: string;
  readonly packageKey: string;
  readonly kind: "package" | "top_up";
  readonly priceId: string | null;
  /** The caller's Idempotency-Key; null where none was sent. */
  readonly requestKey: string | null;
  readonly requestedBy: string | null;
};

/**
 * Writes down what somebody sets out to buy, as the catalogue offers it now. The purchase that stands is answered instead
 * when its request key was used before, or when the same package was begun less than half an hour ago and is not paid: a
 * double click, a second tab and a reload are one purchase. Null when there is no such package or business.
 *
 * Runs in a transaction (`asServiceInTransaction`): the second of two waits for the business's row and then finds what the
 * first wrote.
 */
export async function createPurchaseOnce(
  sql: SqlRunner,
  purchase: NewPurchase,
): Promise<{ readonly purchase: StoredPurchase; readonly isNew: boolean } | null> {
  const parameters = [
    purchase.businessId,
    purchase.id,
    purchase.packageKey,
    purchase.kind,
    purchase.priceId,
    purchase.requestKey,
    purchase.requestedBy,
    SAME_PURCHASE_MINUTES,
  ];
  await sql.query("lock_business", LOCK_BUSINESS, [purchase.businessId]);
  const [row] = await sql.query<PurchaseColumns & { readonly is_new: boolean }>("create_purchase", CREATE, parameters);
  return row === undefined ? null : { purchase: toStoredPurchase(row), isNew: row.is_new };
}

const LOCK_BUSINESS = "select id from businesses where id = $1::uuid for no key update";

const CREATE = `
with
clock as (
  select clock_timestamp() + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond' as now
  from businesses business
  cross join sandbox_clock
  where business.id = $1::uuid
),
standing as (
  select known.*
  from purchases known
  cross join clock
  where known.business_id = $1::uuid
    and (
      known.id = $2::uuid
      or known.request_key = $6
      or (
        known.package_key = $3
        and known.kind = 'package'
        and $4 = 'package'
        and known.status in ('created', 'open', 'processing')
        and known.created_at > clock.now - $8 * interval '1 minute'
      )
    )
  order by (known.id = $2::uuid) desc, (known.request_key = $6) desc nulls last, known.created_at desc
  limit 1
),
inserted as (
  insert into purchases
    (business_id, id, package_key, kind, tokens_micro, bonus_micro, price_amount_minor, price_currency, price_id, request_key, requested_by, created_at)
  select
    $1::uuid, $2::uuid, package.key, $4, package.tokens_micro, package.bonus_micro, package.price_amount_minor,
    package.price_currency, $5, $6, $7, clock.now
  from token_packages package
  cross join clock
  where package.key = $3
    and not exists (select from standing)
  returning *
)
select ${PURCHASE_COLUMNS}, true as is_new from inserted purchase
union all
select ${PURCHASE_COLUMNS}, false from standing purchase`;
