import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Amount } from "../../components/amount.tsx";
import { formatDate } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { CallSteps } from "./call-steps.tsx";
import { tellCall } from "./call-story.ts";
import { detailOf, nameEntry } from "./entry-view.ts";
import type { CallEntry } from "./history-days.ts";
import type { Entry } from "./use-history.ts";
import { useHold } from "./use-hold.ts";

const words = pageStrings.history;

/** What became of a call, under its row: its steps, what was booked for it besides, and the way to each receipt. */
export default function CallRow({
  id,
  index,
  entry,
  also,
  timeZone,
  now,
  linkTo,
  onHeight,
}: {
  /** For the button that opens it. */
  id: string;
  index: number;
  entry: CallEntry;
  also: readonly Entry[];
  timeZone: string;
  now: Date;
  linkTo: (entryId: string, name: ReactNode) => ReactNode;
  /** Rows below must know how much room it takes. */
  onHeight: (entryId: string, height: number) => void;
}) {
  const row = useRef<HTMLTableRowElement>(null);
  const { hold } = useHold(entry.call.holdId);
  const { status, amount } = entry;
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return;
    const tell = () => onHeight(entry.id, element.offsetHeight);
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    tell();
    return () => observer.disconnect();
  }, [entry.id, onHeight]);
  return (
    <tr ref={row} id={id} aria-rowindex={index + 2} className="border-b border-line bg-band max-sm:block">
      <td colSpan={7} className="px-2 py-3 ps-18 max-sm:block max-sm:ps-7">
        <h3 className="sr-only">{pageStrings.history.callStory.title}</h3>
        <CallSteps steps={tellCall(entry.call, { status, amount, hold })} timeZone={timeZone} />
        {also.length > 0 && (
          <ul aria-label={words.alsoBooked} className="mt-3 grid max-w-xl gap-1 border-t border-line pt-2 text-table">
            {also.map((other) => (
              <li key={other.id} className="flex items-baseline justify-between gap-6">
                <span className="min-w-0 truncate">
                  <InlineLink>{linkTo(other.id, nameEntry(other))}</InlineLink>
                  <span className="ms-2 text-ink-3">
                    {[detailOf(other), formatDate(new Date(other.recordedAt), timeZone, now)]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                </span>
                <Amount tokens={other.amount} digits={3} sign="always" />
              </li>
            ))}
          </ul>
        )}
        <p className="no-print mt-3 text-table">
          <InlineLink>{linkTo(entry.id, words.openReceipt)}</InlineLink>
        </p>
      </td>
    </tr>
  );
}

/** The links of a table reach over their whole row; in here they are words. */
function InlineLink({ children }: { children: ReactNode }) {
  return <span className="[&_a]:text-signal [&_a]:underline [&_a]:after:hidden">{children}</span>;
}
