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
  | { readonly kind: "entry"; readonly entry: Entry; readonly isOtherDay: boolean }
  /** What a call's row tells when it is opened; `also` are the other entries of that call, the newest first. */
  | { readonly kind: "call"; readonly entry: CallEntry; readonly also: readonly Entry[] };

export type CallEntry = Entry & { readonly call: NonNullable<Entry["call"]> };

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

/** The same rows, with what is told under the calls that are open. */
export function withOpenCalls(
  rows: readonly HistoryRow[],
  { openIds, entries }: { openIds: ReadonlySet<string>; entries: readonly Entry[] },
): readonly HistoryRow[] {
  if (openIds.size === 0) return rows;
  return rows.flatMap((row): readonly HistoryRow[] => {
    if (row.kind !== "entry" || !openIds.has(row.entry.id) || !isOfCall(row.entry)) return [row];
    const { entry } = row;
    const also = entries.filter(({ id, call }) => id !== entry.id && call?.holdId === entry.call.holdId);
    return [row, { kind: "call", entry, also }];
  });
}

/** Whether a row has more to tell in place: a line that a call ended as. */
export function isOfCall(entry: Entry): entry is CallEntry {
  return entry.type === "usage" && entry.call !== undefined;
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
