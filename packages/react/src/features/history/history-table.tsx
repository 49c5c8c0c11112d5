import { type ReactNode, Suspense, useCallback, useId, useState } from "react";
import { lazyPart } from "../../lib/lazy-part.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { DayRow } from "./day-row.tsx";
import { CallToggle, EntryRow } from "./entry-row.tsx";
import { detailOf, nameEntry } from "./entry-view.ts";
import { type HistoryRow, isOfCall, withOpenCalls } from "./history-days.ts";
import type { Entry } from "./use-history.ts";

const words = pageStrings.history;

// Below this a browser draws all rows faster than it keeps track of them, and needs no help with it.
const WINDOWED_FROM = 200;
const WindowedBody = lazyPart(() => import("./windowed-body.tsx"));
const CallRow = lazyPart(() => import("./call-row.tsx"));

/** The ledger in days. On a phone each entry is two lines with the same decimal line. */
export function HistoryTable({
  entries,
  rows: closedRows,
  timeZone,
  now,
  openId,
  newSince,
  above,
  linkTo,
}: {
  /** All that are loaded, those too that are told by the row of their call. */
  entries: readonly Entry[];
  rows: readonly HistoryRow[];
  timeZone: string;
  now: Date;
  openId: string | null;
  /** Entries after this one came while the page was open: each is marked for a moment. */
  newSince: number;
  /** Rows of what is not in the ledger yet. */
  above?: ReactNode;
  /** The link to a receipt, around its name. */
  linkTo: (entryId: string, name: ReactNode) => ReactNode;
}) {
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set());
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const tableId = useId();
  const setHeight = useCallback((entryId: string, height: number) => {
    setHeights((known) => (known.get(entryId) === height ? known : new Map(known).set(entryId, height)));
  }, []);
  const toggle = (entryId: string) =>
    setOpenIds((open) => new Set(open.has(entryId) ? [...open].filter((id) => id !== entryId) : [...open, entryId]));
  const rows = withOpenCalls(closedRows, { openIds, entries });
  const renderRow = (row: HistoryRow, index: number) => {
    if (row.kind === "day")
      return <DayRow key={`day ${row.day}`} row={row} index={index} timeZone={timeZone} now={now} />;
    const { entry } = row;
    const callRowId = `${tableId}-${entry.id}`;
    if (row.kind === "call") {
      return (
        <Suspense key={callRowId}>
          <CallRow
            id={callRowId}
            index={index}
            entry={row.entry}
            also={row.also}
            timeZone={timeZone}
            now={now}
            linkTo={linkTo}
            onHeight={setHeight}
          />
        </Suspense>
      );
    }
    return (
      <EntryRow
        key={entry.id}
        entry={entry}
        index={index}
        isOtherDay={row.isOtherDay}
        isOpen={entry.id === openId}
        isNew={entry.seq > newSince}
        timeZone={timeZone}
        now={now}
        linkTo={linkTo}
        toggle={
          isOfCall(entry) && (
            <CallToggle
              name={[nameEntry(entry), detailOf(entry)].filter(Boolean).join(", ")}
              isOpen={openIds.has(entry.id)}
              controls={callRowId}
              onToggle={() => toggle(entry.id)}
            />
          )
        }
      />
    );
  };
  const allRows = <tbody className="max-sm:block">{rows.map(renderRow)}</tbody>;
  return (
    <table className="w-full table-fixed text-table max-sm:block" aria-rowcount={rows.length + 1}>
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line text-meta text-ink-3 [&>th]:px-2 [&>th]:py-2 [&>th]:font-normal">
          <th scope="col" className="w-16 text-start">
            {words.columns.time}
          </th>
          <th scope="col" className="text-start">
            {words.columns.what}
          </th>
          <th scope="col" className="w-[14%] text-start max-lg:hidden">
            {words.columns.agent}
          </th>
          <th scope="col" className="w-32 text-end max-md:hidden">
            {words.columns.quantity}
          </th>
          <th scope="col" className="slot-3 w-36 text-end">
            <span className="slot-inset">{words.columns.tokens}</span>
          </th>
          <th scope="col" className="slot-3 w-36 text-end max-lg:hidden">
            <span className="slot-inset">{words.columns.balance}</span>
          </th>
          <th scope="col" className="w-28 text-start">
            {words.columns.status}
          </th>
        </tr>
      </thead>
      {above}
      {rows.length > WINDOWED_FROM ? (
        <Suspense fallback={allRows}>
          <WindowedBody rows={rows} callHeights={heights} renderRow={renderRow} />
        </Suspense>
      ) : (
        allRows
      )}
    </table>
  );
}
