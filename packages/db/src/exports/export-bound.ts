import type { Instant } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * The part of a business's ledger that an export walks, fixed once at its start. The ledger is append-only and counts without
 * a gap, so whatever is read later within it is what stood there at that moment: no transaction has to stay open meanwhile.
 */
export async function readExportBound(sql: SqlRunner, asked: AskedBound): Promise<ExportBound> {
  const { businessId, from, to } = asked;
  const parameters = [businessId, toText(from), toText(to)];
  const isWhole = from === null && to === null;
  const rows = isWhole
    ? await sql.query<ExportBound>("export_bound", WHOLE_LEDGER, [businessId])
    : await sql.query<ExportBound>("export_bound", ENTRIES_IN_TIME, parameters);
  return rows[0] ?? NOTHING;
}

export type AskedBound = {
  readonly businessId: string;
  /** When it happened: `[from, to)`; null does not bound. */
  readonly from: Instant | null;
  readonly to: Instant | null;
};

/** Entries with `afterSeq < seq <= lastSeq`; none when both are equal. */
export type ExportBound = { readonly afterSeq: bigint; readonly lastSeq: bigint };

const NOTHING: ExportBound = { afterSeq: 0n, lastSeq: 0n };

const toText = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());

const WHOLE_LEDGER = `
select 0::bigint as "afterSeq", last_seq as "lastSeq"
from token_balances
where business_id = $1::uuid`;

// Late work stands further up in the ledger than it happened, so the range goes from its first to its last entry.
const ENTRIES_IN_TIME = `
select coalesce(min(seq) - 1, 0) as "afterSeq", coalesce(max(seq), 0) as "lastSeq"
from token_transactions
where business_id = $1::uuid
  and leg = 1
  and occurred_at >= coalesce($2::timestamptz, '-infinity')
  and occurred_at < coalesce($3::timestamptz, 'infinity')`;
