import type { Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { TRANSACTION_JOINS, TRANSACTION_TYPE, type TransactionRow } from "../transactions/transaction-columns.ts";
import { exportConditions } from "./export-conditions.ts";
import { bindWindow, IN_WINDOW, type LedgerWindow, REVERSAL_JOIN } from "./ledger-window.ts";

/** The runs of a window, oldest first: the order in which the balance moved. */
export async function exportTransactions(
  sql: SqlRunner,
  window: LedgerWindow,
): Promise<readonly ExportedTransaction[]> {
  const { parameters, bind } = bindWindow(window);
  const text = `${SELECT}${exportConditions(window.filters, bind)}\norder by entry.seq`;
  const rows = await sql.query<Columns>("export_transactions", text, parameters);
  return rows.map(toExported);
}

export type ExportedTransaction = {
  readonly id: string;
  readonly seq: bigint;
  readonly type: TransactionRow["type"];
  /** Sum of its entries, signed. */
  readonly amount: MicroTokens;
  /** Sum of the ledger after its last entry. */
  readonly balanceAfter: MicroTokens;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly service: string | null;
  readonly quantity: bigint | null;
  readonly agentId: string | null;
  readonly ref: string | null;
  readonly key: string | null;
  readonly callId: string | null;
  readonly reason: string | null;
  readonly status: "settled" | "corrected" | "no_charge" | "abandoned";
};

type Columns = Omit<ExportedTransaction, "occurredAt" | "recordedAt"> & {
  readonly occurred_ms: bigint;
  readonly recorded_ms: bigint;
};

function toExported({ occurred_ms, recorded_ms, ...row }: Columns): ExportedTransaction {
  return { ...row, occurredAt: Number(occurred_ms), recordedAt: Number(recorded_ms) };
}

// The legs of a run stand together, so its sum is the balance after its last less the balance before its first.
const SELECT = `
select
  entry.run_id as id,
  entry.seq,
  ${TRANSACTION_TYPE} as type,
  last.balance_after_micro - entry.balance_after_micro + entry.amount_micro as amount,
  last.balance_after_micro as "balanceAfter",
  ${milliseconds("entry.occurred_at")} as occurred_ms,
  ${milliseconds("entry.recorded_at")} as recorded_ms,
  coalesce(line.service, corrected.service) as service,
  coalesce(line.quantity, corrected.quantity) as quantity,
  coalesce(line.agent_id, corrected.agent_id) as "agentId",
  coalesce(line.ref, corrected.ref) as ref,
  case when entry.kind = funding.source then funding.key else line.key end as key,
  call.call_id as "callId",
  coalesce(correction.reason, returned.reason, funding.reason, call.closed_reason) as reason,
  case
    when reversal.id is not null then 'corrected'
    when call.status = 'abandoned' and call.id = entry.run_id then 'abandoned'
    when entry.kind in ('usage', 'void') and entry.amount_micro = 0 then 'no_charge'
    else 'settled'
  end as status
from token_transactions entry
join token_transactions last
  on last.business_id = entry.business_id and last.seq = entry.seq + entry.legs - 1
${TRANSACTION_JOINS}
${REVERSAL_JOIN}
where ${IN_WINDOW}`;
