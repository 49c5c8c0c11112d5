import { type Day, dayOf } from "../../lib/zone-day.ts";
import { listFolded } from "./fold-calls.ts";
import type { Entry } from "./use-history.ts";

export type HistoryRow =
  | {
      readonly kind: "day";
      readonly day: Day;
      readonly count: number;
      /** What use took, corrections of it returned. */
      readonly used: number;
      /** What arrived. */
      readonly added: number;
      readonly isCut: boolean;
    }
  | { readonly kind: "entry"; readonly entry: Entry; readonly isOtherDay: boolean };

/**
 * Entries under their days. The order is the ledger's, so a day is the one an entry was recorded on; an entry that happened
 * on another day says so itself. The last day is cut while older entries wait to be loaded.
 */
export function groupByDay(
  entries: readonly Entry[],
  { timeZone, hasMore }: { timeZone: string; hasMore: boolean },
): readonly HistoryRow[] {
  const rows: HistoryRow[] = [];
  const folded = listFolded(entries);
  let start = 0;
  while (start < entries.length) {
    const day = recordedDay(entries[start], timeZone);
    let end = start + 1;
    while (end < entries.length && recordedDay(entries[end], timeZone) === day) end += 1;
    const members = entries.slice(start, end);
    const shown = members.filter(({ id }) => !folded.has(id));
    rows.push({
      kind: "day",
      day,
      count: shown.length,
      used: sumMicro(members.filter(isUse)),
      added: sumMicro(members.filter((entry) => !isUse(entry) && entry.amount > 0)),
      isCut: hasMore && end === entries.length,
    });
    for (const entry of shown) {
      rows.push({ kind: "entry", entry, isOtherDay: dayOf(new Date(entry.occurredAt), timeZone) !== day });
    }
    start = end;
  }
  return rows;
}

function recordedDay(entry: Entry | undefined, timeZone: string): Day {
  return entry === undefined ? "" : dayOf(new Date(entry.recordedAt), timeZone);
}

function isUse({ type }: Entry): boolean {
  return type === "usage" || type === "correction";
}

function sumMicro(entries: readonly Entry[]): number {
  return entries.reduce((sum, { amount }) => sum + Math.round(amount * 1e6), 0) / 1e6;
}
