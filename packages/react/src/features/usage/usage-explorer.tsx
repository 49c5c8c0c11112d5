import { type KeyboardEvent, type ReactNode, Suspense, useState } from "react";
import { classNames } from "../../lib/class-names.ts";
import type { Money } from "../../lib/format-money.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { Day } from "../../lib/zone-day.ts";
import { daysOfBars } from "./bars-to-days.ts";
import { nameBucket } from "./bucket-name.ts";
import type { ChartModel } from "./chart-model.ts";
import { describeSeries } from "./describe-series.ts";
import { writeValue } from "./measure.ts";
import { SeriesList } from "./series-list.tsx";
import { TotalLine } from "./total-line.tsx";
import { UsageTable } from "./usage-table.tsx";
import type { Rates } from "./use-usage.ts";

// The chart library is only fetched once the balance is there.
const UsageChart = lazyPart(() => import("./usage-chart.tsx"));
const words = pageStrings.usage;

/** The chart or its table, and beside it the list that explains it and narrows it down. */
export function UsageExplorer({
  model,
  by,
  rates,
  price,
  view,
  label,
  days,
  timeZone,
  now,
  isStill,
  only,
  onOnly,
  onBrush,
}: {
  model: ChartModel;
  by: "service" | "agent";
  rates: Rates["rates"];
  /** What was paid for a token; null unless money is shown. */
  price: Money | null;
  view: "chart" | "table";
  label: string;
  days: number;
  timeZone: string;
  now: Date;
  isStill: boolean;
  only: readonly string[];
  onOnly: (only: readonly string[]) => void;
  /** Days that were swept over in the chart. */
  onBrush: (dates: { from: Day; to: Day }) => void;
}) {
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
        <TotalLine model={model} label={label} days={days} price={price} />
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
              onBrush={(first, last) => onBrush(daysOfBars(model, { first, last, timeZone, now }))}
            />
          </Suspense>
        )}
        <p role="status" className="sr-only">
          {series !== undefined &&
            `${series.label}: ${writeValue(bar?.parts[seriesIndex ?? 0] ?? series.value ?? 0, model.measure)}`}
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
