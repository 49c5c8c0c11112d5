import type { EntryKind, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** What moved a part of the ledger, added up by kind. Their sum is the difference of the balances around it. */
export async function sumMovements(sql: SqlRunner, part: LedgerPart): Promise<readonly Movement[]> {
  const { businessId, afterSeq, lastSeq } = part;
  return sql.query<Movement>("sum_movements", SUM_MOVEMENTS, [businessId, afterSeq, lastSeq]);
}

/** Entries with `afterSeq < seq <= lastSeq`. */
export type LedgerPart = { readonly businessId: string; readonly afterSeq: bigint; readonly lastSeq: bigint };

export type Movement = { readonly kind: EntryKind; readonly entries: bigint; readonly amount: MicroTokens };

/** The usage of the same part, by service: what lines were charged and what corrections gave back, as the ledger has it. */
export async function sumUsageOfMonth(sql: SqlRunner, part: LedgerPart): Promise<readonly ServiceUse[]> {
  const { businessId, afterSeq, lastSeq } = part;
  return sql.query<ServiceUse>("sum_usage_of_month", SUM_USAGE, [businessId, afterSeq, lastSeq]);
}

export type ServiceUse = {
  readonly service: string;
  /** Lines, those that cost nothing among them. */
  readonly events: bigint;
  readonly quantity: bigint;
  readonly charged: MicroTokens;
  readonly returned: MicroTokens;
};

const SUM_MOVEMENTS = `
select kind, count(*) as entries, sum(amount_micro)::bigint as amount
from token_transactions
where business_id = $1::uuid
  and seq > $2::bigint
  and seq <= $3::bigint
group by kind
order by kind`;

const SUM_USAGE = `
select
  coalesce(line.service, corrected.service) as service,
  count(line.id) filter (where entry.leg = 1) as events,
  coalesce(sum(line.quantity) filter (where entry.leg = 1), 0)::bigint as quantity,
  coalesce(-sum(entry.amount_micro) filter (where entry.kind = 'usage'), 0)::bigint as charged,
  coalesce(sum(entry.amount_micro) filter (where entry.kind = 'correction'), 0)::bigint as returned
from token_transactions entry
left join usage_tracking line
  on line.business_id = entry.business_id and line.id = entry.run_id
left join usage_corrections correction
  on correction.business_id = entry.business_id and correction.id = entry.run_id
left join usage_tracking corrected
  on corrected.business_id = correction.business_id and corrected.id = correction.line_id
where entry.business_id = $1::uuid
  and entry.seq > $2::bigint
  and entry.seq <= $3::bigint
  and entry.kind in ('usage', 'void', 'correction')
group by 1
order by 1`;
