import type { Instant, Payment } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { PAYMENT_JSON } from "./load-selling.sql.ts";
import { type PaymentJson, toPayment } from "./selling-mapping.ts";

/** The newest payments of a business with what of each went back. */
export async function listPayments(
  sql: SqlRunner,
  { businessId, limit }: { readonly businessId: string; readonly limit: number },
): Promise<readonly (Payment & { readonly recordedAt: Instant })[]> {
  type Row = { readonly payment: PaymentJson; readonly recorded_ms: bigint };
  const rows = await sql.query<Row>("list_payments", LIST_PAYMENTS, [businessId, limit]);
  return rows.map((row) => ({ ...toPayment(row.payment), recordedAt: Number(row.recorded_ms) }));
}

/** Which of these facts have their grant, and whose: what a reconciler compares with the provider's list. */
export async function listGrantedFacts(
  sql: SqlRunner,
  facts: readonly string[],
): Promise<ReadonlyMap<string, { readonly businessId: string; readonly grantId: string }>> {
  type Row = { readonly fact: string; readonly business_id: string; readonly grant_id: string };
  const rows = await sql.query<Row>("granted_facts", GRANTED_FACTS, [facts]);
  return new Map(rows.map((row) => [row.fact, { businessId: row.business_id, grantId: row.grant_id }]));
}

const LIST_PAYMENTS = `
select ${PAYMENT_JSON} as payment, ${milliseconds("payment.recorded_at")} as recorded_ms
from payments payment
where payment.business_id = $1::uuid
order by payment.recorded_at desc, payment.key desc
limit $2`;

const GRANTED_FACTS = "select fact, business_id, grant_id from provider_facts where fact = any ($1::text[])";
