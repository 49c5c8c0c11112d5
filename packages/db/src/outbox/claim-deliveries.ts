import type { NoticeKind, NoticeOf } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

export const DELIVERY_CHANNELS = ["email", "webhook"] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/**
 * Takes deliveries that are due by money time, those that waited longest first, for as long as the lease lasts: a worker that
 * dies leaves them to the next. One endpoint gets one at a time, so that a slow one holds up only itself.
 */
export async function claimDeliveries(
  sql: SqlRunner,
  {
    channel,
    limit,
    leaseSeconds,
  }: { readonly channel: DeliveryChannel; readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly DueDelivery[]> {
  const rows = await sql.query<Row>("claim_deliveries", CLAIM_DELIVERIES, [channel, limit, leaseSeconds]);
  return rows.map(({ noticeId, kind, payload, occurredAt, ...delivery }) => ({
    ...delivery,
    notice: { id: noticeId, kind, payload, occurredAt: occurredAt.getTime() } as DueNotice,
  }));
}

/** A notice that is to reach one recipient now. */
export type DueDelivery = {
  readonly businessId: string;
  /** The same for every attempt. */
  readonly deliveryId: string;
  readonly channel: DeliveryChannel;
  /** A person's id for mail, an endpoint's for webhooks. */
  readonly recipient: string;
  /** From 1, this one included. */
  readonly attempt: number;
  readonly notice: DueNotice;
};

/** What a notice says, whoever it goes to. */
export type DueNotice = {
  readonly [Kind in NoticeKind]: Pick<NoticeOf<Kind>, "id" | "kind" | "payload" | "occurredAt">;
}[NoticeKind];

type Row = Omit<DueDelivery, "notice"> & {
  readonly noticeId: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly occurredAt: Date;
};

const CLAIM_DELIVERIES = `
with
clock as (
  -- Kept to the millisecond, which may be rounded up.
  select clock_timestamp() + (sandbox_clock.offset_ms + 1) * interval '1 millisecond' as now
  from sandbox_clock
),
due as (
  select waiting.business_id, waiting.id
  from notice_deliveries waiting
  where waiting.status = 'pending'
    and waiting.channel = $1
    and waiting.next_attempt_at <= (select clock.now from clock)
    and (waiting.claimed_until is null or waiting.claimed_until <= clock_timestamp())
    and ($1 = 'email' or not exists (
      select
      from notice_deliveries other
      where other.status = 'pending'
        and other.channel = $1
        and other.business_id = waiting.business_id
        and other.recipient = waiting.recipient
        and other.id <> waiting.id
        and (
          other.claimed_until > clock_timestamp()
          or (
            other.next_attempt_at <= (select clock.now from clock)
            and (other.claimed_until is null or other.claimed_until <= clock_timestamp())
            and (other.next_attempt_at, other.id) < (waiting.next_attempt_at, waiting.id)
          )
        )
    ))
  order by waiting.next_attempt_at, waiting.id
  limit $2
  for update skip locked
)
update notice_deliveries delivery
set
  attempts = delivery.attempts + 1,
  claimed_until = clock_timestamp() + $3 * interval '1 second'
from due
join outbox notice on notice.business_id = due.business_id
join notice_deliveries before on before.business_id = due.business_id and before.id = due.id and before.notice_id = notice.id
where delivery.business_id = due.business_id and delivery.id = due.id
returning
  delivery.business_id as "businessId",
  delivery.id as "deliveryId",
  delivery.channel,
  delivery.recipient,
  delivery.attempts as attempt,
  notice.id as "noticeId",
  notice.kind,
  notice.payload,
  notice.occurred_at as "occurredAt"`;
