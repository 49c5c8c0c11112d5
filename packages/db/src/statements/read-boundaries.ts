import type { Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Where the ledger of a business stood at given instants: its last entry recorded before each of them. Entries are recorded
 * in the order of their `seq`, which has no gap, so each place is found by halving: some twenty look-ups in a million entries.
 */
export async function readBoundaries(sql: SqlRunner, asked: AskedBoundaries): Promise<readonly Boundary[]> {
  const instants = asked.instants.map((at) => new Date(at).toISOString());
  const rows = await sql.query<Row>("ledger_boundaries", READ_BOUNDARIES, [asked.businessId, instants]);
  return rows.map(({ seq, balance }) => ({ seq, balance: balance as MicroTokens }));
}

export type AskedBoundaries = { readonly businessId: string; readonly instants: readonly Instant[] };

/** `seq` 0 with a balance of 0: nothing was recorded before. */
export type Boundary = { readonly seq: bigint; readonly balance: MicroTokens };

type Row = { readonly seq: bigint; readonly balance: bigint };

const READ_BOUNDARIES = `
with recursive
halving as (
  select place, instant, 0::bigint as low, balance.last_seq + 1 as high
  from unnest($2::timestamptz[]) with ordinality as asked (instant, place)
  cross join token_balances balance
  where balance.business_id = $1::uuid
  union all
  select
    halving.place,
    halving.instant,
    case when entry.recorded_at < halving.instant then entry.seq else halving.low end,
    case when entry.recorded_at < halving.instant then halving.high else entry.seq end
  from halving
  join token_transactions entry
    on entry.business_id = $1::uuid and entry.seq = (halving.low + halving.high) / 2
  where halving.high - halving.low > 1
)
select found.low as seq, coalesce(entry.balance_after_micro, 0::bigint) as balance
from halving found
left join token_transactions entry on entry.business_id = $1::uuid and entry.seq = found.low
where found.high - found.low = 1
order by found.place`;

/** When the first entry of a business was recorded; null when nothing ever was. */
export async function readFirstEntryAt(sql: SqlRunner, businessId: string): Promise<Instant | null> {
  const rows = await sql.query<{ recorded_ms: bigint }>("first_entry", FIRST_ENTRY, [businessId]);
  return rows[0] === undefined ? null : Number(rows[0].recorded_ms);
}

const FIRST_ENTRY = `
select ${milliseconds("entry.recorded_at")} as recorded_ms
from token_transactions entry
where entry.business_id = $1::uuid and entry.seq = 1`;
