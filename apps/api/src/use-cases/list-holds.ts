import { type HoldStatus, holdAt } from "@farebox/billing-core";
import { loadAccounts } from "@farebox/db";
import { listHolds as listRows } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { bringing, type HoldNow } from "./get-hold.ts";
import { fromCursor, ROW_ID, toCursor } from "./page-cursor.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";
import { sweepOverdue } from "./sweep-overdue.ts";

/** Calls of a business, newest first, a page at a time. Those found overdue are swept first. */
export async function listHolds(
  deps: Pick<Deps, "db" | "ledger">,
  asked: AskedHolds,
  { isSwept } = { isSwept: false },
): Promise<HoldPage | Refusal> {
  const { businessId, status, agentId, limit } = asked;
  const bound = ["holds", businessId, status, agentId];
  const beforeId = asked.cursor === null ? null : fromCursor(asked.cursor, { bound, shape: ROW_ID });
  if (asked.cursor !== null && beforeId === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);

  const page = { businessId, status, agentId, beforeId, limit: limit + 1 };
  const rows = await readAs(deps, asked, (sql) => listRows(sql, page));
  // A live call may end between the two statements; by its id it is brought in any case.
  const commands = rows.filter((hold) => hold.status === "open").map(({ id }) => bringing(id));
  const { accounts, nowOf } = await loadAccounts(deps.db.ledger, [{ businessId, commands }]);
  const account = accounts.get(businessId);
  if (account === undefined) return refuse({ code: "not_found", what: "business" });
  const now = nowOf(businessId);
  // What was listed is from before the sweep. Whatever it did, the next look finds nothing overdue or answers as it is.
  if (!isSwept && (await sweepOverdue(deps, account, now))) return listHolds(deps, asked, { isSwept: true });
  const items = rows
    .slice(0, limit)
    .map((hold) => holdAt(account, hold.id, now) ?? { hold, affordableSeconds: 0, final: true })
    // A deadline may pass between the statements: then it is no live call any more.
    .filter(({ hold }) => status === null || hold.status === status);
  const last = rows.at(limit - 1);
  const nextCursor = rows.length > limit && last !== undefined ? toCursor(last.id, bound) : null;
  return { outcome: "answered", items, nextCursor };
}

export type AskedHolds = {
  readonly reader: Reader;
  readonly businessId: string;
  /** Null does not filter. */
  readonly status: HoldStatus | null;
  readonly agentId: string | null;
  /** Null begins with the newest. */
  readonly cursor: string | null;
  readonly limit: number;
};

export type HoldPage = {
  readonly outcome: "answered";
  readonly items: readonly HoldNow[];
  /** Null at the end of the list. */
  readonly nextCursor: string | null;
};
