import type { MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Money that was paid for tokens and is still with us, and the tokens it brought, bonus included. */
export type PricePaid = { readonly amountMinor: number; readonly currency: string; readonly tokens: MicroTokens };

/**
 * What a business paid for its tokens so far. Of several currencies the one that paid for the most tokens. Tokens nobody
 * paid for (trial, promotions, adjustments) do not make the others cheaper. Null when nothing was paid.
 */
export async function readPricePaid(sql: SqlRunner, businessId: string): Promise<PricePaid | null> {
  const [row] = await sql.query<Row>("price_paid", PRICE_PAID, [businessId]);
  if (row === undefined || row.amount_minor === 0n) return null;
  return { amountMinor: Number(row.amount_minor), currency: row.currency, tokens: row.tokens_micro as MicroTokens };
}

type Row = { readonly currency: string; readonly amount_minor: bigint; readonly tokens_micro: bigint };

// What was refunded takes its part of the money with it.
const PRICE_PAID = `
select
  cost_currency as currency,
  round(sum(cost_amount_minor::numeric * (original_micro - refunded_micro - refund_debt_micro) / original_micro))::bigint as amount_minor,
  sum(original_micro - refunded_micro - refund_debt_micro)::bigint as tokens_micro
from token_grants
where business_id = $1::uuid
  and cost_amount_minor is not null
group by 1
having sum(original_micro - refunded_micro - refund_debt_micro) > 0
order by 3 desc, 1
limit 1`;
