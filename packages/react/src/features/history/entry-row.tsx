import { Check, ChevronDown, type LucideIcon, Minus, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Amount } from "../../components/amount.tsx";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatClock, formatDate, formatInstant } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { detailOf, type EntryStatus, iconOf, nameEntry, quantityOf, statusOf } from "./entry-view.ts";
import type { Entry } from "./use-history.ts";

const words = pageStrings.history;

/** One entry; on a phone two lines with the same decimal line. */
export function EntryRow({
  entry,
  index,
  isOtherDay,
  isOpen,
  isNew,
  timeZone,
  now,
  linkTo,
  toggle,
}: {
  entry: Entry;
  index: number;
  isOtherDay: boolean;
  isOpen: boolean;
  isNew: boolean;
  timeZone: string;
  now: Date;
  linkTo: (entryId: string, name: ReactNode) => ReactNode;
  /** Of a call. */
  toggle: ReactNode;
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
          {toggle}
        </span>
      </th>
      <td className="truncate text-ink-2 normal-nums max-lg:hidden">{entry.agentId ?? "–"}</td>
      <td className="text-end whitespace-nowrap text-ink-2 max-md:hidden">
        <bdi>{quantity}</bdi>
      </td>
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

/** What opens a call in place. Above the link that reaches over the row. */
export function CallToggle({
  name,
  isOpen,
  controls,
  onToggle,
}: {
  name: string;
  isOpen: boolean;
  controls: string;
  onToggle: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={words.callDetails(name)}
      aria-expanded={isOpen}
      {...(isOpen && { "aria-controls": controls })}
      onClick={onToggle}
      className="no-print relative z-1 grid size-6 shrink-0 place-items-center rounded-control text-ink-3 hover:bg-hover hover:text-ink max-sm:-my-2.5 max-sm:size-10"
    >
      <Icon of={ChevronDown} size={14} className={isOpen ? "rotate-180" : ""} />
    </button>
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
