import type { SqlRunner } from "../connections/sql-runner.ts";
import { EVENT_COLUMNS, type ProviderEvent, type ProviderEventStatus, type Row, toEvent } from "./events.ts";

/** How often a failing event is tried before an operator has to look at it: over about half a day. */
export const ATTEMPTS_UNTIL_POISON = 12;

/**
 * Takes events that are due, the oldest first, for as long as the lease lasts: a worker that dies leaves them to the next. Of
 * one object only one event at a time, so that what two workers fetched of it cannot overtake each other; an event that
 * waits for its next attempt holds up no other.
 */
export async function claimProviderEvents(
  sql: SqlRunner,
  { limit, leaseSeconds }: { readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly ProviderEvent[]> {
  return (await sql.query<Row>("claim_provider_events", CLAIM_EVENTS, [limit, leaseSeconds])).map(toEvent);
}

/** What became of an event. Once; who comes later (its lease had passed) is told false and changes nothing. */
export async function finishProviderEvent(
  sql: SqlRunner,
  done: {
    readonly eventId: string;
    readonly status: Extract<ProviderEventStatus, "done" | "ignored" | "quarantined">;
    readonly problem: string | null;
    readonly businessId: string | null;
  },
): Promise<boolean> {
  const rows = await sql.query("finish_provider_event", FINISH_EVENT, [
    done.eventId,
    done.status,
    done.problem?.slice(0, LONGEST_PROBLEM) ?? null,
    done.businessId,
  ]);
  return rows.length > 0;
}

/** It failed: it is tried again after 5 s, 10 s, 20 s … at most an hour, and in the end waits for an operator. */
export async function failProviderEvent(
  sql: SqlRunner,
  { eventId, problem }: { readonly eventId: string; readonly problem: string },
): Promise<"pending" | "poison" | null> {
  const parameters = [eventId, problem.slice(0, LONGEST_PROBLEM), ATTEMPTS_UNTIL_POISON];
  const [row] = await sql.query<{ status: "pending" | "poison" }>("fail_provider_event", FAIL_EVENT, parameters);
  return row?.status ?? null;
}

/** An operator wants it worked on once more, from the beginning. False when there is no such event, or it waits anyway. */
export async function replayProviderEvent(sql: SqlRunner, eventId: string): Promise<boolean> {
  return (await sql.query("replay_provider_event", REPLAY_EVENT, [eventId])).length > 0;
}

const LONGEST_PROBLEM = 2_000;

const CLAIM_EVENTS = `
with due as (
  select waiting.event_id
  from provider_events waiting
  where waiting.status = 'pending'
    -- Kept to the millisecond, which may be rounded up.
    and waiting.next_attempt_at <= clock_timestamp() + interval '1 millisecond'
    and (waiting.claimed_until is null or waiting.claimed_until <= clock_timestamp())
    and not exists (
      select
      from provider_events other
      where other.object_id = waiting.object_id
        and other.event_id <> waiting.event_id
        and other.status = 'pending'
        and (
          other.claimed_until > clock_timestamp()
          -- Of those that nobody has, the first.
          or (
            other.next_attempt_at <= clock_timestamp()
            and (other.received_at, other.event_id) < (waiting.received_at, waiting.event_id)
          )
        )
    )
  order by waiting.next_attempt_at, waiting.event_id
  limit $1
  for update skip locked
)
update provider_events event
set
  attempts = event.attempts + 1,
  claimed_until = clock_timestamp() + $2 * interval '1 second'
from due
where event.event_id = due.event_id
returning ${EVENT_COLUMNS}`;

const FINISH_EVENT = `
update provider_events
set
  status = $2,
  problem = $3,
  business_id = coalesce($4::uuid, business_id),
  claimed_until = null,
  finished_at = clock_timestamp()
where event_id = $1 and status = 'pending'
returning event_id`;

const FAIL_EVENT = `
update provider_events
set
  status = case when attempts >= $3 then 'poison' else 'pending' end,
  problem = $2,
  claimed_until = null,
  finished_at = case when attempts >= $3 then clock_timestamp() end,
  next_attempt_at = clock_timestamp() + least(3600, 5 * 2 ^ (attempts - 1)) * interval '1 second'
where event_id = $1 and status = 'pending' and attempts > 0
returning status`;

const REPLAY_EVENT = `
update provider_events
set
  status = 'pending',
  attempts = 0,
  problem = null,
  claimed_until = null,
  finished_at = null,
  next_attempt_at = clock_timestamp()
where event_id = $1 and (status <> 'pending' or next_attempt_at > clock_timestamp())
returning event_id`;
