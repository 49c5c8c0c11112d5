import type { HoldStatus, Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Lines of a range in the order in which they happened (then by id), after `after`. Those reversed later are among them. */
export async function listUsageLines(sql: SqlRunner, asked: AskedUsageLines): Promise<readonly UsageLineRow[]> {
  const { businessId, from, to, after, limit } = asked;
  const rows = await sql.query<Columns>("list_usage_lines", LIST_LINES, [
    businessId,
    new Date(from).toISOString(),
    new Date(to).toISOString(),
    new Date(after?.occurredAt ?? from).toISOString(),
    after?.id ?? "00000000-0000-0000-0000-000000000000",
    limit,
  ]);
  return rows.map(toUsageLineRow);
}

/** Every line that came under one of these references, whenever it happened. Reads all lines of the business. */
export async function listUsageLinesOfRefs(sql: SqlRunner, asked: AskedRefs): Promise<readonly UsageLineRow[]> {
  const rows = await sql.query<Columns>("usage_lines_of_refs", LINES_OF_REFS, [asked.businessId, asked.refs]);
  return rows.map(toUsageLineRow);
}

/** What came under one of these references and is no line yet: late events that wait or were rejected, calls that run. */
export async function listUnbookedOfRefs(sql: SqlRunner, asked: AskedRefs): Promise<readonly UnbookedRow[]> {
  return sql.query<UnbookedRow>("unbooked_of_refs", UNBOOKED_OF_REFS, [asked.businessId, asked.refs]);
}

export type AskedUsageLines = {
  readonly businessId: string;
  /** When it happened: `[from, to)`. */
  readonly from: Instant;
  readonly to: Instant;
  readonly after: { readonly occurredAt: Instant; readonly id: string } | null;
  readonly limit: number;
};

export type AskedRefs = { readonly businessId: string; readonly refs: readonly string[] };

export type UsageLineRow = {
  readonly id: string;
  readonly key: string | null;
  readonly ref: string | null;
  readonly service: string;
  readonly quantity: number;
  readonly charged: MicroTokens;
  readonly occurredAt: Instant;
  readonly agentId: string | null;
  readonly isCorrected: boolean;
  /** The call it was booked for, as it stands today. */
  readonly holdId: string | null;
  readonly holdStatus: HoldStatus | null;
};

export type UnbookedRow = {
  readonly id: string;
  readonly ref: string;
  readonly service: string;
  readonly status: "waits_for_review" | "rejected" | "open";
};

const LINE_COLUMNS = `
  line.id,
  line.key,
  line.ref,
  line.service,
  line.quantity,
  line.charged_micro,
  ${milliseconds("line.occurred_at")} as occurred_ms,
  line.agent_id,
  exists (
    select from usage_corrections correction
    where correction.business_id = line.business_id and correction.line_id = line.id
  ) as is_corrected,
  call.id as hold_id,
  call.status as hold_status`;

const CALL_OF_LINE = "left join token_holds call on call.business_id = line.business_id and call.id = line.hold_id";

const LIST_LINES = `
select ${LINE_COLUMNS}
from usage_tracking line
${CALL_OF_LINE}
where line.business_id = $1::uuid
  and line.occurred_at >= $2::timestamptz
  and line.occurred_at < $3::timestamptz
  and line.occurred_at >= $4::timestamptz
  and (line.occurred_at, line.id) > ($4::timestamptz, $5::uuid)
order by line.occurred_at, line.id
limit $6`;

const LINES_OF_REFS = `
select ${LINE_COLUMNS}
from usage_tracking line
${CALL_OF_LINE}
where line.business_id = $1::uuid
  and line.ref = any ($2::text[])
order by line.ref, line.occurred_at, line.id`;

const UNBOOKED_OF_REFS = `
select review.id, review.ref, review.service,
  case review.status when 'pending' then 'waits_for_review' else 'rejected' end as status
from usage_reviews review
where review.business_id = $1::uuid
  and review.status in ('pending', 'rejected')
  and review.ref = any ($2::text[])
union all
select call.id, call.call_id, call.service, 'open'
from token_holds call
where call.business_id = $1::uuid
  and call.closed_at is null
  and call.call_id = any ($2::text[])
order by 2, 1`;

type Columns = {
  readonly id: string;
  readonly key: string | null;
  readonly ref: string | null;
  readonly service: string;
  readonly quantity: bigint;
  readonly charged_micro: bigint;
  readonly occurred_ms: bigint;
  readonly agent_id: string | null;
  readonly is_corrected: boolean;
  readonly hold_id: string | null;
  readonly hold_status: HoldStatus | null;
};

function toUsageLineRow(row: Columns): UsageLineRow {
  return {
    id: row.id,
    key: row.key,
    ref: row.ref,
    service: row.service,
    quantity: Number(row.quantity),
    charged: row.charged_micro as MicroTokens,
    occurredAt: Number(row.occurred_ms),
    agentId: row.agent_id,
    isCorrected: row.is_corrected,
    holdId: row.hold_id,
    holdStatus: row.hold_status,
  };
}
