import type { Sorter } from "../external-sort.ts";
import type { BookDoor } from "./book-door.ts";
import { type LedgerLine, toLedgerLine } from "./ledger-line.ts";

/** Reads all usage lines of a range that have a reference into the sorter, page by page. */
export async function readLedger(parts: {
  readonly door: BookDoor;
  readonly from: number;
  readonly to: number;
  readonly sorter: Pick<Sorter<LedgerLine>, "add">;
  readonly onProgress: (lines: number) => void;
}): Promise<{ readonly lines: number; readonly withoutRef: number }> {
  const bounds = { from: new Date(parts.from).toISOString(), to: new Date(parts.to).toISOString() };
  const counts = { lines: 0, withoutRef: 0 };
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<BookDoor["page"]>> = await parts.door.page({ ...bounds, cursor });
    for (const item of page.items) {
      counts.lines += 1;
      const line = toLedgerLine(item);
      if (line === null) counts.withoutRef += 1;
      else await parts.sorter.add(line);
    }
    parts.onProgress(counts.lines);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return counts;
}
