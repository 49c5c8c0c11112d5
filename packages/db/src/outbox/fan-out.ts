import type { SqlRunner } from "../connections/sql-runner.ts";

/** Notices whose deliveries are not written down yet, the oldest first, and whom they are for. */
export function listWaitingNotices(sql: SqlRunner, limit: number): Promise<WaitingNotice[]> {
  return sql.query<WaitingNotice>("waiting_notices", WAITING_NOTICES, [limit]);
}

export type WaitingNotice = {
  readonly businessId: string;
  readonly noticeId: string;
  readonly people: readonly string[];
  readonly endpoints: readonly string[];
  /** Of the balance row: whoever follows it is told to look. */
  readonly isToldByCommit: boolean;
};

/**
 * Writes down the deliveries of the notices that nobody has done so for, and that it was done: of several at once, one does it
 * for each notice. Answers how many notices that were.
 */
export async function fanOutNotices(sql: SqlRunner, notices: readonly FannedOut[]): Promise<number> {
  const deliveries = notices.flatMap(({ businessId, noticeId, deliveries: each }) =>
    each.map((delivery) => ({ businessId, noticeId, ...delivery })),
  );
  const rows = await sql.query("fan_out_notices", FAN_OUT_NOTICES, [
    notices.map(({ businessId }) => businessId),
    notices.map(({ noticeId }) => noticeId),
    JSON.stringify(deliveries),
  ]);
  return rows.length;
}

export type FannedOut = {
  readonly businessId: string;
  readonly noticeId: string;
  readonly deliveries: readonly {
    readonly id: string;
    readonly channel: "email" | "webhook";
    readonly recipient: string;
  }[];
};

// Mail goes to those who look after the money, at addresses they have confirmed, unless they said no to this kind. Of calls
// that fall silent in one hour the first is mailed only: a call handler that died leaves hundreds at once.
const WAITING_NOTICES = `
select
  waiting.business_id as "businessId",
  waiting.id as "noticeId",
  array(
    select person.user_id
    from members person
    join users on users.id = person.user_id
    where person.business_id = waiting.business_id
      and (waiting.channels is null or 'email' = any (waiting.channels))
      and person.role in ('owner', 'billing')
      and users.email_verified
      and not users.banned
      and not exists (
        select
        from notice_preferences preference
        where preference.business_id = person.business_id
          and preference.user_id = person.user_id
          and preference.kind = waiting.kind
      )
      and (waiting.kind <> 'hold_abandoned' or not exists (
        select
        from outbox sooner
        where sooner.business_id = waiting.business_id
          and sooner.kind = 'hold_abandoned'
          and sooner.occurred_at >= date_trunc('hour', waiting.occurred_at)
          and (sooner.occurred_at, sooner.id) < (waiting.occurred_at, waiting.id)
      ))
    order by person.user_id
  ) as people,
  array(
    select endpoint.id::text
    from webhook_endpoints endpoint
    where endpoint.business_id = waiting.business_id
      and (waiting.channels is null or 'webhook' = any (waiting.channels))
      and endpoint.disabled_at is null
      and endpoint.deleted_at is null
      and (endpoint.kinds is null or waiting.kind = any (endpoint.kinds))
    order by endpoint.id
  ) as endpoints,
  waiting.kind in ('balance_low', 'hold_abandoned', 'top_up_charged', 'grant_adjusted', 'plan_changed') as "isToldByCommit"
from outbox waiting
where waiting.fanned_out_at is null
order by waiting.written_at
limit $1`;

const FAN_OUT_NOTICES = `
with
clock as (
  select clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond' as now
  from sandbox_clock
),
mine as (
  select waiting.business_id, waiting.id
  from unnest($1::uuid[], $2::uuid[]) as asked (business_id, id)
  join outbox waiting on waiting.business_id = asked.business_id and waiting.id = asked.id
  where waiting.fanned_out_at is null
  order by waiting.business_id, waiting.id
  for update of waiting skip locked
),
marked as (
  update outbox
  set fanned_out_at = clock_timestamp()
  from mine
  where outbox.business_id = mine.business_id and outbox.id = mine.id
  returning outbox.business_id, outbox.id
),
written as (
  insert into notice_deliveries (business_id, id, notice_id, channel, recipient, first_due_at, next_attempt_at)
  select delivery."businessId", delivery.id, delivery."noticeId", delivery.channel, delivery.recipient, clock.now, clock.now
  from clock
  cross join jsonb_to_recordset($3::jsonb) as delivery ("businessId" uuid, "noticeId" uuid, id uuid, channel text, recipient text)
  join marked on marked.business_id = delivery."businessId" and marked.id = delivery."noticeId"
)
select marked.business_id
from marked`;
