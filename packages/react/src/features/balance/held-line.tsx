import { classNames } from "../../lib/class-names.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { formatPrice } from "../../lib/format-rate.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { strings } from "../../lib/strings.ts";
import type { CallTotals } from "./call-totals.ts";

const words = strings.calls;

/** What is kept for live calls: the figure above is without it, and nothing is taken off in silence. */
export function HeldLine({ calls, held }: { calls: CallTotals; held: number }) {
  return (
    <p className="text-table text-ink-2" data-testid="held">
      {words.heldLine(formatTokens(held, { digits: 3, atLeast: 1 }), formatCount(calls.count), calls.count !== 1)}{" "}
      <SeeCalls />
    </p>
  );
}

/** How many calls run, and what they cost together. */
export function LivePill({ calls, isLive }: { calls: CallTotals; isLive: boolean }) {
  return (
    <span className="flex h-7 items-center gap-2 rounded-full border border-line px-3 text-meta whitespace-nowrap text-ink-2">
      <span className={classNames("live-dot", !isLive && "opacity-50")} aria-hidden="true" />
      <span>
        <span className="font-semibold text-ink">{words.live(formatCount(calls.count), calls.count !== 1)}</span>
        {calls.perMinute !== null && ` · ${formatPrice({ tokens: calls.perMinute, per: 60, unit: "second" })}`}
      </span>
    </span>
  );
}

export function SeeCalls() {
  return (
    <button type="button" className="link" onClick={() => goToSection("live-calls")}>
      {words.see}
    </button>
  );
}

export function nameHeld(count: number): string {
  return count === 0 ? words.held : words.heldFor(formatCount(count), count !== 1);
}
