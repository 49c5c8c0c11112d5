import { type Day, dayOf } from "../../lib/zone-day.ts";
import type { Entry } from "./use-history.ts";

export type HistoryRow =
  | {
      readonly kind: "day";
      readonly day: Day;
      readonly count: number;
      readonly tokens: number;
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
  let start = 0;
  while (start < entries.length) {
    const first = entries[start];
    if (first === undefined) break;
    const day = dayOf(new Date(first.recordedAt), timeZone);
    let end = start;
    let micro = 0;
    const members: HistoryRow[] = [];
    for (let entry = entries[end]; entry !== undefined; end += 1, entry = entries[end]) {
      if (dayOf(new Date(entry.recordedAt), timeZone) !== day) break;
      micro += Math.round(entry.amount * 1e6);
      members.push({ kind: "entry", entry, isOtherDay: dayOf(new Date(entry.occurredAt), timeZone) !== day });
    }
    rows.push(
      { kind: "day", day, count: end - start, tokens: micro / 1e6, isCut: hasMore && end === entries.length },
      ...members,
    );
    start = end;
  }
  return rows;
}
