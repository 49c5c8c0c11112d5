import type { SqlRunner } from "../connections/sql-runner.ts";
import type { DueNotice } from "./claim-deliveries.ts";

/** What a business was told, the newest first, and whether this person has read it. */
export async function listNotices(sql: SqlRunner, asked: AskedNotices): Promise<ListedNotice[]> {
  const { businessId, userId, beforeId, limit } = asked;
  const rows = await sql.query<Row>("list_notices", LIST_NOTICES, [businessId, userId, beforeId, limit]);
  return rows.map(({ id, kind, payload, occurredAt, readAt }) => ({
    notice: { id, kind, payload, occurredAt: occurredAt.getTime() } as DueNotice,
    readAt: readAt?.getTime() ?? null,
  }));
}

/** How much of it this person has not read. */
export async function countUnread(
  sql: SqlRunner,
  { businessId, userId }: { readonly businessId: string; readonly userId: string | null },
): Promise<number> {
  const [row] = await sql.query<{ unread: number }>("count_unread", COUNT_UNREAD, [businessId, userId]);
  return row?.unread ?? 0;
}

export type AskedNotices = {
  readonly businessId: string;
  /** Null for a key, which reads without being a person. */
  readonly userId: string | null;
  /** Null begins with the newest. */
  readonly beforeId: string | null;
  readonly limit: number;
};

export type ListedNotice = { readonly notice: DueNotice; readonly readAt: number | null };

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly occurredAt: Date;
  readonly readAt: Date | null;
};

// By id, which is in the order they were written: a list by money time would let one that comes late slip in unseen.
const LIST_NOTICES = `
select
  notice.id,
  notice.kind,
  notice.payload,
  notice.occurred_at as "occurredAt",
  reading.read_at as "readAt"
from outbox notice
left join notice_reads reading
  on reading.business_id = notice.business_id and reading.user_id = $2 and reading.notice_id = notice.id
where notice.business_id = $1::uuid
  and (notice.channels is null or 'in_app' = any (notice.channels))
  and ($3::uuid is null or notice.id < $3::uuid)
order by notice.id desc
limit $4`;

const COUNT_UNREAD = `
select count(*)::integer as unread
from outbox notice
where notice.business_id = $1::uuid
  and (notice.channels is null or 'in_app' = any (notice.channels))
  and not exists (
    select
    from notice_reads reading
    where reading.business_id = notice.business_id and reading.user_id = $2 and reading.notice_id = notice.id
  )
  and $2::text is not null`;
