import type { CalendarDay, Instant, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import type { InstantRange, UsageSum } from "./sum-usage.ts";
import { LATE, standingLines } from "./used-since.sql.ts";

/** A part of a day of UTC that falls into one bar: after `fromQuarter` quarters of an hour, up to the end of `toQuarter`. */
export type DayPart = {
  readonly day: CalendarDay;
  readonly bucket: number;
  /** 0 … 95 */
  readonly fromQuarter: number;
  /** 1 … 96 */
  readonly toQuarter: number;
};

type Asked = {
  readonly businessId: string;
  readonly range: InstantRange;
  /** What of it is whole quarters of an hour; the rest at both ends is summed from the lines. Nothing: the end twice. */
  readonly whole: InstantRange;
  /** Where the bars begin, rising; the first not after the range's beginning. */
  readonly starts: readonly Instant[];
  /** The whole part cut at midnights of UTC and at the bars. */
  readonly parts: readonly DayPart[];
};

/**
 * By agent (empty for none), from running sums, together with whatever the ledger booked since: as exact as the lines, of
 * one instant. Corrections of lines that cost nothing stand in no ledger and are taken off here.
 */
export async function sumAgents(sql: SqlRunner, asked: Asked): Promise<readonly UsageSum[]> {
  return (await runSums(sql, "sum_agents", AGENTS, asked)).map(({ service: _, ...sum }) => sum);
}

/** The same by service. */
export async function sumServices(sql: SqlRunner, asked: Asked): Promise<readonly UsageSum[]> {
  return (await runSums(sql, "sum_services", SERVICES, asked)).map(({ service, ...sum }) => ({ ...sum, key: service }));
}

/** The same by agent and service. */
export function sumAgentServices(sql: SqlRunner, asked: Asked): Promise<readonly AgentServiceSum[]> {
  return runSums(sql, "sum_agent_services", AGENT_SERVICES, asked);
}

export type AgentServiceSum = UsageSum & { readonly service: string };

const LINE =
  "width_bucket(line.occurred_at, $6::timestamptz[]) - 1, coalesce(line.agent_id, ''), line.service, 1, line.quantity, line.charged_micro";

const AGENTS = sumsBy("agent", { agent: "agent_id", service: "''::text" });
const SERVICES = sumsBy("service", { agent: "''::text", service: "service" });
const AGENT_SERVICES = sumsBy("agent_and_service", { agent: "agent_id", service: "service" });

/** `$1` business, `$2`–`$5` the parts, `$6` starts, `$7`–`$8` the range, `$9`–`$10` what of it is whole quarters. */
function sumsBy(keptBy: string, key: { readonly agent: string; readonly service: string }): string {
  return `
with ${LATE},
part as (
  select * from unnest($2::date[], $3::int[], $4::int[], $5::int[]) as part (day, bucket, from_quarter, to_quarter)
),
used as (
  select
    part.bucket, total.agent_id, total.service,
    total.events[part.to_quarter] - coalesce(total.events[part.from_quarter], 0) as events,
    total.quantity[part.to_quarter] - coalesce(total.quantity[part.from_quarter], 0) as quantity,
    total.charged_micro[part.to_quarter] - coalesce(total.charged_micro[part.from_quarter], 0) as charged_micro
  from part
  join usage_agent_days total on total.business_id = $1::uuid and total.kept_by = '${keptBy}' and total.day = part.day
  union all
  select
    width_bucket(late.occurred_at, $6::timestamptz[]) - 1, coalesce(late.agent_id, ''), late.service,
    late.sign, late.sign * late.quantity, late.sign * late.charged_micro
  from late
  where late.occurred_at >= $9::timestamptz and late.occurred_at < $10::timestamptz
  union all${standingLines(LINE, "$7::timestamptz", "$9::timestamptz")}
  union all${standingLines(LINE, "$10::timestamptz", "$8::timestamptz")}
)
select
  bucket, ${key.agent} as key, ${key.service} as service,
  sum(events)::bigint as events, sum(quantity)::bigint as quantity, sum(charged_micro)::bigint as charged_micro
from used
group by 1, 2, 3
having sum(events) <> 0`;
}

type Row = {
  readonly bucket: number;
  readonly key: string;
  readonly service: string;
  readonly events: bigint;
  readonly quantity: bigint;
  readonly charged_micro: bigint;
};

async function runSums(sql: SqlRunner, name: string, text: string, asked: Asked): Promise<readonly AgentServiceSum[]> {
  const { businessId, range, whole, starts, parts } = asked;
  const rows = await sql.query<Row>(name, text, [
    businessId,
    parts.map(({ day }) => day),
    parts.map(({ bucket }) => bucket),
    parts.map(({ fromQuarter }) => fromQuarter),
    parts.map(({ toQuarter }) => toQuarter),
    starts.map((at) => new Date(at).toISOString()),
    ...[range.from, range.to, whole.from, whole.to].map((at) => new Date(at).toISOString()),
  ]);
  return rows.map((row) => ({
    bucket: row.bucket,
    key: row.key,
    service: row.service,
    events: Number(row.events),
    quantity: Number(row.quantity),
    charged: row.charged_micro as MicroTokens,
  }));
}
