import type { CalendarDay, Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** What a business's days took, of one that used something today or yesterday. */
export type UsedDays = {
  readonly businessId: string;
  readonly timeZone: string;
  readonly now: Instant;
  readonly today: CalendarDay;
  /** Days with use, the newest first, as far back as was asked. */
  readonly days: readonly { readonly day: CalendarDay; readonly charged: MicroTokens }[];
};

/** Businesses with use on the last two days of their own calendar, in id order after `afterId`, at most `limit`. */
export async function listUsedDays(
  sql: SqlRunner,
  asked: { readonly daysBack: number; readonly afterId: string | null; readonly limit: number },
): Promise<readonly UsedDays[]> {
  const rows = await sql.query<Row>("used_days", USED_DAYS, [asked.daysBack, asked.afterId, asked.limit]);
  return rows.map((row) => ({
    businessId: row.business_id,
    timeZone: row.time_zone,
    now: Number(row.now_ms),
    today: row.today,
    days: row.days.map(({ day, charged }) => ({ day, charged: BigInt(charged) as MicroTokens })),
  }));
}

const USED_DAYS = `
select
  business.id as business_id,
  business.time_zone,
  ${milliseconds("own.now")} as now_ms,
  own.today::text as today,
  used.days
from businesses business
cross join sandbox_clock
cross join lateral (
  select
    instant as now,
    (instant at time zone business.time_zone)::date as today
  from (
    select clock_timestamp() + (sandbox_clock.offset_ms + business.clock_offset_ms) * interval '1 millisecond' as instant
  ) money_time
) own
cross join lateral (
  select json_agg(json_build_object('day', one.day, 'charged', one.charged) order by one.day desc) as days
  from (
    select total.day, sum(total.charged_micro) as charged
    from usage_days total
    where total.business_id = business.id
      and total.day between own.today - $1::integer and own.today
    group by total.day
  ) one
  -- Asked first: most businesses are quiet most of the time.
  where exists (
    select from usage_days recent
    where recent.business_id = business.id and recent.day between own.today - 1 and own.today
  )
) used
where used.days is not null
  and ($2::uuid is null or business.id > $2::uuid)
order by business.id
limit $3`;

type Row = {
  readonly business_id: string;
  readonly time_zone: string;
  readonly now_ms: bigint;
  readonly today: CalendarDay;
  readonly days: readonly { readonly day: CalendarDay; readonly charged: number }[];
};
