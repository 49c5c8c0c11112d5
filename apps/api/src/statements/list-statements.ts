import { readBoundaries } from "@farebox/db/exports";
import type { Deps } from "../deps.ts";
import { readForFiles } from "../exports/open-export.ts";
import { fromCursor, toCursor } from "../use-cases/page-cursor.ts";
import type { Reader } from "../use-cases/reader.ts";
import { type Refusal, refuse, refuseFields } from "../use-cases/refusal.ts";
import { headOf, readBusinessMonths } from "./read-business-months.ts";
import type { StatementHead } from "./statement.ts";

/** The months of a business with their balances, the newest first, a page at a time. */
export function listStatements(deps: Pick<Deps, "db">, asked: AskedStatements): Promise<StatementPage | Refusal> {
  const { businessId, limit } = asked;
  return readForFiles(deps, asked, async (sql) => {
    const bound = ["statements", businessId];
    const before = asked.cursor === null ? null : fromCursor(asked.cursor, { bound, shape: MONTH });
    if (asked.cursor !== null && before === null)
      return refuseFields([{ path: "cursor", message: "is not one of this list" }]);
    const business = await readBusinessMonths(sql, businessId);
    if (business === null) return refuse({ code: "not_found", what: "business" });

    const left = before === null ? business.months : business.months.filter((month) => month < before);
    const heads = left.slice(0, limit).map((month) => headOf(business, month));
    const instants = heads.flatMap(({ from, to }) => [from, to]);
    const boundaries = await readBoundaries(sql, { businessId, instants });
    const items = heads.map((head, index) => ({
      ...head,
      opening: balanceAt(boundaries, index * 2),
      closing: balanceAt(boundaries, index * 2 + 1),
    }));
    const last = items.at(-1);
    const nextCursor = left.length > limit && last !== undefined ? toCursor(last.month, bound) : null;
    return { outcome: "answered", timeZone: business.timeZone, items, nextCursor };
  });
}

export type AskedStatements = {
  readonly reader: Reader;
  readonly businessId: string;
  readonly cursor: string | null;
  readonly limit: number;
};

export type StatementPage = {
  readonly outcome: "answered";
  readonly timeZone: string;
  readonly items: readonly StatementHead[];
  readonly nextCursor: string | null;
};

const MONTH = /^\d{4}-\d{2}$/;

function balanceAt(boundaries: Awaited<ReturnType<typeof readBoundaries>>, index: number) {
  const boundary = boundaries[index];
  if (boundary === undefined) throw new Error("a place in the ledger was not found");
  return boundary.balance;
}
