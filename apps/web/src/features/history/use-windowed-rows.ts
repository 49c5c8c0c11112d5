import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { HistoryRow } from "./history-days.ts";

/** Below this a browser draws all rows faster than it keeps track of them. */
const WINDOWED_FROM = 200;

export type WindowedRows = {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly shown: readonly { readonly row: HistoryRow; readonly index: number }[];
  /** Heights of what is left out before and after. */
  readonly before: number;
  readonly after: number;
};

/** The rows to draw: all of a short history, those around the window of a long one. */
export function useWindowedRows(rows: readonly HistoryRow[]): WindowedRows {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const isWindowed = rows.length > WINDOWED_FROM;
  useLayoutEffect(() => {
    if (body.current !== null) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, [rows.length]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    enabled: isWindowed,
    overscan: 20,
    scrollMargin: top,
    estimateSize: (index) => (rows[index]?.kind === "day" ? 36 : window.innerWidth < 640 ? 57 : 44),
  });
  if (!isWindowed) return { body, shown: rows.map((row, index) => ({ row, index })), before: 0, after: 0 };
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  return {
    body,
    shown: items.flatMap(({ index }) => {
      const row = rows[index];
      return row === undefined ? [] : [{ row, index }];
    }),
    before: first === undefined ? 0 : first.start - top,
    after: last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - top),
  };
}
