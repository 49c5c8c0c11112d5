import { DAY_MS, type Instant } from "@farebox/billing-core";
import {
  listUsageLines as listRows,
  listUnbookedOfRefs,
  listUsageLinesOfRefs,
  type UnbookedRow,
  type UsageLineRow,
} from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { fromCursor, toCursor } from "./page-cursor.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuseFields } from "./refusal.ts";

/** Usage lines of a range in the order in which they happened, a page at a time, those reversed later among them. */
export async function listUsageLines(deps: Pick<Deps, "db">, asked: AskedLines): Promise<LinePage | Refusal> {
  const { businessId, from, to, limit } = asked;
  if (to <= from) return refuseFields([{ path: "to", code: "not_after", message: "must be later than from" }]);
  if (to - from > LONGEST_RANGE_MS)
    return refuseFields([{ path: "to", code: "range_too_long", message: "must be at most 800 days after from" }]);
  const bound = ["usage lines", businessId, from, to];
  const position = asked.cursor === null ? null : fromCursor(asked.cursor, { bound, shape: POSITION });
  if (asked.cursor !== null && position === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);

  const after = position === null ? null : toPlace(position);
  const rows = await readAs(deps, asked, (sql) => listRows(sql, { businessId, from, to, after, limit: limit + 1 }));
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined ? toCursor(`${last.occurredAt} ${last.id}`, bound) : null;
  return { outcome: "answered", items, nextCursor };
}

/** Everything that came under some references, whenever it happened. */
export async function findUsage(deps: Pick<Deps, "db">, asked: AskedRefs): Promise<FoundUsage> {
  return readAs(deps, asked, async (sql) => ({
    lines: await listUsageLinesOfRefs(sql, asked),
    unbooked: await listUnbookedOfRefs(sql, asked),
  }));
}

export type AskedLines = {
  readonly reader: Reader;
  readonly businessId: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Null begins with the first. */
  readonly cursor: string | null;
  readonly limit: number;
};

export type LinePage = {
  readonly outcome: "answered";
  readonly items: readonly UsageLineRow[];
  /** Null at the end of the list. */
  readonly nextCursor: string | null;
};

export type AskedRefs = { readonly reader: Reader; readonly businessId: string; readonly refs: readonly string[] };

export type FoundUsage = { readonly lines: readonly UsageLineRow[]; readonly unbooked: readonly UnbookedRow[] };

const LONGEST_RANGE_MS = 800 * DAY_MS;

/** When the last line of a page happened, and its id. */
const POSITION = /^\d{1,14} [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function toPlace(position: string): { readonly occurredAt: Instant; readonly id: string } {
  const [occurredAt, id = ""] = position.split(" ");
  return { occurredAt: Number(occurredAt), id };
}
