import { Amount } from "../../components/amount.tsx";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { formatDay } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { addDays, dayOf, startOfDay } from "../../lib/zone-day.ts";
import type { HistoryRow } from "./history-days.ts";

const words = pageStrings.history;

/** A day with how much it took and brought. */
export function DayRow({
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

function nameDay(day: string, timeZone: string, now: Date): string {
  const name = formatDay(new Date(startOfDay(day, timeZone).getTime() + 12 * 3_600_000), timeZone, now);
  const today = dayOf(now, timeZone);
  if (day === today) return words.today(name);
  return day === addDays(today, -1) ? words.yesterday(name) : name;
}
