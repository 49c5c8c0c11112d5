import { Check, type LucideIcon, Minus, TriangleAlert } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { Amount } from "../../components/amount.tsx";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { formatClock, formatDate, formatDay, formatInstant } from "../../lib/format-time.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { addDays, dayOf, startOfDay } from "../../lib/zone-day.ts";
import { detailOf, type EntryStatus, iconOf, nameEntry, quantityOf, statusOf } from "./entry-view.ts";
import type { HistoryRow } from "./history-days.ts";
import type { Entry } from "./use-history.ts";

const words = pageStrings.history;

// Below this a browser draws all rows faster than it keeps track of them, and needs no help with it.
const WINDOWED_FROM = 200;
const WindowedBody = lazyPart(() => import("./windowed-body.tsx"));

/** The ledger in days. On a phone each entry is two lines with the same decimal line. */
export function HistoryTable({
  rows,
  timeZone,
  now,
  openId,
  newSince,
  above,
  linkTo,
}: {
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
  const renderRow = (row: HistoryRow, index: number) =>
    row.kind === "day" ? (
      <DayRow key={`day ${index}`} row={row} index={index} timeZone={timeZone} now={now} />
    ) : (
      <EntryRow
        key={row.entry.id}
        entry={row.entry}
        index={index}
        isOtherDay={row.isOtherDay}
        isOpen={row.entry.id === openId}
        isNew={row.entry.seq > newSince}
        timeZone={timeZone}
        now={now}
        linkTo={linkTo}
      />
    );
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
          <WindowedBody rows={rows} renderRow={renderRow} />
        </Suspense>
      ) : (
        allRows
      )}
    </table>
  );
}

function DayRow({
  row,
  index,
  timeZone,
  now,
}: {
  row: HistoryRow & { kind: "day" };
  index: number;
  timeZone: string;
  now: Date;
}) {
  const count = formatCount(row.count);
  return (
    <tr
      aria-rowindex={index + 2}
      className="h-9 border-b border-line bg-band text-meta text-ink-2 max-sm:-mx-4 max-sm:flex max-sm:items-center max-sm:justify-between max-sm:px-4"
    >
      <th scope="rowgroup" colSpan={2} className="truncate px-2 text-start font-semibold text-ink max-sm:px-0">
        {nameDay(row.day, timeZone, now)}
        <span className="ms-3 font-normal text-ink-2">
          {row.isCut ? words.shownSoFar(count) : words.entries(count, row.count !== 1)}
          {row.added > 0 && `, ${words.addedThatDay(formatTokens(row.added, { digits: 3 }))}`}
        </span>
      </th>
      <td className="max-lg:hidden" />
      <td className="max-md:hidden" />
      <td className="px-2 text-end text-table font-medium text-ink max-sm:px-0">
        {row.used !== 0 && <Amount tokens={row.used} digits={3} sign="always" />}
      </td>
      <td className="max-lg:hidden" />
      <td className="max-sm:hidden" />
    </tr>
  );
}

function EntryRow({
  entry,
  index,
  isOtherDay,
  isOpen,
  isNew,
  timeZone,
  now,
  linkTo,
}: {
  entry: Entry;
  index: number;
  isOtherDay: boolean;
  isOpen: boolean;
  isNew: boolean;
  timeZone: string;
  now: Date;
  linkTo: (entryId: string, name: ReactNode) => ReactNode;
}) {
  const occurredAt = new Date(entry.occurredAt);
  const detail = detailOf(entry);
  const quantity = quantityOf(entry);
  const when = isOtherDay ? formatDate(occurredAt, timeZone, now) : formatClock(occurredAt, timeZone);
  return (
    <tr
      aria-rowindex={index + 2}
      className={classNames(
        "relative h-11 border-b border-line hover:bg-hover [&>td]:px-2 [&>th]:px-2",
        "max-sm:grid max-sm:h-auto max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:py-2 max-sm:[&>td]:px-0 max-sm:[&>th]:px-0",
        isOpen && "bg-signal-soft",
        isNew && "arrived",
      )}
    >
      <td className="text-ink-2 max-sm:order-3 max-sm:truncate max-sm:ps-7! max-sm:text-meta max-sm:leading-5 max-sm:text-ink-3">
        <time dateTime={entry.occurredAt} title={formatInstant(occurredAt, timeZone)}>
          {when}
        </time>
        <span className="sm:hidden">
          {[entry.agentId, quantity === "–" ? detail : quantity].filter(Boolean).map((part) => ` · ${part}`)}
        </span>
      </td>
      <th scope="row" className="text-start font-normal max-sm:order-1">
        <span className="flex min-w-0 items-center gap-3">
          <Icon of={iconOf(entry)} className="text-ink-3" />
          <span className="min-w-0 truncate">
            {linkTo(entry.id, nameEntry(entry))}
            {detail && <span className="ms-2 text-ink-3 max-sm:hidden">{detail}</span>}
          </span>
        </span>
      </th>
      <td className="truncate text-ink-2 normal-nums max-lg:hidden">{entry.agentId ?? "–"}</td>
      <td className="text-end whitespace-nowrap text-ink-2 max-md:hidden">{quantity}</td>
      <td
        className={classNames(
          "text-end max-sm:order-2",
          entry.amount > 0 && "text-good",
          entry.amount === 0 && "text-ink-3",
        )}
      >
        <Amount tokens={entry.amount} digits={3} sign="always" />
      </td>
      <td className="text-end text-ink-2 max-lg:hidden">
        <Amount tokens={entry.balanceAfter} digits={3} />
      </td>
      <td className="max-sm:order-4">
        <Status entry={entry} />
      </td>
    </tr>
  );
}

function Status({ entry }: { entry: Entry }) {
  const { text, tone } = statusOf(entry);
  const icon = STATUS_ICONS[tone];
  return (
    <span
      className={classNames("flex items-center gap-1.5 text-meta max-sm:justify-end max-sm:leading-5", TONES[tone])}
    >
      {icon !== null && <Icon of={icon} size={14} />}
      {text}
    </span>
  );
}

const TONES = { plain: "text-ink-2", quiet: "text-ink-2", good: "text-good", warn: "text-warn" } as const;
const STATUS_ICONS: Record<EntryStatus["tone"], LucideIcon | null> = {
  plain: null,
  quiet: Minus,
  good: Check,
  warn: TriangleAlert,
};

function nameDay(day: string, timeZone: string, now: Date): string {
  const name = formatDay(new Date(startOfDay(day, timeZone).getTime() + 12 * 3_600_000), timeZone, now);
  const today = dayOf(now, timeZone);
  if (day === today) return words.today(name);
  return day === addDays(today, -1) ? words.yesterday(name) : name;
}
