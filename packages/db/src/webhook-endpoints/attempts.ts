import type { SqlRunner } from "../connections/sql-runner.ts";
import { MONEY_NOW } from "./endpoint-columns.ts";
import type { EndpointName } from "./endpoints.ts";

/** Writes down a request that was only a test: it says nothing about whether notices arrive. */
export async function insertTestAttempt(sql: SqlRunner, attempt: Attempt): Promise<void> {
  await sql.query("insert_test_attempt", INSERT_TEST, toParameters(attempt, null));
}

/**
 * Writes down an attempt of a delivery and what it means for the endpoint: it is well again, or fails on. It is disabled at once
 * when it is gone, and when nothing got through for `failingDays` of money time and at least `leastFailures` tries. Answers whether
 * this attempt disabled it, and at which money time it was.
 */
export async function recordAttempt(sql: SqlRunner, attempt: DeliveryAttempt): Promise<RecordedAttempt | null> {
  const parameters = [
    ...toParameters(attempt, attempt.deliveryId),
    attempt.isGone,
    attempt.failingDays,
    attempt.leastFailures,
    attempt.removeBeforeId,
  ];
  const rows = await sql.query<RecordedAttempt>("record_attempt", RECORD, parameters);
  return rows[0] ?? null;
}

export type Attempt = EndpointName & {
  readonly id: string;
  readonly messageId: string;
  readonly type: string;
  readonly durationMs: number;
  readonly status: number | null;
  /** Null when it was delivered. */
  readonly problem: string | null;
  readonly answer: string | null;
};

export type DeliveryAttempt = Attempt & {
  readonly deliveryId: string;
  readonly isGone: boolean;
  readonly failingDays: number;
  readonly leastFailures: number;
  /** What this endpoint's log holds with earlier ids is removed: ids begin with the time. */
  readonly removeBeforeId: string;
};

export type RecordedAttempt = {
  readonly attemptedAt: Date;
  readonly disabledNow: "gone" | "failing" | null;
  readonly url: string;
};

function toParameters(attempt: Attempt, deliveryId: string | null): unknown[] {
  const { businessId, endpointId, id, messageId, type, durationMs, status, problem, answer } = attempt;
  return [businessId, endpointId, id, deliveryId, messageId, type, durationMs, status, problem, answer];
}

const INSERT_ATTEMPT = `
  insert into webhook_attempts
    (business_id, endpoint_id, id, delivery_id, message_id, type, attempted_at, duration_ms, status, problem, answer)
  select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, clock.now, $7::integer, $8::smallint, $9, $10
  from clock`;

const INSERT_TEST = `
with ${MONEY_NOW}
${INSERT_ATTEMPT}`;

const RECORD = `
with ${MONEY_NOW},
written as (${INSERT_ATTEMPT}),
trimmed as (
  delete from webhook_attempts old
  where old.business_id = $1::uuid and old.endpoint_id = $2::uuid and old.id < $14::uuid
),
standing as (
  select
    endpoint.business_id,
    endpoint.id,
    clock.now,
    case when $9 is not null then coalesce(endpoint.failing_since, clock.now) end as failing_since,
    case when $9 is not null then endpoint.failures_in_a_row + 1 else 0 end as failures_in_a_row,
    case
      when endpoint.disabled_at is not null or endpoint.deleted_at is not null or $9 is null then null
      when $11::boolean then 'gone'
      when endpoint.failures_in_a_row + 1 >= $13::integer
        and endpoint.failing_since <= clock.now - $12::integer * interval '1 day' then 'failing'
    end as disabled_now
  from webhook_endpoints endpoint
  cross join clock
  where endpoint.business_id = $1::uuid and endpoint.id = $2::uuid
  for update of endpoint
)
update webhook_endpoints endpoint
set
  failing_since = standing.failing_since,
  failures_in_a_row = standing.failures_in_a_row,
  last_delivered_at = case when $9 is null then standing.now else endpoint.last_delivered_at end,
  disabled_at = case when standing.disabled_now is null then endpoint.disabled_at else standing.now end,
  disabled_reason = coalesce(standing.disabled_now, endpoint.disabled_reason)
from standing
where endpoint.business_id = standing.business_id and endpoint.id = standing.id
returning standing.now as "attemptedAt", standing.disabled_now as "disabledNow", endpoint.url`;
