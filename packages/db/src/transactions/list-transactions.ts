import type { Instant } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { candidateRuns, inTime, isByAmount } from "./candidate-runs.ts";
import { bindJudgement, ENTRY, type JudgedBy, judge } from "./judged-runs.ts";
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
export type TransactionFilters = JudgedBy & {
  readonly type: string | null;
  readonly service: string | null;
  readonly agentId: string | null;
  /** When it happened: `[from, to)`. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** An id, key or call id in full, or part of a reference, reason or note; upper and lower case alike. */
  readonly search: string | null;
  /** Payments that the search names as well: keys as `token_grants.payment_key` has them. */
  readonly searchedPayments: readonly string[];
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
    judgement: bindJudgement(filters, bind),
    limit: bind(limit),
  };
  const judged = judge(bound.judgement, ENTRY);
  const conditions = [
    ...(bound.type === null ? [] : [`${TRANSACTION_TYPE} = ${bound.type}::text`]),
    ...(bound.service === null ? [] : [`coalesce(line.service, corrected.service) = ${bound.service}`]),
    ...(bound.agentId === null ? [] : [`coalesce(line.agent_id, corrected.agent_id) = ${bound.agentId}`]),
    ...judged,
  ];
  const pageOf = (where: string, source: string) => `(
  select entry.seq
  from ${source}
  ${conditions.length === judged.length ? "" : TRANSACTION_JOINS}
  where ${where} ${conditions.map((condition) => `and ${condition}`).join(" ")} ${inTime("entry", bound)}
  order by entry.seq desc
  limit ${bound.limit}
)`;
  const ofCandidates =
    "candidate join token_transactions entry on entry.business_id = $1::uuid and entry.seq = candidate.seq";
  const found = isByAmount(filters)
    ? `
with newest as materialized (
  select entry.* from token_transactions entry
  where entry.business_id = $1::uuid ${bound.before === null ? "" : `and entry.seq < ${bound.before}::bigint`}
  order by entry.seq desc
  limit ${NEWEST_ENTRIES}
),
recent as materialized ${pageOf("entry.leg = 1", "newest entry")},
candidate as materialized (
${candidateRuns(asked, { ...bound, before: "(select min(seq) from newest)" }, bind)}
),
run as materialized (
  select seq from recent
  union all
  select seq from ${pageOf(`(select count(*) from recent) < ${bound.limit}::bigint`, ofCandidates)} older
  order by seq desc
  limit ${bound.limit}
)`
    : `
with candidate as materialized (
${candidateRuns(asked, bound, bind)}
),
run as materialized ${pageOf("true", ofCandidates)}`;
  const text = `${found}
select ${TRANSACTION_COLUMNS}
from run
join token_transactions entry on entry.business_id = $1::uuid and entry.seq = run.seq
${TRANSACTION_JOINS}
order by entry.seq desc`;
  return { text, parameters };
}

/** So many entries are looked through before the index of amounts is: it has them in no order, and a usual one is among these. */
const NEWEST_ENTRIES = 250;
