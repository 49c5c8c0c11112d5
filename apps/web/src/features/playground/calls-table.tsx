import { Amount } from "@farebox/react/components/amount.tsx";
import { Button } from "@farebox/react/components/button.tsx";
import { Empty } from "@farebox/react/components/empty.tsx";
import { Icon } from "@farebox/react/components/icon.tsx";
import { classNames } from "@farebox/react/lib/class-names.ts";
import { formatTicker } from "@farebox/react/lib/format-quantity.ts";
import { maskCallId } from "@farebox/react/lib/mask-id.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";
import { PhoneIncoming, PhoneOff, PhoneOutgoing } from "lucide-react";

const words = playgroundStrings;
const LOW_SECONDS = 60;

export type CallRow = {
  readonly id: string;
  readonly callId: string;
  readonly service: string;
  readonly agentId: string | null;
  readonly state: "live" | "crashed" | "abandoned";
  readonly elapsedSeconds: number;
  readonly secondsLeft: number;
  /** No further second could be held. */
  readonly isFinal: boolean;
  readonly soFar: number | null;
  readonly abandonedInSeconds: number;
};

/** The calls of the simulated handlers, second by second, each with what can happen to it. */
export function CallsTable({
  rows,
  onCrash,
  onEnd,
}: {
  rows: readonly CallRow[];
  onCrash: (id: string) => void;
  onEnd: (id: string) => void;
}) {
  const live = rows.filter(({ state }) => state === "live");
  return (
    <section aria-labelledby="playground-calls">
      <div className="flex min-h-7 flex-wrap items-center gap-4 pb-2">
        <h2 id="playground-calls" className="text-body font-semibold">
          {words.calls}
        </h2>
        {live.length > 1 && (
          <Button size="small" className="ms-auto" onClick={() => live.forEach(({ id }) => void onEnd(id))}>
            {words.hangUpAll}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty title={words.noCalls} hint={words.noCallsHint} />
      ) : (
        <div className="max-h-[484px] overflow-y-auto max-sm:max-h-none">
          <table className="w-full table-fixed text-table max-sm:block">
            <thead className="max-sm:sr-only">
              <tr className="text-meta text-ink-3 [&>th]:px-2 [&>th]:pb-2 [&>th]:font-normal">
                <th scope="col" className="ps-0! text-start">
                  {words.columns.call}
                </th>
                <th scope="col" className="w-20 text-end">
                  {words.columns.elapsed}
                </th>
                <th scope="col" className="slot-1 w-24 text-end">
                  <span className="slot-inset">{words.columns.soFar}</span>
                </th>
                <th scope="col" className="w-20 text-end">
                  {words.columns.left}
                </th>
                <th scope="col" className="w-44">
                  <span className="sr-only">{words.columns.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody className="max-sm:block">
              {rows.map((row) => (
                <Row key={row.id} row={row} onCrash={onCrash} onEnd={onEnd} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ row, onCrash, onEnd }: { row: CallRow; onCrash: (id: string) => void; onEnd: (id: string) => void }) {
  const name = maskCallId(row.callId);
  const isLive = row.state === "live";
  const isLow = isLive && (row.isFinal || row.secondsLeft < LOW_SECONDS);
  return (
    <tr className={classNames(ROW, isLow && "running-low")}>
      <th scope="row" className="text-start font-normal max-sm:col-span-2 sm:ps-0!">
        <span className="flex min-w-0 items-center gap-3">
          <Icon of={isLive ? (ICONS[row.service] ?? PhoneOutgoing) : PhoneOff} className="text-ink-3" />
          <span className="min-w-0 truncate">
            {pageStrings.history.serviceOne[row.service] ?? row.service}
            <span className="ms-2 text-ink-3">{[name, row.agentId].filter(Boolean).join(" · ")}</span>
            {!isLive && (
              <span className="block truncate text-meta text-ink-3">
                {row.state === "abandoned" ? words.abandoned : words.crashed(formatTicker(row.abandonedInSeconds))}
              </span>
            )}
          </span>
        </span>
      </th>
      <td className="text-end max-sm:text-start">{formatTicker(row.elapsedSeconds)}</td>
      <td className="text-end max-sm:col-start-2 max-sm:row-start-2">
        {row.soFar === null ? "–" : <Amount tokens={row.soFar} digits={1} atLeast={1} />}
      </td>
      <td className={classNames("text-end max-sm:text-start max-sm:text-meta", isLow ? "text-warn" : "text-ink-2")}>
        {isLive && (
          <>
            <span className="sm:hidden">{words.paidFor(formatTicker(row.secondsLeft))}</span>
            <span className="max-sm:hidden">{formatTicker(row.secondsLeft)}</span>
          </>
        )}
      </td>
      <td className="pe-0!">
        <span className="flex justify-end gap-2">
          {isLive && (
            <Button size="small" aria-label={words.crashNamed(name)} onClick={() => onCrash(row.id)}>
              {words.crash}
            </Button>
          )}
          <Button
            size="small"
            aria-label={isLive ? words.hangUpNamed(name) : words.settleNamed(name)}
            onClick={() => onEnd(row.id)}
          >
            {isLive ? words.hangUp : words.settle}
          </Button>
        </span>
      </td>
    </tr>
  );
}

const ROW =
  "h-11 border-t border-line [&>td]:px-2 [&>th]:px-2 " +
  "max-sm:grid max-sm:h-auto max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:py-3 max-sm:[&>td]:px-0 max-sm:[&>th]:px-0";

const ICONS: Readonly<Record<string, typeof PhoneOutgoing>> = {
  outbound_call: PhoneOutgoing,
  inbound_call: PhoneIncoming,
};
