import type { Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { TRANSACTION_JOINS } from "../transactions/transaction-columns.ts";
import { exportConditions } from "./export-conditions.ts";
import { bindWindow, IN_WINDOW, type LedgerWindow, REVERSAL_JOIN } from "./ledger-window.ts";

/** The usage lines of a window, in the order they were charged. Corrections are columns of the line they reversed. */
export async function exportUsage(sql: SqlRunner, window: LedgerWindow): Promise<readonly ExportedLine[]> {
  const { parameters, bind } = bindWindow(window);
  const text = `${SELECT}${exportConditions(window.filters, bind)}\norder by entry.seq`;
  const rows = await sql.query<Columns>("export_usage", text, parameters);
  return rows.map(toExported);
}

export type ExportedLine = {
  readonly id: string;
  readonly seq: bigint;
  readonly service: string;
  readonly quantity: bigint;
  readonly charged: MicroTokens;
  /** What its correction gave back; 0 without one. */
  readonly returned: MicroTokens;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly correctedAt: Instant | null;
  readonly agentId: string | null;
  readonly ref: string | null;
  readonly key: string | null;
  readonly callId: string | null;
  readonly status: "settled" | "corrected" | "no_charge" | "abandoned";
  readonly rateCardId: string;
  readonly rateVersion: number;
  /** The corrected line that this one stands in for. */
  readonly replaces: string | null;
  /** The reporter's own object, as JSON text. */
  readonly metadata: string | null;
};

type Columns = Omit<ExportedLine, "occurredAt" | "recordedAt" | "correctedAt"> & {
  readonly occurred_ms: bigint;
  readonly recorded_ms: bigint;
  readonly corrected_ms: bigint | null;
};

function toExported({ occurred_ms, recorded_ms, corrected_ms, ...row }: Columns): ExportedLine {
  return {
    ...row,
    occurredAt: Number(occurred_ms),
    recordedAt: Number(recorded_ms),
    correctedAt: corrected_ms === null ? null : Number(corrected_ms),
  };
}

const SELECT = `
select
  line.id,
  entry.seq,
  line.service,
  line.quantity,
  line.charged_micro as charged,
  coalesce(reversal.returned_micro, 0::bigint) as returned,
  ${milliseconds("line.occurred_at")} as occurred_ms,
  ${milliseconds("line.recorded_at")} as recorded_ms,
  ${milliseconds("reversal.recorded_at")} as corrected_ms,
  line.agent_id as "agentId",
  line.ref,
  line.key,
  call.call_id as "callId",
  case
    when reversal.id is not null then 'corrected'
    when call.status = 'abandoned' and call.id = line.id then 'abandoned'
    when line.charged_micro = 0 then 'no_charge'
    else 'settled'
  end as status,
  line.rate_card_id as "rateCardId",
  line.rate_version as "rateVersion",
  line.replaces_line_id as replaces,
  line.metadata::text as metadata
from token_transactions entry
${TRANSACTION_JOINS}
${REVERSAL_JOIN}
where ${IN_WINDOW}
  and line.id is not null`;
