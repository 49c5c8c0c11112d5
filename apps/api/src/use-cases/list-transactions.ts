import { listTransactions as listRows, type TransactionRow } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type AskedFilters, refuseFilters, withPayments } from "./asked-filters.ts";
import { fromCursor, SEQ, toCursor } from "./page-cursor.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuseFields } from "./refusal.ts";

/** What moved a business's tokens, newest first, a page at a time. */
export async function listTransactions(
  deps: Pick<Deps, "db" | "provider">,
  asked: AskedPage,
): Promise<TransactionPage | Refusal> {
  const { businessId, limit } = asked;
  const refused = refuseFilters(asked.filters);
  if (refused !== null) return refused;
  const bound = ["transactions", businessId, asked.filters];
  const position = asked.cursor === null ? null : fromCursor(asked.cursor, { bound, shape: SEQ });
  if (asked.cursor !== null && position === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);

  const filters = await withPayments(deps, asked);
  const beforeSeq = position === null ? null : BigInt(position);
  const rows = await readAs(deps, asked, (sql) => listRows(sql, { businessId, filters, beforeSeq, limit: limit + 1 }));
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? toCursor(String(last.seq), bound) : null;
  return { outcome: "answered", items, nextCursor };
}

export type AskedPage = {
  readonly reader: Reader;
  readonly businessId: string;
  readonly filters: AskedFilters;
  /** Null begins with the newest. */
  readonly cursor: string | null;
  readonly limit: number;
};

export type TransactionPage = {
  readonly outcome: "answered";
  readonly items: readonly TransactionRow[];
  /** Null at the end of the list. */
  readonly nextCursor: string | null;
};
