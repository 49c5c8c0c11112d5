import type { SqlRunner } from "../connections/sql-runner.ts";
import type { DeliveryChannel } from "./claim-deliveries.ts";

/**
 * What became of a delivery. Once: who comes later, its lease over, changes nothing. One that got through shows that its way
 * is open, so what waited for the same way is due at once: all mail, or everything for the same endpoint.
 */
export async function finishDelivery(sql: SqlRunner, done: FinishedDelivery): Promise<void> {
  await sql.query("finish_delivery", FINISH_DELIVERY, [
    done.businessId,
    done.deliveryId,
    done.status,
    done.lastStatus,
    done.lastError?.slice(0, LONGEST_ERROR) ?? null,
  ]);
  if (done.status === "delivered") await openWay(sql, done);
}

/** Deliveries that waited for this way are due now. Answers how many. */
export async function openWay(sql: SqlRunner, way: Way): Promise<number> {
  return (await sql.query("open_way", OPEN_WAY, [...toScope(way)])).length;
}

/** Whatever else is due on this way waits as long, without being tried in vain. */
export async function closeWay(sql: SqlRunner, way: Way, afterSeconds: number): Promise<void> {
  await sql.query("close_way", CLOSE_WAY, [...toScope(way), afterSeconds]);
}

/** All mail goes one way; each endpoint is one of its own. */
export type Way =
  | { readonly channel: "email" }
  | { readonly channel: "webhook"; readonly businessId: string; readonly recipient: string };

function toScope(way: Way): readonly [channel: string, businessId: string | null, recipient: string | null] {
  return way.channel === "email" ? ["email", null, null] : ["webhook", way.businessId, way.recipient];
}

/**
 * It is tried again after this long by money time, or given up when it was tried for days; null when another worker has it.
 * Where its way is closed, whatever else is due on it waits as long, without being tried in vain.
 */
export async function postponeDelivery(
  sql: SqlRunner,
  failed: PostponedDelivery,
): Promise<"pending" | "failed" | null> {
  const { businessId, deliveryId, attempt, afterSeconds, giveUpAfterDays, leastAttempts, isWayClosed } = failed;
  const [row] = await sql.query<{ status: "pending" | "failed" }>("postpone_delivery", POSTPONE_DELIVERY, [
    businessId,
    deliveryId,
    attempt,
    afterSeconds,
    giveUpAfterDays,
    leastAttempts,
    isWayClosed,
    failed.lastStatus,
    failed.lastError.slice(0, LONGEST_ERROR),
  ]);
  if (isWayClosed && row?.status === "pending") {
    await closeWay(sql, failed, afterSeconds);
  }
  return row?.status ?? null;
}

type Delivery = {
  readonly businessId: string;
  readonly deliveryId: string;
  readonly channel: DeliveryChannel;
  readonly recipient: string;
};

export type FinishedDelivery = Delivery & {
  readonly status: "delivered" | "failed" | "dropped";
  readonly lastStatus: number | null;
  readonly lastError: string | null;
};

export type PostponedDelivery = Delivery & {
  readonly attempt: number;
  readonly afterSeconds: number;
  readonly giveUpAfterDays: number;
  /** So often it was tried before it is given up, however far time moved between. */
  readonly leastAttempts: number;
  readonly isWayClosed: boolean;
  readonly lastStatus: number | null;
  readonly lastError: string;
};

const LONGEST_ERROR = 500;

const MONEY_NOW = `
clock as (
  select clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond' as now
  from sandbox_clock
)`;

const FINISH_DELIVERY = `
update notice_deliveries
set
  status = $3,
  last_status = $4,
  last_error = $5,
  way_closed_at = null,
  claimed_until = null,
  finished_at = clock_timestamp()
where business_id = $1::uuid and id = $2::uuid and status = 'pending'`;

const POSTPONE_DELIVERY = `
with ${MONEY_NOW},
verdict as (
  select
    clock.now,
    delivery.attempts >= $6 and clock.now >= delivery.first_due_at + $5 * interval '1 day' as is_over
  from clock
  cross join notice_deliveries delivery
  where delivery.business_id = $1::uuid and delivery.id = $2::uuid
)
update notice_deliveries delivery
set
  status = case when verdict.is_over then 'failed' else 'pending' end,
  finished_at = case when verdict.is_over then clock_timestamp() end,
  next_attempt_at = verdict.now + $4 * interval '1 second',
  way_closed_at = case when $7 and not verdict.is_over then coalesce(delivery.way_closed_at, verdict.now) end,
  last_status = $8,
  last_error = $9,
  claimed_until = null
from verdict
where delivery.business_id = $1::uuid
  and delivery.id = $2::uuid
  and delivery.status = 'pending'
  and delivery.attempts = $3
returning delivery.status`;

const CLOSE_WAY = `
with ${MONEY_NOW},
others as (
  select other.business_id, other.id
  from notice_deliveries other
  where other.status = 'pending'
    and other.channel = $1
    and ($2::uuid is null or (other.business_id = $2::uuid and other.recipient = $3))
    and other.next_attempt_at <= (select clock.now from clock)
    and (other.claimed_until is null or other.claimed_until <= clock_timestamp())
  order by other.business_id, other.id
  for update skip locked
)
update notice_deliveries delivery
set
  next_attempt_at = clock.now + $4 * interval '1 second',
  way_closed_at = coalesce(delivery.way_closed_at, clock.now)
from others, clock
where delivery.business_id = others.business_id and delivery.id = others.id`;

const OPEN_WAY = `
with ${MONEY_NOW},
waiting as (
  select delivery.business_id, delivery.id
  from notice_deliveries delivery
  where delivery.status = 'pending'
    and delivery.channel = $1
    and ($2::uuid is null or (delivery.business_id = $2::uuid and delivery.recipient = $3))
    and delivery.way_closed_at is not null
  order by delivery.business_id, delivery.id
  for update skip locked
)
update notice_deliveries delivery
set
  next_attempt_at = greatest(delivery.first_due_at, clock.now),
  way_closed_at = null
from waiting, clock
where delivery.business_id = waiting.business_id and delivery.id = waiting.id
returning delivery.id`;
