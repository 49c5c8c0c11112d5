import type {
  ChargeDelta,
  Correction,
  Grant,
  Instant,
  LedgerEntry,
  ReviewLine,
  TakenKey,
  UsageLine,
} from "@farebox/billing-core";
import { keyDigest } from "./key-digest.ts";
import { type Columns, rowSet } from "./row-set.ts";
import type { DayTotal, QuarterHourTotal } from "./usage-totals.ts";

/** The rows one commit writes, by table, with the columns it writes. `commit-effects.sql.ts` says how. */
export type OfBusiness<Row> = { readonly businessId: string; readonly row: Row };

/** What becomes of a balance row, and what must still hold for it. */
export type AccountChange = {
  readonly version: bigint;
  readonly loadedAt: Instant;
  readonly now: Instant;
  /** First instant of money time at which a grant that is drawn from can no longer be spent; null when none expires. */
  readonly validUntil: Instant | null;
  readonly lastSeq: bigint;
  readonly ledgerTotal: bigint;
  readonly debt: bigint;
  readonly lastHash: Uint8Array;
  readonly expectedRows: number;
};

export const ACCOUNTS = rowSet<OfBusiness<AccountChange>>("account", 1, {
  business_id: ["uuid", ({ businessId }) => businessId],
  version: ["bigint", ({ row }) => row.version],
  loaded_at: ["timestamptz", ({ row }) => toTime(row.loadedAt)],
  now: ["timestamptz", ({ row }) => toTime(row.now)],
  valid_until: ["timestamptz", ({ row }) => toTime(row.validUntil)],
  last_seq: ["bigint", ({ row }) => row.lastSeq],
  ledger_total_micro: ["bigint", ({ row }) => row.ledgerTotal],
  debt_micro: ["bigint", ({ row }) => row.debt],
  last_hash: ["bytea", ({ row }) => toBytes(row.lastHash)],
  expected_rows: ["bigint", ({ row }) => row.expectedRows],
});

export const NEW_GRANTS = rowSet<OfBusiness<{ grant: Grant; key: string | null; now: Instant }>>(
  "new_grant",
  ACCOUNTS.nextParameter,
  {
    business_id: ["uuid", ({ businessId }) => businessId],
    id: ["uuid", ({ row }) => row.grant.id],
    source: ["text", ({ row }) => row.grant.source],
    original_micro: ["bigint", ({ row }) => row.grant.original],
    remaining_micro: ["bigint", ({ row }) => row.grant.remaining],
    priority: ["integer", ({ row }) => row.grant.priority],
    effective_at: ["timestamptz", ({ row }) => toTime(row.grant.effectiveAt)],
    expires_at: ["timestamptz", ({ row }) => toTime(row.grant.expiresAt)],
    cost_amount_minor: ["bigint", ({ row }) => row.grant.costBasis?.amount ?? null],
    cost_currency: ["text", ({ row }) => row.grant.costBasis?.currency ?? null],
    frozen_at: ["timestamptz", ({ row }) => toTime(row.grant.frozenAt)],
    debt_repaid_micro: ["bigint", ({ row }) => row.grant.debtRepaid],
    reason: ["text", ({ row }) => row.grant.reason],
    key: ["text", ({ row }) => row.key],
    exhausted_at: ["timestamptz", ({ row }) => toTime(row.grant.remaining === 0n ? row.now : null)],
    created_at: ["timestamptz", ({ row }) => toTime(row.grant.createdAt)],
  },
);

export const CHANGED_GRANTS = rowSet<OfBusiness<{ grant: Grant; now: Instant }>>(
  "changed_grant",
  NEW_GRANTS.nextParameter,
  {
    business_id: ["uuid", ({ businessId }) => businessId],
    id: ["uuid", ({ row }) => row.grant.id],
    remaining_micro: ["bigint", ({ row }) => row.grant.remaining],
    frozen_at: ["timestamptz", ({ row }) => toTime(row.grant.frozenAt)],
    debt_repaid_micro: ["bigint", ({ row }) => row.grant.debtRepaid],
    exhausted_at: ["timestamptz", ({ row }) => toTime(row.grant.remaining === 0n ? row.now : null)],
  },
);

export const ENTRIES = rowSet<OfBusiness<{ entry: LedgerEntry; hash: Uint8Array }>>(
  "new_entry",
  CHANGED_GRANTS.nextParameter,
  {
    business_id: ["uuid", ({ businessId }) => businessId],
    seq: ["bigint", ({ row }) => row.entry.seq],
    run_id: ["uuid", ({ row }) => row.entry.runId],
    leg: ["integer", ({ row }) => row.entry.leg],
    legs: ["integer", ({ row }) => row.entry.legs],
    kind: ["text", ({ row }) => row.entry.kind],
    amount_micro: ["bigint", ({ row }) => row.entry.amount],
    grant_id: ["uuid", ({ row }) => row.entry.grantId],
    balance_after_micro: ["bigint", ({ row }) => row.entry.balanceAfter],
    occurred_at: ["timestamptz", ({ row }) => toTime(row.entry.occurredAt)],
    recorded_at: ["timestamptz", ({ row }) => toTime(row.entry.recordedAt)],
    hash: ["bytea", ({ row }) => toBytes(row.hash)],
  },
);

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
const REPORTED: Columns<OfBusiness<Reported>> = {
  business_id: ["uuid", ({ businessId }) => businessId],
  id: ["uuid", ({ row }) => row.id],
  key: ["text", ({ row }) => row.key],
  service: ["text", ({ row }) => row.service],
  quantity: ["bigint", ({ row }) => row.quantity],
  occurred_at: ["timestamptz", ({ row }) => toTime(row.occurredAt)],
  stated_occurred_at: ["timestamptz", ({ row }) => toTime(row.statedOccurredAt)],
  recorded_at: ["timestamptz", ({ row }) => toTime(row.recordedAt)],
  agent_id: ["text", ({ row }) => row.agentId],
  ref: ["text", ({ row }) => row.ref],
  metadata: ["jsonb", ({ row }) => (row.metadata === null ? null : JSON.stringify(row.metadata))],
};

export const LINES = rowSet<OfBusiness<UsageLine>>("new_line", ENTRIES.nextParameter, {
  ...REPORTED,
  hold_id: ["uuid", ({ row }) => row.holdId],
  rate_card_id: ["uuid", ({ row }) => row.rateCardId],
  rate_version: ["integer", ({ row }) => row.rateVersion],
  charged_micro: ["bigint", ({ row }) => row.charged],
  balance_after_micro: ["bigint", ({ row }) => row.balanceAfter],
  replaces_line_id: ["uuid", ({ row }) => row.replacesLineId],
});

export const NEW_REVIEWS = rowSet<OfBusiness<ReviewLine>>("new_review", LINES.nextParameter, {
  ...REPORTED,
  status: ["text", ({ row }) => row.status],
  resolved_at: ["timestamptz", ({ row }) => toTime(row.resolvedAt)],
  line_id: ["uuid", ({ row }) => row.lineId],
  note: ["text", ({ row }) => row.note],
});

export const CHANGED_REVIEWS = rowSet<OfBusiness<ReviewLine>>("changed_review", NEW_REVIEWS.nextParameter, {
  business_id: ["uuid", ({ businessId }) => businessId],
  id: ["uuid", ({ row }) => row.id],
  status: ["text", ({ row }) => row.status],
  resolved_at: ["timestamptz", ({ row }) => toTime(row.resolvedAt)],
  line_id: ["uuid", ({ row }) => row.lineId],
  note: ["text", ({ row }) => row.note],
});

export const CORRECTIONS = rowSet<OfBusiness<Correction>>("new_correction", CHANGED_REVIEWS.nextParameter, {
  business_id: ["uuid", ({ businessId }) => businessId],
  id: ["uuid", ({ row }) => row.id],
  line_id: ["uuid", ({ row }) => row.lineId],
  reason: ["text", ({ row }) => row.reason],
  returned_micro: ["bigint", ({ row }) => row.returned],
  balance_after_micro: ["bigint", ({ row }) => row.balanceAfter],
  replacement_line_id: ["uuid", ({ row }) => row.replacement?.id ?? null],
  recorded_at: ["timestamptz", ({ row }) => toTime(row.recordedAt)],
});

export const KEYS = rowSet<OfBusiness<{ key: TakenKey; now: Instant }>>("new_key", CORRECTIONS.nextParameter, {
  business_id: ["uuid", ({ businessId }) => businessId],
  scope: ["text", ({ row }) => row.key.scope],
  key_digest: ["bytea", ({ row }) => `\\x${keyDigest(row.key.key)}`],
  subject_kind: ["text", ({ row }) => row.key.of],
  subject_id: ["uuid", ({ row }) => row.key.subjectId],
  recorded_at: ["timestamptz", ({ row }) => toTime(row.now)],
});

/** Keys of scope `fact`: what the payment provider said, once across all businesses. */
export const FACTS = rowSet<OfBusiness<{ key: TakenKey; now: Instant }>>("new_fact", KEYS.nextParameter, {
  business_id: ["uuid", ({ businessId }) => businessId],
  fact: ["text", ({ row }) => row.key.key],
  grant_id: ["uuid", ({ row }) => row.key.subjectId],
  recorded_at: ["timestamptz", ({ row }) => toTime(row.now)],
});

export const QUARTER_HOURS = rowSet<OfBusiness<QuarterHourTotal>>("quarter_hour", FACTS.nextParameter, {
  business_id: ["uuid", ({ businessId }) => businessId],
  quarter_start: ["timestamptz", ({ row }) => toTime(row.quarterStart)],
  service: ["text", ({ row }) => row.service],
  events: ["bigint", ({ row }) => row.events],
  quantity: ["bigint", ({ row }) => row.quantity],
  charged_micro: ["bigint", ({ row }) => row.charged],
});

export const DAYS = rowSet<OfBusiness<DayTotal>>("usage_day", QUARTER_HOURS.nextParameter, {
  business_id: ["uuid", ({ businessId }) => businessId],
  day: ["date", ({ row }) => row.day],
  service: ["text", ({ row }) => row.service],
  agent_id: ["text", ({ row }) => row.agentId ?? ""],
  events: ["bigint", ({ row }) => row.events],
  quantity: ["bigint", ({ row }) => row.quantity],
  charged_micro: ["bigint", ({ row }) => row.charged],
});

/** What caps count: by the day of recording. */
export const CHARGED_DAYS = rowSet<OfBusiness<ChargeDelta>>("charged_day", DAYS.nextParameter, {
  business_id: ["uuid", ({ businessId }) => businessId],
  day: ["date", ({ row }) => row.day],
  agent_id: ["text", ({ row }) => row.agentId ?? ""],
  charged_micro: ["bigint", ({ row }) => row.charged],
});

/** Exact to the millisecond, as `timestamptz(3)` is. */
export function toTime(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

function toBytes(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}
