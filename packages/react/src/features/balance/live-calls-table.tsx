import { Check, Minus, PhoneCall, PhoneIncoming, PhoneOutgoing, TriangleAlert } from "lucide-react";
import { Amount } from "../../components/amount.tsx";
import { Icon } from "../../components/icon.tsx";
import { Name } from "../../components/name.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { formatTicker } from "../../lib/format-quantity.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";

const words = pageStrings.liveCalls;

export type LiveCallRow = {
  readonly id: string;
  readonly service: string;
  /** As it may be shown; the whole one is in the receipt. */
  readonly callId: string;
  readonly agentId: string | null;
  readonly elapsedSeconds: number;
  readonly held: number;
  readonly soFar: number;
  readonly price: string | null;
  /** Seconds that are left, when they are few. */
  readonly secondsLeft: number | null;
  /** How it ended; null while it runs. */
  readonly end: { readonly text: string; readonly isCharged: boolean } | null;
};

/** Calls as they run. On a phone each is two lines with the same decimal line. */
export function LiveCallsTable({ rows, digits }: { rows: readonly LiveCallRow[]; digits: 1 | 3 }) {
  return (
    <table className="w-full table-fixed text-table max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="text-meta text-ink-3 [&>th]:px-2 [&>th]:pb-2 [&>th]:font-normal">
          <th scope="col" className="ps-8! text-start lg:w-[38%]">
            {words.columns.call}
          </th>
          <th scope="col" className="ps-0! text-start max-lg:w-[20%] max-md:hidden">
            {words.columns.agent}
          </th>
          <th scope="col" className="w-20 text-end">
            {words.columns.elapsed}
          </th>
          <th scope="col" className={classNames("w-28 text-end max-lg:w-20", `slot-${digits}`)}>
            <span className="slot-inset">{words.columns.held}</span>
          </th>
          <th scope="col" className="slot-1 w-28 text-end max-lg:w-20">
            <span className="slot-inset">{words.columns.soFar}</span>
          </th>
          <th scope="col" className="w-24 pe-0! text-end">
            {words.columns.rate}
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <Row key={row.id} row={row} digits={digits} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, digits }: { row: LiveCallRow; digits: 1 | 3 }) {
  const elapsed = formatTicker(row.elapsedSeconds);
  return (
    <tr
      className={classNames(
        ROW,
        row.secondsLeft !== null && row.end === null && "running-low",
        row.end?.isCharged && "arrived",
      )}
    >
      <th scope="row" className="text-start font-normal max-sm:col-start-1">
        <span className="flex min-w-0 items-center gap-4">
          <Icon of={ICONS[row.service] ?? PhoneCall} className="text-ink-3" />
          <span className="min-w-0 truncate">
            {pageStrings.history.serviceOne[row.service] ?? row.service}
            <span className="ms-2 text-ink-3">{row.callId}</span>
          </span>
          {row.end === null && row.secondsLeft !== null && (
            <span className="flex shrink-0 items-center gap-3 text-meta max-sm:hidden">
              <Left seconds={row.secondsLeft} />
              <button type="button" className="link" onClick={() => goToSection("tokens")}>
                {strings.shell.addTokens}
              </button>
            </span>
          )}
        </span>
      </th>
      <td className="ps-0! text-ink-2 normal-nums max-md:hidden">
        <Name>{row.agentId ?? "–"}</Name>
      </td>
      {row.end === null ? (
        <>
          <td className="text-end max-sm:hidden">{elapsed}</td>
          <td className="text-end text-ink-2 max-sm:hidden">
            <Amount tokens={row.held} digits={digits} atLeast={1} />
          </td>
          <td className="text-end max-sm:col-start-2 max-sm:row-start-1">
            <Amount tokens={row.soFar} digits={1} atLeast={1} />
          </td>
          <td className="pe-0! text-end whitespace-nowrap text-ink-2 max-sm:col-start-2 max-sm:row-start-2 max-sm:text-meta max-sm:text-ink-3">
            {row.price ?? "–"}
          </td>
          <td className="truncate text-meta text-ink-3 max-sm:col-start-1 max-sm:row-start-2 max-sm:ps-8! sm:hidden">
            {row.secondsLeft !== null ? (
              <span className="flex items-center gap-2">
                {elapsed}
                <Left seconds={row.secondsLeft} />
              </span>
            ) : (
              <span className="flex gap-1 whitespace-nowrap">
                {elapsed} ·{row.agentId !== null && <Name>{row.agentId}</Name>}
                {row.agentId !== null && "· "}
                {words.holds(formatTokens(row.held, { digits: 1, atLeast: 1 }))}
              </span>
            )}
          </td>
        </>
      ) : (
        <td colSpan={4} className="pe-0! text-ink-2 max-sm:col-span-2 max-sm:row-start-2 max-sm:ps-8! max-sm:text-meta">
          <span className="flex items-center gap-1.5 sm:justify-end">
            <Icon of={row.end.isCharged ? Check : Minus} size={14} />
            {row.end.text}
          </span>
        </td>
      )}
    </tr>
  );
}

function Left({ seconds }: { seconds: number }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-meta font-medium text-warn tabular-nums">
      <Icon of={TriangleAlert} size={14} />
      {seconds > 0 ? words.left(String(seconds)) : words.leftNone}
    </span>
  );
}

const ROW =
  "h-11 border-t border-line [&>td]:px-2 [&>th]:pe-2 " +
  "max-sm:grid max-sm:h-14 max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:content-center max-sm:gap-x-3 max-sm:[&>td]:px-0 max-sm:[&>th]:px-0";

const ICONS: Readonly<Record<string, typeof PhoneCall>> = {
  outbound_call: PhoneOutgoing,
  inbound_call: PhoneIncoming,
};
