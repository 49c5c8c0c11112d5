import { type ReactNode, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { HistoryRow } from "./history-days.ts";
import { addUpHeights, findRowsInView, type RowsInView } from "./rows-in-view.ts";

/** As `history-table.tsx` draws them. */
const HEIGHTS = { day: 36, entry: 44, entryOnPhone: 57, call: 160 };
const PHONE = "(width < 40rem)";

/** The rows around the window of a long history; what is left out keeps its height. */
export default function WindowedBody({
  rows,
  callHeights,
  renderRow,
}: {
  rows: readonly HistoryRow[];
  /** What opened calls really take, by the entry they belong to. */
  callHeights: ReadonlyMap<string, number>;
  renderRow: (row: HistoryRow, index: number) => ReactNode;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const isPhone = useSyncExternalStore(onPhoneChange, () => window.matchMedia(PHONE).matches);
  const starts = useMemo(() => {
    const entry = isPhone ? HEIGHTS.entryOnPhone : HEIGHTS.entry;
    return addUpHeights(
      rows.map((row) => {
        if (row.kind === "day") return HEIGHTS.day;
        return row.kind === "call" ? (callHeights.get(row.entry.id) ?? HEIGHTS.call) : entry;
      }),
    );
  }, [rows, callHeights, isPhone]);
  const [{ first, end }, setView] = useState<RowsInView>({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const look = () => {
      if (body.current === null) return;
      const { top } = body.current.getBoundingClientRect();
      const next = findRowsInView(starts, { from: -top, to: window.innerHeight - top });
      setView((shown) => (shown.first === next.first && shown.end === next.end ? shown : next));
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [starts]);
  const total = starts.at(-1) ?? 0;
  const before = starts[first] ?? 0;
  const after = total - (starts[end] ?? total);
  return (
    <tbody ref={body} className="max-sm:block">
      {before > 0 && <Spacer height={before} />}
      {rows.slice(first, end).map((row, index) => renderRow(row, first + index))}
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

function onPhoneChange(listener: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
