import { type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from "react";
import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import type { BillingSearch, SearchPatch } from "../../lib/billing-search.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { describeAge } from "../../lib/format-time.ts";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { strings } from "../../lib/strings.ts";
import { useNow } from "../../lib/use-now.ts";
import { countDays, dayOf } from "../../lib/zone-day.ts";
import { nameBucket } from "./bucket-name.ts";
import { type ChartModel, modelChart } from "./chart-model.ts";
import { ChartSkeleton } from "./chart-skeleton.tsx";
import { CustomDates } from "./custom-dates.tsx";
import { describeSeries } from "./describe-series.ts";
import { SeriesList } from "./series-list.tsx";
import { UsageControls } from "./usage-controls.tsx";
import { describeRange, moveRange, resolveRange } from "./usage-range.ts";
import { UsageTable } from "./usage-table.tsx";
import { useRatesInForce, useUsage } from "./use-usage.ts";

// The chart library is only fetched once the balance is on its way.
const UsageChart = lazy(() => import("./usage-chart.tsx"));
const words = strings.usage;

/** What spends the tokens: bars over time, and a list that is legend, filter and values. */
export function UsageSection({
  search,
  timeZone,
  onSearch,
}: {
  search: BillingSearch;
  timeZone: string;
  onSearch: (patch: SearchPatch) => void;
}) {
  const now = useNow();
  const [isCustomOpen, setCustomOpen] = useState(false);
  const range = resolveRange(search, { timeZone, now });
  const today = dayOf(now, timeZone);
  const by = search.by ?? "service";
  const { data, isStill, updatedAt, error, retry } = useUsage({ range, by, timeZone });
  const earlier = moveRange(range, -1, today);
  const later = moveRange(range, 1, today);
  useShortcuts({ "[": () => earlier && onSearch(earlier), "]": () => later && onSearch(later) });

  return (
    <Section id="usage" title={words.title}>
      <UsageControls
        search={search}
        range={range}
        earlier={earlier}
        later={later}
        isCustomOpen={isCustomOpen || range.range === "custom"}
        onCustomOpen={setCustomOpen}
        onSearch={onSearch}
      />
      {(isCustomOpen || range.range === "custom") && (
        <CustomDates
          key={`${range.first} ${range.last}`}
          first={range.first}
          last={range.last}
          today={today}
          onApply={(dates) => onSearch({ range: "custom", ...dates, every: undefined })}
        />
      )}
      <div className="pt-6">
        {error !== null && data === null ? (
          <Failed text={words.failed} detail={describeProblem(error)} onRetry={retry} />
        ) : data === null ? (
          <ChartSkeleton />
        ) : data.buckets.every(({ total }) => total === 0) ? (
          <Empty title={words.empty} hint={words.emptyHint} />
        ) : (
          <Explorer
            key={`${by} ${range.first} ${range.last} ${range.every}`}
            model={modelChart(data, { only: search.only?.split(",") ?? [], now })}
            by={by}
            view={search.view ?? "chart"}
            label={describeRange(range, { timeZone, now })}
            days={countDays(range.first, range.last > today ? today : range.last)}
            timeZone={timeZone}
            now={now}
            isStill={isStill}
            only={search.only?.split(",") ?? []}
            onOnly={(only) => onSearch({ only: only.length === 0 ? undefined : only.join(",") })}
          />
        )}
      </div>
      <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-3">
        {data?.buckets.some(({ partial }) => partial) && (
          <span>{range.every === "day" ? words.partialDay : words.partialOther}</span>
        )}
        <span>{words.daysIn(timeZone)}</span>
        {updatedAt !== null && <span>{words.updated(describeAge(updatedAt, now))}</span>}
      </p>
    </Section>
  );
}

function Explorer({
  model,
  by,
  view,
  label,
  days,
  timeZone,
  now,
  isStill,
  only,
  onOnly,
}: {
  model: ChartModel;
  by: "service" | "agent";
  view: "chart" | "table";
  label: string;
  days: number;
  timeZone: string;
  now: Date;
  isStill: boolean;
  only: readonly string[];
  onOnly: (only: readonly string[]) => void;
}) {
  const rates = useRatesInForce();
  const [active, setActive] = useState<number | null>(null);
  const [pinned, setPinned] = useState<number | null>(null);
  const [seriesIndex, setSeriesIndex] = useState<number | null>(null);
  const bar = model.bars[active ?? -1];
  const activeName = bar === undefined ? null : nameBucket(bar.start, { every: model.every, timeZone, now });

  const toggle = (key: string, isAdded: boolean) => {
    if (isAdded) return onOnly(only.includes(key) ? only.filter((other) => other !== key) : [...only, key]);
    onOnly(only.length === 1 && only[0] === key ? [] : [key]);
  };
  const onSeriesKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setSeriesIndex(((seriesIndex ?? -step) + step + model.series.length) % model.series.length);
  };
  const series = model.series[seriesIndex ?? -1];

  return (
    <div
      className={classNames("grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] max-lg:grid-cols-1", isStill && "opacity-88")}
    >
      <div
        className={classNames(
          "min-w-0",
          view === "chart" && "pe-8 max-lg:pe-0",
          view === "table" && "pe-8 max-lg:pe-0",
        )}
      >
        <div className="mb-3 flex flex-wrap items-baseline gap-x-2">
          <span className="text-title font-semibold">{formatTokens(model.total, { digits: 1, atLeast: 1 })}</span>
          <span className="text-table text-ink-2">{words.tokensIn(label)}</span>
          {days > 1 && (
            <span className="ms-auto text-table text-ink-3">
              {words.perDay(formatTokens(model.total / days, { digits: 0 }))}
            </span>
          )}
        </div>
        {view === "table" ? (
          <UsageTable model={model} caption={words.tableCaption(label)} timeZone={timeZone} now={now} />
        ) : (
          <Suspense fallback={<span className="skeleton h-[276px] w-full max-sm:h-[216px]" />}>
            <UsageChart
              model={model}
              timeZone={timeZone}
              now={now}
              label={words.chartLabel(label)}
              active={active}
              pinned={pinned}
              onActive={setActive}
              onPin={(index) => {
                setPinned(index);
                setActive(index);
              }}
              onSeriesKey={onSeriesKey}
            />
          </Suspense>
        )}
        <p role="status" className="sr-only">
          {series !== undefined &&
            `${series.label}: ${formatTokens(bar?.parts[seriesIndex ?? 0] ?? series.tokens, { digits: 1 })}`}
        </p>
      </div>
      <Beside>
        <SeriesList
          model={model}
          by={by}
          active={active}
          activeName={activeName}
          activeSeries={series?.key ?? null}
          describe={(one) => describeSeries(one, { by, rates })}
          onToggle={toggle}
        />
        <div className="flex min-h-6 gap-4 text-table">
          {only.length > 0 && (
            <button type="button" className="link" onClick={() => onOnly([])}>
              {words.showAll}
            </button>
          )}
          {pinned !== null && (
            <button type="button" className="link" onClick={() => setPinned(null)}>
              {words.release}
            </button>
          )}
        </div>
      </Beside>
    </div>
  );
}

function Beside({ children }: { children: ReactNode }) {
  return <div className="min-w-0 border-s border-line ps-6 max-lg:border-s-0 max-lg:ps-0 max-lg:pt-6">{children}</div>;
}
