import { type ReactNode, Suspense, useEffect, useState } from "react";
import { Failed } from "../../components/failed.tsx";
import { afterPaint } from "../../lib/after-paint.ts";
import { useBusiness } from "../../lib/business.ts";
import { formatClock } from "../../lib/format-time.ts";
import { laterPart, lazyPart } from "../../lib/lazy-part.ts";
import { strings } from "../../lib/strings.ts";
import { useNow } from "../../lib/use-now.ts";
import { BalanceAnnouncer } from "./balance-announcer.tsx";
import { BalanceCard, type Freshness } from "./balance-card.tsx";
import { BalanceSkeleton } from "./balance-skeleton.tsx";
import { stateOf, viewBalance } from "./balance-view.ts";
import { totalCalls } from "./call-totals.ts";
import { CompositionCard } from "./composition-card.tsx";
import { EquivalentsLine } from "./equivalents-line.tsx";
import { ForecastBlock } from "./forecast-block.tsx";
import { LiveCallsRoom } from "./live-calls-room.tsx";
import { SpentCard } from "./spent-card.tsx";
import { type Balance, useBalance } from "./use-balance.ts";
import { useCallRates } from "./use-call-rates.ts";
import { useEquivalents } from "./use-equivalents.ts";
import { useForecastNow, useForecastSoon } from "./use-forecast.ts";
import { useSpent } from "./use-spent.ts";

const ArrivingMark = laterPart(() => import("./arriving-mark.tsx"));
const NextUpBlock = laterPart(() => import("./next-up-block.tsx"));
const TopUpLine = laterPart(() => import("./top-up-line.tsx"));
// Most pages have no live call: what draws them comes with the first one.
const LiveCallsSection = lazyPart(() => import("./live-calls-section.tsx"));

const STALE_AFTER_MS = 60_000;
/** The rest of the page does not wait longer for the sentence about the balance. */
const FORECAST_PATIENCE_MS = 1_000;

/**
 * The balance in all its states. Once it was shown it stays: failures and lost connections are said beside it. `onSettled`
 * tells that it stands there with its forecast, or failed: the rest of the page may now have the network.
 */
export function BalanceSection({ timeZone, onSettled }: { timeZone: string; onSettled: () => void }) {
  const { balance, updatedAt, serverAhead, isLive, isFailed, retry } = useBalance();
  const now = useNow();
  const isForecastThere = useForecastSoon();
  const isThere = balance !== null || isFailed;
  const isWhole = isFailed || (balance !== null && isForecastThere);
  useEffect(() => {
    if (isWhole) return afterPaint(onSettled);
    if (!isThere) return;
    const patience = setTimeout(onSettled, FORECAST_PATIENCE_MS);
    return () => clearTimeout(patience);
  }, [isThere, isWhole, onSettled]);
  if (balance === null || updatedAt === null) {
    return (
      <Frame>
        {isFailed ? (
          <div className="px-8 py-6 max-sm:px-4 max-sm:py-5">
            <h3 className="text-table leading-7 font-medium text-ink-2">{strings.balance.available}</h3>
            <p aria-hidden="true" className="mb-4 text-hero font-semibold text-ink-3">
              –
            </p>
            <Failed text={strings.balance.failed} onRetry={retry} />
          </div>
        ) : (
          <BalanceSkeleton />
        )}
      </Frame>
    );
  }
  const isStale = !isLive && now.getTime() - updatedAt.getTime() > STALE_AFTER_MS;
  return (
    <Frame>
      {isFailed && !isStale && (
        <Failed isStrip text={strings.balance.failedWithAge(formatClock(updatedAt, timeZone))} onRetry={retry} />
      )}
      <Instrument
        balance={balance}
        updatedAt={updatedAt}
        timeZone={timeZone}
        now={now}
        serverAhead={serverAhead}
        freshness={isLive ? "live" : isStale ? "stale" : "polling"}
      />
      <BalanceAnnouncer available={balance.available} status={stateOf(balance)} />
    </Frame>
  );
}

function Instrument({
  balance,
  updatedAt,
  timeZone,
  now,
  serverAhead,
  freshness,
}: {
  balance: Balance;
  updatedAt: Date;
  timeZone: string;
  now: Date;
  serverAhead: number;
  freshness: Freshness;
}) {
  const { isSuspended } = useBusiness();
  const { equivalents, toggle } = useEquivalents(balance.available);
  const { spent, isFailed } = useSpent(timeZone);
  const outbound = equivalents.find(({ service }) => service === "outbound_call");
  const calls = totalCalls({
    calls: balance.liveCalls,
    rateOf: useCallRates(balance.liveCalls),
    tokens: balance.available + balance.held,
    at: now.getTime() + serverAhead,
  });
  const [hasHadCalls, setHadCalls] = useState(calls !== null);
  if (calls !== null && !hasHadCalls) setHadCalls(true);
  const view = viewBalance(balance, {
    isSuspended,
    outboundMinutes: outbound?.count ?? null,
    runsOutMinutes: calls?.runsOutMinutes ?? null,
    runwayHours: useForecastNow()?.runwayHours ?? null,
  });
  return (
    <>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] max-lg:grid-cols-1">
        <BalanceCard
          view={view}
          freshness={freshness}
          updatedAt={updatedAt}
          timeZone={timeZone}
          calls={calls}
          held={balance.held}
          equivalents={balance.available > 0 && <EquivalentsLine equivalents={equivalents} onToggle={toggle} />}
          forecast={<ForecastBlock grants={balance.grants} timeZone={timeZone} />}
          arriving={
            <Suspense>
              <ArrivingMark />
            </Suspense>
          }
          topUp={
            <Suspense>
              <TopUpLine timeZone={timeZone} />
            </Suspense>
          }
          spent={isFailed ? null : <SpentCard spent={spent} />}
        />
        <Suspense fallback={<div className="min-h-50 border-s border-line max-lg:border-s-0 max-lg:border-t" />}>
          <NextUpBlock grants={balance.grants} timeZone={timeZone} now={now} />
        </Suspense>
      </div>
      <CompositionCard balance={balance} timeZone={timeZone} now={now} />
      {hasHadCalls && (
        <Suspense fallback={<LiveCallsRoom count={balance.liveCalls.length} />}>
          <LiveCallsSection balance={balance} serverAhead={serverAhead} />
        </Suspense>
      )}
    </>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <section
      id="balance"
      aria-labelledby="balance-title"
      className="rounded-panel border border-line bg-surface max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0"
    >
      <h2 id="balance-title" className="sr-only">
        {strings.balance.title}
      </h2>
      {children}
    </section>
  );
}
