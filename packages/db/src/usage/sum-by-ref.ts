import type { CalendarDay, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import type { InstantRange } from "./sum-usage.ts";
import { LATE, standingLines } from "./used-since.sql.ts";

/** What the uses of one reference came to. */
export type RefSum = {
  readonly ref: string;
  readonly events: number;
  readonly quantity: number;
  readonly charged: MicroTokens;
};

/**
 * The costliest references of a range, and how many there are: whole days of UTC from their totals, what the ledger booked
 * since and both ends of the range from the lines. As exact as those, of one instant.
 */
export async function sumRefs(sql: SqlRunner, asked: AskedRefs): Promise<RefSums> {
  const { businessId, range, days, limit } = asked;
  const rows = await sql.query<Row>("sum_refs", REFS, [
    businessId,
    new Date(range.from).toISOString(),
    new Date(range.to).toISOString(),
    days.from,
    days.to,
    limit,
  ]);
  const refs = rows.map((row) => ({
    ref: row.ref,
    events: Number(row.events),
    quantity: Number(row.quantity),
    charged: row.charged_micro as MicroTokens,
  }));
  return { refs, count: Number(rows[0]?.ref_count ?? 0), charged: (rows[0]?.all_charged ?? 0n) as MicroTokens };
}

export type AskedRefs = {
  readonly businessId: string;
  readonly range: InstantRange;
  /** The whole days of UTC within the range: `[from, to)`, the same day twice when there is none. */
  readonly days: { readonly from: CalendarDay; readonly to: CalendarDay };
  readonly limit: number;
};

export type RefSums = {
  readonly refs: readonly RefSum[];
  /** Of all references of the range. */
  readonly count: number;
  readonly charged: MicroTokens;
};

const REFS = `
with ${LATE},
used as (
  select ref, events, quantity, charged_micro
  from usage_ref_days
  where business_id = $1::uuid and day >= $4::date and day < $5::date
  union all
  select ref, sign, sign * quantity, sign * charged_micro
  from late
  where ref is not null and hold_id is null
    and occurred_at >= $4::date::timestamp at time zone 'UTC' and occurred_at < $5::date::timestamp at time zone 'UTC'
  union all${standingRefs("$2::timestamptz", "least($3::timestamptz, $4::date::timestamp at time zone 'UTC')")}
  union all${standingRefs("greatest($2::timestamptz, $5::date::timestamp at time zone 'UTC')", "$3::timestamptz")}
),
total as (
  select
    ref, sum(events)::bigint as events, sum(quantity)::bigint as quantity, sum(charged_micro)::bigint as charged_micro
  from used
  group by ref
  having sum(events) <> 0
)
select
  ref, events, quantity, charged_micro,
  count(*) over () as ref_count, (sum(charged_micro) over ())::bigint as all_charged
from total
order by charged_micro desc, ref collate "C"
limit $6`;

function standingRefs(since: string, until: string): string {
  const named = "and line.ref is not null and line.hold_id is null";
  return `${standingLines("line.ref, 1, line.quantity, line.charged_micro", since, until)} ${named}`;
}

type Row = {
  readonly ref: string;
  readonly events: bigint;
  readonly quantity: bigint;
  readonly charged_micro: bigint;
  readonly ref_count: bigint;
  readonly all_charged: bigint;
};
