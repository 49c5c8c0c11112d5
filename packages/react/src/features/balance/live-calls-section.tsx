import { useRef, useState } from "react";
import { chargeFor } from "../../lib/affordable.ts";
import { formatCount, formatTokens, slotDigits } from "../../lib/format-number.ts";
import { formatPrice } from "../../lib/format-rate.ts";
import { maskCallId } from "../../lib/mask-id.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { useSecond } from "../../lib/use-now.ts";
import { secondsAt } from "./call-clock.ts";
import type { FollowedCall } from "./follow-calls.ts";
import { type LiveCallRow, LiveCallsTable } from "./live-calls-table.tsx";
import type { Balance } from "./use-balance.ts";
import { useCallRates } from "./use-call-rates.ts";
import { type EndedCall, useEndedCalls } from "./use-ended-calls.ts";
import { useFollowedCalls } from "./use-followed-calls.ts";
import { useLeases } from "./use-leases.ts";

const words = pageStrings.liveCalls;
const SHOWN_AT_FIRST = 8;
const LOW_SECONDS = 60;

/** The calls that run now, second by second, and for a moment those that just ended. */
export default function LiveCallsSection({ balance, serverAhead }: { balance: Balance; serverAhead: number }) {
  const [isOpen, setOpen] = useState(false);
  const second = useSecond();
  const rateOf = useCallRates(balance.liveCalls);
  const leases = useLeases();
  const followed = useFollowedCalls(balance, { second, rateOf });
  const ended = useEndedCalls(followed.filter(({ endedAt }) => endedAt !== null).map(({ call }) => call.holdId));
  const rowsKept = useRowsKept(isOpen ? followed.length : Math.min(followed.length, SHOWN_AT_FIRST), isOpen);
  if (followed.length === 0) return null;

  const toRow = ({ call, clock, endedAt }: FollowedCall): LiveCallRow => {
    const rate = rateOf(call);
    const elapsedSeconds = secondsAt(clock, second + serverAhead);
    const affordable = leases.get(call.holdId);
    const left = affordable === undefined ? null : Math.max(0, affordable - elapsedSeconds);
    return {
      id: call.holdId,
      service: call.service,
      callId: maskCallId(call.callId),
      agentId: call.agentId,
      elapsedSeconds,
      held: call.held,
      soFar: rate === null ? call.charged : chargeFor(rate, elapsedSeconds),
      price: rate === null ? null : formatPrice(rate),
      secondsLeft: left !== null && left < LOW_SECONDS ? left : null,
      end: endedAt === null ? null : describeEnd(ended.get(call.holdId)),
    };
  };
  const shown = isOpen ? followed : followed.slice(0, SHOWN_AT_FIRST);
  const hidden = followed.length - SHOWN_AT_FIRST;
  const digits = slotDigits(balance.liveCalls.map(({ held }) => held)) === 1 ? 1 : 3;
  return (
    <section
      id="live-calls"
      aria-labelledby="live-calls-title"
      tabIndex={-1}
      className="scroll-mt-6 border-t border-line px-8 pt-3 pb-2 focus:outline-none max-sm:px-4"
    >
      <h3 id="live-calls-title" className="sr-only max-sm:not-sr-only max-sm:pb-2 max-sm:text-meta max-sm:text-ink-3">
        {words.title}
      </h3>
      <LiveCallsTable rows={shown.map(toRow)} digits={digits} />
      {Array.from({ length: rowsKept - shown.length }, (_, index) => (
        <div key={index} aria-hidden="true" className="h-11 max-sm:h-14" />
      ))}
      {hidden > 0 && (
        <button type="button" className="link my-1 min-h-6 text-table" onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.fewer : words.more(formatCount(hidden))}
        </button>
      )}
    </section>
  );
}

/** The most rows there were since the first of these calls: while any is live, what stands below does not move up. */
function useRowsKept(shown: number, isOpen: boolean): number {
  const kept = useRef({ rows: 0, isOpen });
  const before = kept.current.isOpen === isOpen && shown > 0 ? kept.current.rows : 0;
  kept.current = { rows: Math.max(before, shown), isOpen };
  return kept.current.rows;
}

function describeEnd(call: EndedCall | undefined): LiveCallRow["end"] {
  if (call === undefined) return { text: words.ended, isCharged: false };
  const how = words.endedAs[call.status];
  if (call.charged === 0) return { text: words.endedAs.voided, isCharged: false };
  return {
    text: words.endedWith(how, formatTokens(call.charged, { digits: 3, atLeast: 1 })),
    isCharged: call.status === "captured",
  };
}
