import { RefreshCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useBusiness } from "../../lib/business.ts";
import { classNames } from "../../lib/class-names.ts";
import { splitTokens } from "../../lib/format-number.ts";
import { formatClock } from "../../lib/format-time.ts";
import { goToSection } from "../../lib/go-to-section.ts";
import { strings } from "../../lib/strings.ts";
import type { BalanceView } from "./balance-view.ts";
import type { CallTotals } from "./call-totals.ts";
import { HeldLine, LivePill } from "./held-line.tsx";

export type Freshness = "live" | "polling" | "stale";

/** The figure that answers the first question of the page, its state, and what it pays for. */
export function BalanceCard({
  view,
  freshness,
  updatedAt,
  timeZone,
  calls,
  held,
  equivalents,
  forecast,
  arriving,
  topUp,
  spent,
}: {
  view: BalanceView;
  freshness: Freshness;
  updatedAt: Date;
  timeZone: string;
  calls: CallTotals | null;
  held: number;
  equivalents: ReactNode;
  forecast: ReactNode;
  /** What a payment is about to add. */
  arriving: ReactNode;
  /** Whether tokens are bought without anybody. */
  topUp: ReactNode;
  spent: ReactNode;
}) {
  const { isReadOnly = false } = useBusiness();
  const words = strings.balance;
  const { whole, fraction } = splitTokens(view.figure, { digits: 1, atLeast: 1 });
  const isStale = freshness === "stale";
  const isSpent = view.figure <= 0;
  const message = view.message && <Message message={view.message} />;
  return (
    <div className="flex min-w-0 flex-col px-8 py-6 max-sm:px-4 max-sm:py-5">
      <div className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-1">
        <h3 className="text-table font-medium text-ink-2">{words.available}</h3>
        <span className="ms-auto flex items-center gap-4">
          {view.badge && (
            <span className={classNames("flex items-center gap-1.5 text-meta font-medium", BADGE[view.badge.tone])}>
              <Icon of={TriangleAlert} size={14} />
              {view.badge.text}
            </span>
          )}
          {(calls === null || freshness !== "live") && <FreshnessMark freshness={freshness} />}
          {calls !== null && <LivePill calls={calls} isLive={freshness === "live"} />}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-4">
        <p
          className={classNames(
            "min-w-0 text-hero font-semibold tabular-nums max-sm:text-[32px]",
            isStale && "opacity-88",
          )}
          data-testid="available"
        >
          {whole}
          <span className="text-[24px] tracking-[-0.01em] text-ink-2 max-sm:text-[20px]">{fraction}</span>{" "}
          <span className="text-body font-normal tracking-normal text-ink-2">{words.tokens}</span>
        </p>
        {arriving}
      </div>
      {isStale && (
        <p className="mt-1 text-table text-ink-2">
          {words.stale(formatClock(updatedAt, timeZone))} {words.staleHint}
        </p>
      )}
      {/* Whatever happens to the balance, what stands below keeps its place: each of these has room before it is there. */}
      {isSpent ? <div className="mt-1 min-h-6 max-sm:min-h-14">{message}</div> : equivalents}
      {forecast}
      <div className="mt-2 flex min-h-5 flex-col gap-2">
        {calls !== null && <HeldLine calls={calls} held={held} />}
        {!isSpent && message}
      </div>
      {!isReadOnly && (
        <div className="no-print flex flex-wrap items-center gap-x-4 gap-y-2 pt-3">
          <button
            type="button"
            className={classNames(buttonClass("primary"), "max-sm:w-full")}
            onClick={() => goToSection("tokens")}
          >
            {strings.shell.addTokens}
          </button>
          <p className="min-h-5 text-table text-ink-2 max-sm:min-h-10">{topUp}</p>
        </div>
      )}
      <div className="mt-auto pt-6">{spent}</div>
    </div>
  );
}

function Message({ message: { text, tone } }: { message: NonNullable<BalanceView["message"]> }) {
  return (
    <p className="flex max-w-xl items-start gap-2 text-table">
      {tone !== "plain" && <Icon of={TriangleAlert} className={classNames("mt-0.5", BADGE[tone])} />}
      <span className={classNames(tone === "plain" && "text-ink-2")}>{text}</span>
    </p>
  );
}

function FreshnessMark({ freshness }: { freshness: Freshness }) {
  if (freshness === "live") {
    return (
      <span className="flex items-center gap-2 text-meta text-ink-2">
        <span className="live-dot" aria-hidden="true" />
        {strings.balance.live}
      </span>
    );
  }
  return (
    <span className="flex items-center gap-1.5 text-meta text-ink-2">
      <Icon of={RefreshCw} size={14} />
      {freshness === "stale" ? strings.balance.reconnecting : strings.balance.everyFewSeconds}
    </span>
  );
}

const BADGE = { warn: "text-warn", bad: "text-bad" } as const;
