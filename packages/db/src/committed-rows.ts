import type { ChargeDelta, Grant, Instant, LedgerEntry, TakenKey, UsageLine } from "@farebox/billing-core";
import { keyDigestBytes } from "./key-digest.ts";
import { type Columns, rowSet } from "./row-set.ts";
import type { DayTotal, QuarterHourTotal } from "./usage-totals.ts";

/** The rows one commit writes, by table, with the columns it writes. `commit-effects.sql.ts` says how. */

/** What becomes of a balance row, and what must still hold for it. */
export type AccountChange = {
  readonly businessId: string;
  readonly version: bigint;
  readonly loadedAt: Instant;
  readonly now: Instant;
  /** What a load would have told of money time and prices; null when one did. */
  readonly presumed: { readonly moneyOffsetMs: number; readonly epoch: string } | null;
  /** First instant of money time at which a grant that is drawn from can no longer be spent; null when none expires. */
  readonly validUntil: Instant | null;
  readonly lastSeq: bigint;
  readonly ledgerTotal: bigint;
  readonly debt: bigint;
  readonly lastHash: Uint8Array;
  readonly expectedRows: number;
};

export const ACCOUNTS = rowSet<AccountChange>("account", 1, {
  business_id: ["uuid", (row) => row.businessId],
  version: ["bigint", (row) => row.version],
  loaded_at: ["instant", (row) => row.loadedAt],
  now: ["instant", (row) => row.now],
  presumed_offset_ms: ["bigint", (row) => row.presumed?.moneyOffsetMs ?? null],
  presumed_epoch: ["uuid", (row) => row.presumed?.epoch ?? null],
  valid_until: ["instant", (row) => row.validUntil],
  last_seq: ["bigint", (row) => row.lastSeq],
  ledger_total_micro: ["bigint", (row) => row.ledgerTotal],
  debt_micro: ["bigint", (row) => row.debt],
  last_hash: ["bytes", (row) => row.lastHash],
  expected_rows: ["bigint", (row) => row.expectedRows],
});

/** What money that went back took from a grant, or should have. */
export const REFUNDS: Columns<{ readonly grant: Grant }> = {
  refunded_micro: ["bigint", (row) => row.grant.payment?.refunded ?? 0],
  refund_debt_micro: ["bigint", (row) => row.grant.payment?.refundDebt ?? 0],
  refund_shortfall_micro: ["bigint", (row) => row.grant.payment?.shortfall ?? 0],
};

export const CHANGED_GRANTS = rowSet<{ grant: Grant; now: Instant }>("changed_grant", ACCOUNTS.nextParameter, {
  id: ["uuid", (row) => row.grant.id],
  remaining_micro: ["bigint", (row) => row.grant.remaining],
  frozen_at: ["instant", (row) => row.grant.frozenAt],
  debt_repaid_micro: ["bigint", (row) => row.grant.debtRepaid],
  expires_at: ["instant", (row) => row.grant.expiresAt],
  ...REFUNDS,
  exhausted_at: ["instant", (row) => (row.grant.remaining === 0n ? row.now : null)],
});

export const ENTRIES = rowSet<{ entry: LedgerEntry; hash: Uint8Array }>("new_entry", CHANGED_GRANTS.nextParameter, {
  seq: ["bigint", (row) => row.entry.seq],
  run_id: ["uuid", (row) => row.entry.runId],
  leg: ["integer", (row) => row.entry.leg],
  legs: ["integer", (row) => row.entry.legs],
  kind: ["text", (row) => row.entry.kind],
  amount_micro: ["bigint", (row) => row.entry.amount],
  grant_id: ["uuid", (row) => row.entry.grantId],
  balance_after_micro: ["bigint", (row) => row.entry.balanceAfter],
  occurred_at: ["instant", (row) => row.entry.occurredAt],
  recorded_at: ["instant", (row) => row.entry.recordedAt],
  hash: ["bytes", (row) => row.hash],
});

type Reported = Pick<
  UsageLine,
  | "id"
  | "key"
  | "service"
  | "quantity"
  | "occurredAt"
  | "statedOccurredAt"
  | "recordedAt"
  | "agentId"
  | "ref"
  | "metadata"
>;

/** What a usage line and a review say alike. */
export const REPORTED: Columns<Reported> = {
  id: ["uuid", (row) => row.id],
  key: ["text", (row) => row.key],
  service: ["text", (row) => row.service],
  quantity: ["bigint", (row) => row.quantity],
  occurred_at: ["instant", (row) => row.occurredAt],
  stated_occurred_at: ["instant", (row) => row.statedOccurredAt],
  recorded_at: ["instant", (row) => row.recordedAt],
  agent_id: ["text", (row) => row.agentId],
  ref: ["text", (row) => row.ref],
  metadata: ["jsonb", (row) => (row.metadata === null ? null : JSON.stringify(row.metadata))],
};

export const LINES = rowSet<UsageLine>("new_line", ENTRIES.nextParameter, {
  ...REPORTED,
  hold_id: ["uuid", (row) => row.holdId],
  rate_card_id: ["uuid", (row) => row.rateCardId],
  rate_version: ["integer", (row) => row.rateVersion],
  charged_micro: ["bigint", (row) => row.charged],
  balance_after_micro: ["bigint", (row) => row.balanceAfter],
  replaces_line_id: ["uuid", (row) => row.replacesLineId],
});

export const KEYS = rowSet<{ key: TakenKey; now: Instant }>("new_key", LINES.nextParameter, {
  scope: ["text", (row) => row.key.scope],
  key_digest: ["bytes", (row) => keyDigestBytes(row.key.key)],
  subject_kind: ["text", (row) => row.key.of],
  subject_id: ["uuid", (row) => row.key.subjectId],
  recorded_at: ["instant", (row) => row.now],
});

export const QUARTER_HOURS = rowSet<QuarterHourTotal>("quarter_hour", KEYS.nextParameter, {
  quarter_start: ["instant", (row) => row.quarterStart],
  service: ["text", (row) => row.service],
  events: ["bigint", (row) => row.events],
  quantity: ["bigint", (row) => row.quantity],
  charged_micro: ["bigint", (row) => row.charged],
});

export const DAYS = rowSet<DayTotal>("usage_day", QUARTER_HOURS.nextParameter, {
  day: ["date", (row) => row.day],
  service: ["text", (row) => row.service],
  agent_id: ["text", (row) => row.agentId ?? ""],
  events: ["bigint", (row) => row.events],
  quantity: ["bigint", (row) => row.quantity],
  charged_micro: ["bigint", (row) => row.charged],
});

/** What caps count: by the day of recording. */
export const CHARGED_DAYS = rowSet<ChargeDelta>("charged_day", DAYS.nextParameter, {
  day: ["date", (row) => row.day],
  agent_id: ["text", (row) => row.agentId ?? ""],
  charged_micro: ["bigint", (row) => row.charged],
});
