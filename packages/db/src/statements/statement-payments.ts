import type { Instant } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Money that was paid for tokens or went back within `[from, to)`, in the order it became known. Without tax. */
export async function listStatementPayments(
  sql: SqlRunner,
  asked: { readonly businessId: string; readonly from: Instant; readonly to: Instant },
): Promise<readonly StatementPayment[]> {
  const { businessId, from, to } = asked;
  const parameters = [businessId, new Date(from).toISOString(), new Date(to).toISOString()];
  const rows = await sql.query<Row>("statement_payments", LIST_PAYMENTS, parameters);
  return rows.map(({ recorded_ms, amount, ...row }) => ({
    ...row,
    amount: Number(amount),
    recordedAt: Number(recorded_ms),
  }));
}

export type StatementPayment = {
  /** The provider's or our own name of what was paid: `purchase:…`, `invoice:…`. */
  readonly key: string;
  readonly kind: "payment" | "refund" | "dispute";
  readonly recordedAt: Instant;
  /** What was bought; null for a plan. */
  readonly packageName: string | null;
  readonly isTopUp: boolean;
  /** In minor units; negative where it went back. */
  readonly amount: number;
  readonly currency: string;
};

type Row = Omit<StatementPayment, "recordedAt" | "amount"> & { readonly recorded_ms: bigint; readonly amount: bigint };

// What is only credited towards the next invoice is no money that moved, and a refund that failed or a dispute that was won
// left it where it was.
const LIST_PAYMENTS = `
select
  moved.key,
  moved.kind,
  ${milliseconds("moved.recorded_at")} as recorded_ms,
  coalesce(package.name, purchase.package_key) as "packageName",
  coalesce(purchase.kind = 'top_up', false) as "isTopUp",
  moved.amount,
  moved.currency
from (
  select business_id, key, 'payment' as kind, recorded_at, paid_amount_minor as amount, currency
  from payments
  where business_id = $1::uuid and paid_amount_minor > 0
  union all
  select returned.business_id, payment.key, returned.kind, returned.recorded_at, -returned.amount_minor, payment.currency
  from payment_returns returned
  join payments payment on payment.business_id = returned.business_id and payment.key = returned.payment_key
  where returned.business_id = $1::uuid
    and returned.amount_minor > 0
    and ((returned.kind = 'refund' and returned.phase = 'standing') or (returned.kind = 'dispute' and returned.phase in ('open', 'lost')))
) moved
left join purchases purchase
  on purchase.business_id = moved.business_id and 'purchase:' || purchase.id = moved.key
left join token_packages package on package.key = purchase.package_key
where moved.recorded_at >= $2::timestamptz and moved.recorded_at < $3::timestamptz
order by moved.recorded_at, moved.key, moved.kind`;
