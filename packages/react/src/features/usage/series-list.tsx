import { type MouseEvent, useDeferredValue } from "react";
import { Amount } from "../../components/amount.tsx";
import { Name } from "../../components/name.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatShare } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { ChartModel, Series } from "./chart-model.ts";
import { type Measure, nameMeasure, writeValue } from "./measure.ts";

const words = pageStrings.usage;

/**
 * Legend, filter and values in one, the largest first. A press shows one series alone, with Ctrl or ⌘ one more; while a bar
 * is pointed at, the values are that bar's.
 */
export function SeriesList({
  model,
  by,
  active,
  activeName,
  activeSeries,
  describe,
  onToggle,
}: {
  model: ChartModel;
  by: "service" | "agent";
  active: number | null;
  activeName: string | null;
  activeSeries: string | null;
  describe: (series: Series) => string;
  onToggle: (key: string, isAdded: boolean) => void;
}) {
  // A pointer that sweeps over the bars must not wait for this list.
  const bar = model.bars[useDeferredValue(active) ?? -1];
  const rows = model.series
    .map((series, index) => ({ series, value: bar === undefined ? series.value : (bar.parts[index] ?? 0) }))
    .sort((left, right) => right.series.tokens - left.series.tokens);
  const total = bar?.total ?? model.total;
  const { measure } = model;
  return (
    <div>
      <div aria-hidden="true" className="grid grid-cols-[8px_1fr_auto_44px] gap-x-3 pb-1 text-meta text-ink-3">
        <span className="col-start-2">{activeName ?? words.listHead[by]}</span>
        <span className={measure.kind === "tokens" ? "slot-1 slot-inset" : undefined}>
          {measure.kind === "tokens" ? words.listHead.tokens : nameMeasure(measure)}
        </span>
        <span className="text-end">{words.listHead.share}</span>
      </div>
      <ul>
        {rows.map(({ series, value }) => (
          <li key={series.key} className="border-t border-line">
            <button
              type="button"
              aria-pressed={series.isShown && model.series.some((other) => !other.isShown)}
              title={words.isolate(series.label)}
              onClick={(event: MouseEvent) => onToggle(series.key, event.metaKey || event.ctrlKey)}
              className={classNames(
                "grid min-h-12 w-full grid-cols-[8px_1fr_auto_44px] items-center gap-x-3 py-1.5 text-start text-table hover:bg-hover",
                activeSeries === series.key && "bg-selected",
                !series.isShown && "text-ink-3",
              )}
            >
              <span
                className={classNames("swatch size-2 rounded-[2px]", !series.isShown && "opacity-40")}
                style={{ background: series.color }}
              />
              <span className="min-w-0">
                <Name>{series.label}</Name>
                <span className="block truncate text-meta text-ink-3">
                  {series.value === null ? pageStrings.explorer.otherUnit : describe(series)}
                </span>
              </span>
              <Value of={series.value === null ? null : value} measure={measure} />
              <span className="text-end text-ink-2 tabular-nums">
                {total > 0 && series.isShown && value !== null ? formatShare(value / total) : "–"}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="grid min-h-10 grid-cols-[8px_1fr_auto_44px] items-center gap-x-3 border-t border-line-strong text-table">
        <span className="col-start-2 font-semibold">{words.total}</span>
        <Value of={total} measure={measure} isStrong />
        <span className="text-end">{total > 0 ? formatShare(1) : "–"}</span>
      </p>
    </div>
  );
}

function Value({ of, measure, isStrong = false }: { of: number | null; measure: Measure; isStrong?: boolean }) {
  const weight = isStrong ? "font-medium" : undefined;
  if (of === null) return <span className="text-ink-3">–</span>;
  const hasFraction = measure.kind === "tokens" || (measure.kind === "units" && measure.unit === "minute");
  return !hasFraction ? (
    <span className={classNames("text-end tabular-nums", weight)}>{writeValue(of, measure)}</span>
  ) : (
    <Amount tokens={of} digits={1} atLeast={1} className={weight} />
  );
}
