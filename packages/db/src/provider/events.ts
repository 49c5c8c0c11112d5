import type { Instant } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** A webhook event whose signature was good. */
export type NewProviderEvent = {
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string | null;
  readonly customerId: string | null;
  readonly accountId: string | null;
  readonly apiVersion: string | null;
  readonly isLive: boolean;
  readonly createdAt: Instant;
  readonly payload: Readonly<Record<string, unknown>>;
};

export const PROVIDER_EVENT_STATUSES = ["pending", "done", "ignored", "quarantined", "poison"] as const;
export type ProviderEventStatus = (typeof PROVIDER_EVENT_STATUSES)[number];

export type ProviderEvent = NewProviderEvent & {
  readonly status: ProviderEventStatus;
  /** How often a worker took it, this time included. */
  readonly attempts: number;
  readonly receivedAt: Instant;
  readonly nextAttemptAt: Instant;
  readonly problem: string | null;
  readonly businessId: string | null;
};

/** Files an event; false when it is there already, however often and however late it is delivered again. */
export async function insertProviderEventOnce(sql: SqlRunner, event: NewProviderEvent): Promise<boolean> {
  const rows = await sql.query<{ event_id: string }>("insert_provider_event", INSERT_EVENT, [
    event.eventId,
    event.type,
    event.objectId,
    event.customerId,
    event.accountId,
    event.apiVersion,
    event.isLive,
    new Date(event.createdAt).toISOString(),
    JSON.stringify(event.payload),
  ]);
  return rows.length > 0;
}

/** The event with this id; null when it never came. */
export async function readProviderEvent(sql: SqlRunner, eventId: string): Promise<ProviderEvent | null> {
  const rows = await sql.query<Row>("provider_event", READ_EVENT, [eventId]);
  return rows[0] === undefined ? null : toEvent(rows[0]);
}

/** Events by status, newest first; `before` is the last one of the page before. */
export async function listProviderEvents(
  sql: SqlRunner,
  page: {
    readonly status: ProviderEventStatus;
    readonly before: { readonly receivedAt: Instant; readonly eventId: string } | null;
    readonly limit: number;
  },
): Promise<readonly ProviderEvent[]> {
  const { status, before, limit } = page;
  const receivedAt = before === null ? null : new Date(before.receivedAt).toISOString();
  const parameters = [status, receivedAt, before?.eventId ?? null, limit];
  return (await sql.query<Row>("list_provider_events", LIST_EVENTS, parameters)).map(toEvent);
}

/** How far the inbox is behind: what waits, for how long by the database's clock, and what waits for an operator. */
export async function readProviderLag(sql: SqlRunner): Promise<ProviderLag> {
  const [row] = await sql.query<ProviderLag>("provider_lag", READ_LAG, []);
  return row ?? { waiting: 0, due: 0, oldestSeconds: 0, dueSeconds: 0, stuck: 0 };
}

export type ProviderLag = {
  readonly waiting: number;
  /** Of them, those that do not wait for another try: somebody works on them, or should. */
  readonly due: number;
  /** Since the oldest of them came; 0 when none waits. */
  readonly oldestSeconds: number;
  /** For how long one has been due that nobody works on; those that wait for another try are not. */
  readonly dueSeconds: number;
  readonly stuck: number;
};

const INSERT_EVENT = `
insert into provider_events (event_id, type, object_id, customer_id, account_id, api_version, is_live, event_created_at, payload)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (event_id) do nothing
returning event_id`;

export const EVENT_COLUMNS = `
  event.event_id,
  event.type,
  event.object_id,
  event.customer_id,
  event.account_id,
  event.api_version,
  event.is_live,
  ${milliseconds("event.event_created_at")} as created_ms,
  event.payload,
  event.status,
  event.attempts,
  ${milliseconds("event.received_at")} as received_ms,
  ${milliseconds("event.next_attempt_at")} as next_attempt_ms,
  event.problem,
  event.business_id`;

const READ_EVENT = `select ${EVENT_COLUMNS} from provider_events event where event.event_id = $1`;

const LIST_EVENTS = `
select ${EVENT_COLUMNS}
from provider_events event
where event.status = $1
  and ($2::timestamptz is null or (event.received_at, event.event_id) < ($2::timestamptz, $3::text))
order by event.received_at desc, event.event_id desc
limit $4`;

const READ_LAG = `
select
  (count(*) filter (where status = 'pending'))::int as waiting,
  (count(*) filter (where status = 'pending' and next_attempt_at <= clock_timestamp()))::int as due,
  coalesce(extract(epoch from clock_timestamp() - min(received_at) filter (where status = 'pending')), 0)::float8 as "oldestSeconds",
  coalesce(
    extract(
      epoch from clock_timestamp() - min(next_attempt_at) filter (
        where status = 'pending'
          and next_attempt_at <= clock_timestamp()
          and (claimed_until is null or claimed_until <= clock_timestamp())
      )
    ),
    0
  )::float8 as "dueSeconds",
  (count(*) filter (where status in ('quarantined', 'poison')))::int as stuck
from provider_events
where status in ('pending', 'quarantined', 'poison')`;

export type Row = {
  readonly event_id: string;
  readonly type: string;
  readonly object_id: string | null;
  readonly customer_id: string | null;
  readonly account_id: string | null;
  readonly api_version: string | null;
  readonly is_live: boolean;
  readonly created_ms: bigint;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly status: ProviderEventStatus;
  readonly attempts: number;
  readonly received_ms: bigint;
  readonly next_attempt_ms: bigint;
  readonly problem: string | null;
  readonly business_id: string | null;
};

export function toEvent(row: Row): ProviderEvent {
  return {
    eventId: row.event_id,
    type: row.type,
    objectId: row.object_id,
    customerId: row.customer_id,
    accountId: row.account_id,
    apiVersion: row.api_version,
    isLive: row.is_live,
    createdAt: Number(row.created_ms),
    payload: row.payload,
    status: row.status,
    attempts: row.attempts,
    receivedAt: Number(row.received_ms),
    nextAttemptAt: Number(row.next_attempt_ms),
    problem: row.problem,
    businessId: row.business_id,
  };
}
