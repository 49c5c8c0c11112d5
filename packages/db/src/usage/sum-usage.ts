import type { CalendarDay, Instant, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Sums of one group in one bar. `bucket` counts the given starts from 0. */
export type UsageSum = {
  readonly bucket: number;
  readonly key: string;
  readonly events: number;
  readonly quantity: number;
  readonly charged: MicroTokens;
};

/** `[from, to)`; nothing when they are equal. */
export type InstantRange = { readonly from: Instant; readonly to: Instant };

type Asked = { readonly businessId: string };

/** By service, from quarter hours. `range` and `starts` fall on quarters of an hour. */
export function sumQuarterHours(
  sql: SqlRunner,
  asked: Asked & { readonly range: InstantRange; readonly starts: readonly Instant[] },
): Promise<UsageSum[]> {
  return runSums(sql, "sum_quarter_hours", QUARTER_HOURS, [
    asked.businessId,
    toTimestamps(asked.starts),
    ...toTimestamps([asked.range.from, asked.range.to]),
  ]);
}

/** By agent (empty for none), from days of the business's own zone: `[fromDay, toDay)`. */
export function sumDays(
  sql: SqlRunner,
  asked: Asked & {
    readonly fromDay: CalendarDay;
    readonly toDay: CalendarDay;
    readonly startDays: readonly CalendarDay[];
  },
): Promise<UsageSum[]> {
  return runSums(sql, "sum_usage_days", DAYS, [asked.businessId, asked.startDays, asked.fromDay, asked.toDay]);
}

/** From the lines themselves, less the corrected ones: exact for any range, and as slow as it is long. */
export function sumLines(
  sql: SqlRunner,
  asked: Asked & {
    readonly by: "service" | "agent";
    readonly range: InstantRange;
    readonly starts: readonly Instant[];
  },
): Promise<UsageSum[]> {
  return runSums(sql, `sum_lines_by_${asked.by}`, LINES[asked.by], [
    asked.businessId,
    toTimestamps(asked.starts),
    ...toTimestamps([asked.range.from, asked.range.to]),
  ]);
}

const QUARTER_HOURS = `
select
  width_bucket(quarter_start, $2::timestamptz[]) - 1 as bucket,
  service as key,
  sum(events)::bigint as events,
  sum(quantity)::bigint as quantity,
  sum(charged_micro)::bigint as charged_micro
from usage_quarter_hours
where business_id = $1::uuid
  and quarter_start >= $3::timestamptz
  and quarter_start < $4::timestamptz
group by 1, 2
having sum(events) <> 0`;

const DAYS = `
select
  width_bucket(day, $2::date[]) - 1 as bucket,
  agent_id as key,
  sum(events)::bigint as events,
  sum(quantity)::bigint as quantity,
  sum(charged_micro)::bigint as charged_micro
from usage_days
where business_id = $1::uuid
  and day >= $3::date
  and day < $4::date
group by 1, 2
having sum(events) <> 0`;

const LINES = { service: linesBy("line.service"), agent: linesBy("coalesce(line.agent_id, '')") };

function linesBy(key: string): string {
  return `
select
  width_bucket(line.occurred_at, $2::timestamptz[]) - 1 as bucket,
  ${key} as key,
  count(*) as events,
  sum(line.quantity)::bigint as quantity,
  sum(line.charged_micro)::bigint as charged_micro
from usage_tracking line
where line.business_id = $1::uuid
  and line.occurred_at >= $3::timestamptz
  and line.occurred_at < $4::timestamptz
  -- A call that never got through is no event.
  and line.quantity > 0
  and not exists (
    select from usage_corrections correction
    where correction.business_id = line.business_id
      and correction.line_id = line.id
  )
-- By position: a line has a column called key, and group by would mean that one.
group by 1, 2`;
}

type Row = {
  readonly bucket: number;
  readonly key: string;
  readonly events: bigint;
  readonly quantity: bigint;
  readonly charged_micro: bigint;
};

async function runSums(
  sql: SqlRunner,
  name: string,
  text: string,
  parameters: readonly unknown[],
): Promise<UsageSum[]> {
  const rows = await sql.query<Row>(name, text, parameters);
  return rows.map((row) => ({
    bucket: row.bucket,
    key: row.key,
    events: Number(row.events),
    quantity: Number(row.quantity),
    charged: row.charged_micro as MicroTokens,
  }));
}

function toTimestamps(instants: readonly Instant[]): string[] {
  return instants.map((at) => new Date(at).toISOString());
}
