import type { Instant } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { keyDigest } from "../key-digest.ts";
import {
  TRANSACTION_COLUMNS,
  TRANSACTION_JOINS,
  TRANSACTION_TYPE,
  type TransactionColumns,
  type TransactionRow,
  toTransaction,
} from "./transaction-columns.ts";

/** Runs of the ledger, newest first by `seq`: the order in which the balance moved. At most `limit`, before `beforeSeq`. */
export async function listTransactions(sql: SqlRunner, asked: AskedTransactions): Promise<readonly TransactionRow[]> {
  const { text, parameters } = toStatement(asked);
  const rows = await sql.query<TransactionColumns>("list_transactions", text, parameters);
  return rows.map(toTransaction);
}

export type AskedTransactions = {
  readonly businessId: string;
  readonly filters: TransactionFilters;
  /** Null begins with the newest. */
  readonly beforeSeq: bigint | null;
  readonly limit: number;
};

/** Null does not filter. */
export type TransactionFilters = {
  readonly type: string | null;
  readonly service: string | null;
  readonly agentId: string | null;
  /** When it happened: `[from, to)`. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** An id, key or call id in full, or part of a reference, reason or note; upper and lower case alike. */
  readonly search: string | null;
};

// Only the conditions that are asked for are in the text, so that the usual question stays a walk down one index.
function toStatement({ businessId, filters, beforeSeq, limit }: AskedTransactions) {
  const parameters: unknown[] = [businessId];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = ["entry.business_id = $1::uuid", "entry.leg = 1"];
  if (beforeSeq !== null) conditions.push(`entry.seq < ${bind(beforeSeq)}::bigint`);
  if (filters.type !== null) conditions.push(`${TRANSACTION_TYPE} = ${bind(filters.type)}`);
  if (filters.service !== null) conditions.push(`coalesce(line.service, corrected.service) = ${bind(filters.service)}`);
  if (filters.agentId !== null)
    conditions.push(`coalesce(line.agent_id, corrected.agent_id) = ${bind(filters.agentId)}`);
  if (filters.from !== null)
    conditions.push(`entry.occurred_at >= ${bind(new Date(filters.from).toISOString())}::timestamptz`);
  if (filters.to !== null)
    conditions.push(`entry.occurred_at < ${bind(new Date(filters.to).toISOString())}::timestamptz`);
  if (filters.search !== null) conditions.push(`entry.run_id in (${matching(filters.search, bind)})`);
  const text = `
select ${TRANSACTION_COLUMNS}
from token_transactions entry
${TRANSACTION_JOINS}
where ${conditions.join("\n  and ")}
order by entry.seq desc
limit ${bind(limit)}`;
  return { text, parameters };
}

/** Runs that a text names: by id, by key (found by its digest), or in the words written on them. */
function matching(search: string, bind: (value: unknown) => string): string {
  const digest = `${bind(`\\x${keyDigest(search)}`)}::bytea`;
  const words = `lower(${bind(search)}::text)`;
  const branches = [
    // The key of an accepted review stands for the line it became.
    `select coalesce(review.line_id, known.subject_id)
     from idempotency_keys known
     left join usage_reviews review on review.business_id = known.business_id and review.id = known.subject_id
     where known.business_id = $1::uuid and known.scope in ('usage', 'grant', 'hold') and known.key_digest = ${digest}`,
    `select id from usage_tracking where business_id = $1::uuid and strpos(lower(ref), ${words}) > 0`,
    `select correction.id
     from usage_corrections correction
     join usage_tracking line on line.business_id = correction.business_id and line.id = correction.line_id
     where correction.business_id = $1::uuid
       and (strpos(lower(correction.reason), ${words}) > 0 or strpos(lower(line.ref), ${words}) > 0)`,
    `select id from token_holds where business_id = $1::uuid and strpos(lower(closed_reason), ${words}) > 0`,
    `select id from token_grants where business_id = $1::uuid and strpos(lower(reason), ${words}) > 0`,
    `select line_id from usage_reviews where business_id = $1::uuid and line_id is not null and strpos(lower(note), ${words}) > 0`,
  ];
  if (UUID.test(search)) branches.push(`select ${bind(search)}::uuid`);
  return branches.join("\nunion all\n");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
