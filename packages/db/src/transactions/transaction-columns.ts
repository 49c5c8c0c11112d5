import type { EntryKind, GrantSource, Hold, Instant, MicroTokens } from "@farebox/billing-core";
import { holdJson, milliseconds } from "../account-json.ts";
import { type HoldRow, toHold } from "../mapping.ts";

/** What moved tokens once: a run of the ledger, with what it was for. */
export type TransactionRow = {
  /** Id of the run: of the usage line, grant or correction, a fresh one for what time did. */
  readonly id: string;
  /** Of its first entry. */
  readonly seq: bigint;
  /**
   * The kind of its first entry; a run that only repaid debt goes by the source of the grant that paid, and a call that
   * never got through is a usage like any other.
   */
  readonly type: Exclude<EntryKind, "debt_repayment" | "void">;
  /** Sum of its entries, signed. */
  readonly amount: MicroTokens;
  /** Sum of the ledger after its last entry. */
  readonly balanceAfter: MicroTokens;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Of the usage line; for a correction of the line it reversed. */
  readonly service: string | null;
  readonly quantity: number | null;
  readonly agentId: string | null;
  readonly ref: string | null;
  /** The reporter's key, or the grant's. */
  readonly key: string | null;
  /** Of the grant, the correction, the refund or the dispute. */
  readonly reason: string | null;
  /** Whether this usage line was reversed later. */
  readonly isCorrected: boolean;
  /** The call it was booked for, as it stands today; for a correction the call of the line it reversed. */
  readonly hold: Hold | null;
  readonly legs: readonly LegRow[];
};

/** One ledger entry of a run, in order. */
export type LegRow = {
  readonly kind: EntryKind;
  readonly amount: MicroTokens;
  readonly grantId: string | null;
  readonly source: GrantSource | null;
  readonly balanceAfter: MicroTokens;
};

/** Names in scope: `entry` (the first of the run) and what `TRANSACTION_JOINS` adds. */
export const TRANSACTION_TYPE =
  "case entry.kind when 'debt_repayment' then funding.source when 'void' then 'usage' else entry.kind end";

export const TRANSACTION_JOINS = `
left join usage_tracking line
  on line.business_id = entry.business_id and line.id = entry.run_id
left join usage_corrections correction
  on correction.business_id = entry.business_id and correction.id = entry.run_id
left join usage_tracking corrected
  on corrected.business_id = correction.business_id and corrected.id = correction.line_id
left join payment_return_runs returned
  on returned.business_id = entry.business_id and returned.run_id = entry.run_id and entry.kind in ('refund', 'dispute')
left join token_holds call
  on call.business_id = entry.business_id and call.id = coalesce(line.hold_id, corrected.hold_id)
left join token_grants funding
  on funding.business_id = entry.business_id and funding.id = entry.grant_id and entry.kind not in ('usage', 'correction', 'void')`;

export const TRANSACTION_COLUMNS = `
  entry.run_id as id,
  entry.seq,
  ${TRANSACTION_TYPE} as type,
  ${milliseconds("entry.occurred_at")} as occurred_ms,
  ${milliseconds("entry.recorded_at")} as recorded_ms,
  coalesce(line.service, corrected.service) as service,
  coalesce(line.quantity, corrected.quantity) as quantity,
  coalesce(line.agent_id, corrected.agent_id) as agent_id,
  coalesce(line.ref, corrected.ref) as ref,
  case when entry.kind = funding.source then funding.key else line.key end as key,
  coalesce(correction.reason, returned.reason, funding.reason) as reason,
  exists (
    select from usage_corrections reversal
    where reversal.business_id = entry.business_id and reversal.line_id = line.id
  ) as is_corrected,
  case when call.id is not null then ${holdJson("call")} end as hold,
  (
    select json_agg(json_build_object(
      'kind', part.kind,
      'amount', part.amount_micro,
      'grantId', part.grant_id,
      'source', source.source,
      'balanceAfter', part.balance_after_micro
    ) order by part.leg)
    from token_transactions part
    left join token_grants source on source.business_id = part.business_id and source.id = part.grant_id
    where part.business_id = entry.business_id and part.run_id = entry.run_id
  ) as legs`;

export type TransactionColumns = {
  readonly id: string;
  readonly seq: bigint;
  readonly type: TransactionRow["type"];
  readonly occurred_ms: bigint;
  readonly recorded_ms: bigint;
  readonly service: string | null;
  readonly quantity: bigint | null;
  readonly agent_id: string | null;
  readonly ref: string | null;
  readonly key: string | null;
  readonly reason: string | null;
  readonly is_corrected: boolean;
  readonly hold: HoldRow | null;
  readonly legs: readonly (Omit<LegRow, "amount" | "balanceAfter"> & {
    readonly amount: number;
    readonly balanceAfter: number;
  })[];
};

export function toTransaction(row: TransactionColumns): TransactionRow {
  const legs = row.legs.map((leg) => ({
    ...leg,
    amount: toAmount(leg.amount),
    balanceAfter: toAmount(leg.balanceAfter),
  }));
  return {
    id: row.id,
    seq: row.seq,
    type: row.type,
    amount: legs.reduce((sum, leg) => sum + leg.amount, 0n) as MicroTokens,
    balanceAfter: legs.at(-1)?.balanceAfter ?? (0n as MicroTokens),
    occurredAt: Number(row.occurred_ms),
    recordedAt: Number(row.recorded_ms),
    service: row.service,
    quantity: row.quantity === null ? null : Number(row.quantity),
    agentId: row.agent_id,
    ref: row.ref,
    key: row.key,
    reason: row.reason,
    isCorrected: row.is_corrected,
    hold: row.hold === null ? null : toHold(row.hold),
    legs,
  };
}

function toAmount(json: number): MicroTokens {
  return BigInt(json) as MicroTokens;
}
