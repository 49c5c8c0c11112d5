import type { SqlRunner } from "../connections/sql-runner.ts";
import type { DeliveryChannel } from "./claim-deliveries.ts";

/** How far the notices are behind, in one look. */
export async function readDeliveryLag(sql: SqlRunner): Promise<DeliveryLag> {
  const [row] = await sql.query<DeliveryLag>("delivery_lag", DELIVERY_LAG, []);
  if (row === undefined) throw new Error("the database did not say what waits");
  return row;
}

/** Deliveries that somebody could or does work on now, and notices that are not fanned out: 0 when all is settled for now. */
export async function countDueNotices(sql: SqlRunner): Promise<number> {
  const [row] = await sql.query<{ due: number }>("due_notices", DUE_NOTICES, []);
  return row?.due ?? 0;
}

/** Whether anything waits for its way to open again. */
export async function isWayClosed(sql: SqlRunner, channel: DeliveryChannel): Promise<boolean> {
  return (await sql.query("is_way_closed", IS_WAY_CLOSED, [channel])).length > 0;
}

export type DeliveryLag = {
  /** Notices whose deliveries are not written down yet, and the age of the oldest in real seconds. */
  readonly notFannedOut: number;
  readonly oldestSeconds: number;
  readonly channels: readonly {
    readonly channel: DeliveryChannel;
    readonly waiting: number;
    /** How long the one that waits longest has been on its way, by money time. */
    readonly oldestSeconds: number;
    readonly failed: number;
  }[];
};

const DELIVERY_LAG = `
select
  (select count(*)::integer from outbox where fanned_out_at is null) as "notFannedOut",
  (
    select coalesce(extract(epoch from clock_timestamp() - min(written_at)), 0)::float8
    from outbox
    where fanned_out_at is null
  ) as "oldestSeconds",
  (
    select jsonb_agg(jsonb_build_object(
      'channel', way.channel,
      'waiting', (
        select count(*)
        from notice_deliveries waiting
        where waiting.status = 'pending' and waiting.channel = way.channel
      ),
      'oldestSeconds', (
        select coalesce(extract(epoch from max(
          clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond' - waiting.first_due_at
        )), 0)::float8
        from notice_deliveries waiting
        cross join sandbox_clock
        where waiting.status = 'pending' and waiting.channel = way.channel
      ),
      'failed', (
        select count(*)
        from notice_deliveries failed
        where failed.status = 'failed' and failed.channel = way.channel
      )
    ))
    from unnest(array['email', 'webhook']) as way (channel)
  ) as channels`;

const DUE_NOTICES = `
select (
  (select count(*) from outbox where fanned_out_at is null)
  + (
    select count(*)
    from notice_deliveries waiting
    cross join sandbox_clock
    where waiting.status = 'pending'
      and waiting.next_attempt_at <= clock_timestamp() + (sandbox_clock.offset_ms + 1) * interval '1 millisecond'
  )
)::integer as due`;

const IS_WAY_CLOSED = `
select
from notice_deliveries waiting
where waiting.status = 'pending'
  and waiting.channel = $1
  and waiting.way_closed_at is not null
limit 1`;
