import { countUnread, type ListedNotice, listNotices as listRows } from "@farebox/db/outbox";
import { readBusinessTime } from "@farebox/db/reads";
import type { Key, Person } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { fromCursor, ROW_ID, toCursor } from "./page-cursor.ts";
import { readAs } from "./reader.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";

/** What a business was told, newest first, a page at a time, and how much of it the reader has not read. */
export async function listNotices(deps: Pick<Deps, "db">, asked: AskedNotices): Promise<NoticePage | Refusal> {
  const { reader, businessId, limit } = asked;
  const bound = ["notices", businessId];
  const beforeId = asked.cursor === null ? null : fromCursor(asked.cursor, { bound, shape: ROW_ID });
  if (asked.cursor !== null && beforeId === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);

  const userId = reader.kind === "person" ? reader.userId : null;
  const { business, rows, unread } = await readAs(deps, { reader, businessId }, async (sql) => ({
    business: await readBusinessTime(sql, businessId),
    rows: await listRows(sql, { businessId, userId, beforeId, limit: limit + 1 }),
    unread: await countUnread(sql, { businessId, userId }),
  }));
  if (business === null) return refuse({ code: "not_found", what: "business" });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? toCursor(last.notice.id, bound) : null;
  return { outcome: "answered", items, nextCursor, unread, timeZone: business.timeZone };
}

export type AskedNotices = {
  readonly reader: Person | Key;
  readonly businessId: string;
  /** Null begins with the newest. */
  readonly cursor: string | null;
  readonly limit: number;
};

export type NoticePage = {
  readonly outcome: "answered";
  readonly items: readonly ListedNotice[];
  /** Null at the end of the list. */
  readonly nextCursor: string | null;
  /** Of all there are, not of this page. Keys read nothing and leave nothing unread: 0. */
  readonly unread: number;
  readonly timeZone: string;
};
