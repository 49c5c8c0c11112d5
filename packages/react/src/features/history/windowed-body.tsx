import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { HistoryRow } from "./history-days.ts";

const HEIGHTS = { day: 36, entry: 44, entryOnPhone: 57 };

/** The rows around the window of a long history; what is left out keeps its height. */
export default function WindowedBody({
  rows,
  renderRow,
}: {
  rows: readonly HistoryRow[];
  renderRow: (row: HistoryRow, index: number) => ReactNode;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  // What stands above can change its height whenever rows change, so the place is read again with them.
  useLayoutEffect(() => {
    if (rows.length > 0 && body.current !== null) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, [rows.length]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    overscan: 20,
    scrollMargin: top,
    estimateSize: (index) =>
      rows[index]?.kind === "day" ? HEIGHTS.day : window.innerWidth < 640 ? HEIGHTS.entryOnPhone : HEIGHTS.entry,
  });
  const items = virtualizer.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <tbody ref={body} className="max-sm:block">
      {before > 0 && <Spacer height={before} />}
      {items.map(({ index }) => {
        const row = rows[index];
        return row === undefined ? null : renderRow(row, index);
      })}
      {after > 0 && <Spacer height={after} />}
    </tbody>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <tr className="max-sm:block" style={{ height }}>
      <td colSpan={7} />
    </tr>
  );
}
