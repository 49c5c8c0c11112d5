import type { SqlRunner } from "../connections/sql-runner.ts";
import { PURCHASE_COLUMNS, type PurchaseColumns, type StoredPurchase, toStoredPurchase } from "./purchase-columns.ts";

type Place = { readonly businessId: string; readonly id: string };

/**
 * The provider knows of it: its checkout is open, or a payment was begun. Keeps what was there; null when the purchase is
 * paid or over. A payment that began again after it had failed opens it again.
 */
export async function openPurchase(
  sql: SqlRunner,
  opened: Place & {
    readonly status: "open" | "processing";
    readonly checkoutSessionId: string | null;
    readonly checkoutUrl: string | null;
    readonly paymentIntentId: string | null;
  },
): Promise<StoredPurchase | null> {
  return one(sql, "open_purchase", OPEN, [
    opened.businessId,
    opened.id,
    opened.status,
    opened.checkoutSessionId,
    opened.checkoutUrl,
    opened.paymentIntentId,
  ]);
}

/** It was not paid, and why. Never over a payment that came through: null then, whichever was heard first. */
export async function closePurchase(
  sql: SqlRunner,
  closed: Place & { readonly status: "failed" | "expired"; readonly failureCode: string | null },
): Promise<StoredPurchase | null> {
  return one(sql, "close_purchase", CLOSE, [closed.businessId, closed.id, closed.status, closed.failureCode]);
}

/** Null when the business has no such purchase. */
export async function readPurchase(sql: SqlRunner, { businessId, id }: Place): Promise<StoredPurchase | null> {
  return one(sql, "purchase", READ, [businessId, id]);
}

/** Of whichever business: a payment names the purchase it is for, and the purchase says whose it is. */
export async function findPurchase(sql: SqlRunner, id: string): Promise<StoredPurchase | null> {
  return one(sql, "find_purchase", FIND, [id]);
}

/** The newest first. */
export async function listPurchases(
  sql: SqlRunner,
  { businessId, limit }: { readonly businessId: string; readonly limit: number },
): Promise<readonly StoredPurchase[]> {
  return (await sql.query<PurchaseColumns>("list_purchases", LIST, [businessId, limit])).map(toStoredPurchase);
}

async function one(
  sql: SqlRunner,
  name: string,
  text: string,
  parameters: readonly unknown[],
): Promise<StoredPurchase | null> {
  const [row] = await sql.query<PurchaseColumns>(name, text, parameters);
  return row === undefined ? null : toStoredPurchase(row);
}

const OPEN = `
update purchases purchase
set
  status = $3,
  checkout_session_id = coalesce($4, purchase.checkout_session_id),
  checkout_url = coalesce($5, purchase.checkout_url),
  payment_intent_id = coalesce($6, purchase.payment_intent_id),
  failure_code = null,
  closed_at = null,
  opened_at = coalesce(purchase.opened_at, clock_timestamp())
where purchase.business_id = $1::uuid
  and purchase.id = $2::uuid
  and purchase.paid_at is null
  and purchase.status <> 'expired'
returning ${PURCHASE_COLUMNS}`;

const CLOSE = `
update purchases purchase
set status = $3, failure_code = $4, closed_at = clock_timestamp()
where purchase.business_id = $1::uuid
  and purchase.id = $2::uuid
  and purchase.paid_at is null
returning ${PURCHASE_COLUMNS}`;

const READ = `
select ${PURCHASE_COLUMNS}
from purchases purchase
where purchase.business_id = $1::uuid and purchase.id = $2::uuid`;

const FIND = `select ${PURCHASE_COLUMNS} from purchases purchase where purchase.id = $1::uuid`;

const LIST = `
select ${PURCHASE_COLUMNS}
from purchases purchase
where purchase.business_id = $1::uuid
order by purchase.created_at desc, purchase.id desc
limit $2`;
