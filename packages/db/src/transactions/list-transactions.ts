import type { Instant } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { candidateRuns, inTime } from "./candidate-runs.ts";
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

// Only the conditions that are asked for are in the text, so that each question has a plan of its own.
function toStatement(asked: AskedTransactions) {
  const { businessId, filters, beforeSeq, limit } = asked;
  const parameters: unknown[] = [businessId];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const bindAsked = (value: unknown): string | null => (value === null ? null : bind(value));
  const bound = {
    before: bindAsked(beforeSeq),
    type: bindAsked(filters.type),
    from: bindAsked(filters.from === null ? null : new Date(filters.from).toISOString()),
    to: bindAsked(filters.to === null ? null : new Date(filters.to).toISOString()),
    service: bindAsked(filters.service),
    agentId: bindAsked(filters.agentId),
    limit: bind(limit),
  };
  const conditions = [
    ...(bound.type === null ? [] : [`${TRANSACTION_TYPE} = ${bound.type}::text`]),
    ...(bound.service === null ? [] : [`coalesce(line.service, corrected.service) = ${bound.service}`]),
    ...(bound.agentId === null ? [] : [`coalesce(line.agent_id, corrected.agent_id) = ${bound.agentId}`]),
  ];
  const text = `
with candidate as materialized (
${candidateRuns(asked, bound, bind)}
),
run as materialized (
  select entry.seq
  from candidate
  join token_transactions entry on entry.business_id = $1::uuid and entry.seq = candidate.seq
  ${conditions.length === 0 ? "" : TRANSACTION_JOINS}
  where true ${conditions.map((condition) => `and ${condition}`).join(" ")} ${inTime("entry", bound)}
  order by candidate.seq desc
  limit ${bound.limit}
)
select ${TRANSACTION_COLUMNS}
from run
join token_transactions entry on entry.business_id = $1::uuid and entry.seq = run.seq
${TRANSACTION_JOINS}
order by entry.seq desc`;
  return { text, parameters };
}
