import type { SqlRunner } from "../connections/sql-runner.ts";
import { MONEY_NOW } from "./endpoint-columns.ts";
import type { EndpointName } from "./endpoints.ts";

/** What was sent to an endpoint or is on its way there, the newest first, each with its latest attempts. */
export async function listEndpointDeliveries(sql: SqlRunner, asked: AskedDeliveries): Promise<EndpointDelivery[]> {
  const { businessId, endpointId, beforeId, limit } = asked;
  return sql.query<EndpointDelivery>("endpoint_deliveries", LIST, [businessId, endpointId, beforeId, limit]);
}

/**
 * Has a delivery sent once more now, whatever became of it, and as often again as a new one. Null when this endpoint has none of
 * this id.
 */
export async function replayDelivery(
  sql: SqlRunner,
  { businessId, endpointId, deliveryId }: EndpointName & { readonly deliveryId: string },
): Promise<EndpointDelivery | null> {
  await sql.query("replay_delivery", REPLAY, [businessId, endpointId, deliveryId]);
  const rows = await sql.query<EndpointDelivery>("endpoint_delivery", READ, [businessId, endpointId, deliveryId]);
  return rows[0] ?? null;
}

export type AskedDeliveries = EndpointName & {
  /** Null begins with the newest. */
  readonly beforeId: string | null;
  readonly limit: number;
};

export type EndpointDelivery = {
  readonly id: string;
  readonly noticeId: string;
  readonly kind: string;
  readonly status: "pending" | "delivered" | "failed" | "dropped";
  readonly attempts: number;
  /** Money time; null when it is not tried again. */
  readonly nextAttemptAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  /** Times in milliseconds, the newest first, at most twenty. */
  readonly log: readonly {
    readonly id: string;
    readonly at: number;
    readonly durationMs: number;
    readonly status: number | null;
    readonly problem: string | null;
    readonly answer: string | null;
  }[];
};

const SELECT = `
select
  delivery.id,
  delivery.notice_id as "noticeId",
  notice.kind,
  delivery.status,
  delivery.attempts,
  case when delivery.status = 'pending' then delivery.next_attempt_at end as "nextAttemptAt",
  delivery.last_status as "lastStatus",
  delivery.last_error as "lastError",
  coalesce((
    select json_agg(json_build_object(
      'id', attempt.id,
      'at', (extract(epoch from attempt.attempted_at) * 1000)::bigint,
      'durationMs', attempt.duration_ms,
      'status', attempt.status,
      'problem', attempt.problem,
      'answer', attempt.answer
    ) order by attempt.id desc)
    from (
      select latest.*
      from webhook_attempts latest
      where latest.business_id = delivery.business_id and latest.delivery_id = delivery.id
      order by latest.id desc
      limit 20
    ) attempt
  ), '[]') as log
from notice_deliveries delivery
join outbox notice on notice.business_id = delivery.business_id and notice.id = delivery.notice_id
where delivery.business_id = $1::uuid
  and delivery.channel = 'webhook'
  and delivery.recipient = $2::uuid::text`;

const LIST = `${SELECT}
  and ($3::uuid is null or delivery.id < $3::uuid)
order by delivery.id desc
limit $4`;

const READ = `${SELECT}
  and delivery.id = $3::uuid`;

// One that a worker has taken is being sent as it is.
const REPLAY = `
with ${MONEY_NOW}
update notice_deliveries delivery
set
  status = 'pending',
  attempts = 0,
  next_attempt_at = greatest(delivery.first_due_at, clock.now),
  way_closed_at = null,
  claimed_until = null,
  finished_at = null
from clock
where delivery.business_id = $1::uuid
  and delivery.id = $3::uuid
  and delivery.channel = 'webhook'
  and delivery.recipient = $2::uuid::text
  and (delivery.claimed_until is null or delivery.claimed_until <= clock_timestamp())
returning delivery.id`;
