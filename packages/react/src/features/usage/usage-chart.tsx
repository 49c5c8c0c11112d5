import { scaleBand, scaleLinear } from "@visx/scale";
import { BarRounded } from "@visx/shape";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { classNames } from "../../lib/class-names.ts";
import { formatPrice } from "../../lib/format-money.ts";
import { formatAxis } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { useWidth } from "../../lib/use-width.ts";
import { dayOf, weekdayOf } from "../../lib/zone-day.ts";
import { pickAxisLabels } from "./axis-labels.ts";
import { stackParts } from "./bar-stack.ts";
import { labelBucket } from "./bucket-name.ts";
import { ChartColumns } from "./chart-columns.tsx";
import type { ChartModel } from "./chart-model.ts";

const LEAST_AXIS = 40;
/** Of a letter of an axis, a little more than it takes: what is short in one language is a word in another. */
const LETTER = 7;
const AXIS_HEIGHT = 28;
const TOP = 8;
/** A chart of next to nothing still has an axis. */
const LEAST_TOP = 1;
/** Narrower bars than this are scrolled to rather than squeezed. */
const LEAST_BAR = 24;

export type ChartProps = {
  model: ChartModel;
  timeZone: string;
  now: Date;
  label: string;
  /** The bar whose values the list shows. */
  active: number | null;
  pinned: number | null;
  onActive: (index: number | null) => void;
  onPin: (index: number | null) => void;
  onSeriesKey: (event: KeyboardEvent) => void;
  /** Bars that were swept over, in the direction they were. */
  onBrush: (first: number, last: number) => void;
};

/** Stacked bars by time. The drawing is silent; a row of buttons over it is what keyboards and screen readers meet. */
export default function UsageChart({
  model,
  timeZone,
  now,
  label,
  active,
  pinned,
  onActive,
  onPin,
  onSeriesKey,
  onBrush,
}: ChartProps) {
  const patternId = useId();
  const [measured, width] = useWidth();
  const { bars, series, every, projected } = model;
  const slots = bars.length + projected.count;
  const isPhone = width < 480;
  const plotHeight = isPhone ? 180 : 240;
  const base = TOP + plotHeight;

  const most = Math.max(...bars.map((bar) => Math.max(bar.total, bar.before ?? 0)), projected.each, LEAST_TOP);
  const y = scaleLinear<number>({ domain: [0, most], range: [base, TOP], nice: 3 });
  const ticks = y.ticks(3).map((value) => ({ value, text: formatTick(value, model.measure) }));
  const axisWidth = Math.max(LEAST_AXIS, 8 + LETTER * Math.max(...ticks.map(({ text }) => text.length)));
  const shownWidth = Math.max(0, width - axisWidth);
  const plotWidth = isPhone ? Math.max(shownWidth, slots * LEAST_BAR) : shownWidth;
  const x = scaleBand<number>({
    domain: Array.from({ length: slots }, (_, index) => index),
    range: [0, plotWidth],
    paddingInner: 0.2,
    paddingOuter: 0.1,
  });
  const barWidth = Math.max(1, Math.floor(x.bandwidth()));
  const left = (index: number) => Math.round(x(index) ?? 0);
  const labels = pickAxisLabels(bars, {
    barWidth: x.step(),
    labelWidth: every === "month" ? 72 : 56,
    weekdayOf: every === "day" ? (start) => weekdayOf(dayOf(start, timeZone)) : null,
  });

  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollLeft = scroller.current.scrollWidth;
  }, [plotWidth]);

  return (
    // Time runs to the right in every language, and the keys with it.
    <div ref={measured} dir="ltr" className="chart relative flex" style={{ height: base + AXIS_HEIGHT }}>
      <svg width={axisWidth} height={base + AXIS_HEIGHT} aria-hidden="true" className="shrink-0">
        {ticks.map(({ value, text }) => (
          <text
            key={value}
            x={axisWidth - 8}
            y={y(value)}
            dy="0.32em"
            textAnchor="end"
            className="fill-ink-3 text-meta"
          >
            {text}
          </text>
        ))}
      </svg>
      <div ref={scroller} className="relative min-w-0 flex-1 overflow-x-auto overflow-y-hidden [scrollbar-width:none]">
        <svg width={plotWidth} height={base + AXIS_HEIGHT} aria-hidden="true" className="block">
          <defs>
            <pattern id={patternId} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="2" height="4" className="fill-canvas" />
            </pattern>
          </defs>
          {ticks.map(({ value }) => (
            <line
              key={value}
              x1={0}
              x2={plotWidth}
              y1={Math.round(y(value)) + 0.5}
              y2={Math.round(y(value)) + 0.5}
              className={value === 0 ? "stroke-line-strong" : "stroke-line"}
            />
          ))}
          {active !== null && bars[active] !== undefined && (
            <rect x={left(active) - 2} y={TOP} width={barWidth + 4} height={plotHeight} className="fill-hover" />
          )}
          {bars.map((bar, index) => (
            <g key={bar.start.getTime()} opacity={active !== null && active !== index ? 0.55 : 1}>
              {stackParts(bar.parts, { yOf: (tokens) => y(tokens), base }).map((part) => (
                <BarRounded
                  key={part.index}
                  x={left(index)}
                  y={part.y}
                  width={barWidth}
                  height={part.height}
                  radius={part.isTop ? Math.min(2, part.height) : 0}
                  top={part.isTop}
                  fill={series[part.index]?.color ?? "none"}
                />
              ))}
              {bar.isPartial && bar.total > 0 && (
                <rect
                  x={left(index)}
                  y={Math.round(y(bar.total))}
                  width={barWidth}
                  height={Math.max(0, base - Math.round(y(bar.total)))}
                  fill={`url(#${patternId})`}
                  opacity={0.6}
                />
              )}
            </g>
          ))}
          {bars.map(
            ({ before, start }, index) =>
              before !== null && (
                <line
                  key={start.getTime()}
                  x1={left(index) - 2}
                  x2={left(index) + barWidth + 2}
                  y1={Math.round(y(before))}
                  y2={Math.round(y(before))}
                  className="stroke-ink"
                  strokeWidth={2}
                  data-before={before}
                />
              ),
          )}
          {Array.from({ length: projected.count }, (_, index) => (
            <rect
              key={`projected ${bars.length + index}`}
              x={left(bars.length + index)}
              y={Math.round(y(projected.each))}
              width={barWidth}
              height={Math.max(0, base - Math.round(y(projected.each)))}
              className="fill-line opacity-50"
              data-projected
            />
          ))}
          {labels.map(({ index, isNow }) => (
            <text
              key={index}
              x={Math.min(Math.max(left(index) + barWidth / 2, 20), plotWidth - (isNow ? 2 : 20))}
              y={base + 20}
              textAnchor={isNow && left(index) > plotWidth - 40 ? "end" : "middle"}
              className={classNames("text-meta", isNow ? "fill-ink font-semibold" : "fill-ink-3")}
            >
              {isNow ? nowLabel(every) : labelBucket(bars[index]?.start ?? now, { every, timeZone, now })}
            </text>
          ))}
        </svg>
        <ChartColumns
          model={model}
          timeZone={timeZone}
          now={now}
          label={label}
          column={{ left: (index) => Math.floor(index * x.step()), width: x.step(), height: base }}
          active={active}
          pinned={pinned}
          onActive={onActive}
          onPin={onPin}
          onSeriesKey={onSeriesKey}
          onBrush={onBrush}
        />
      </div>
    </div>
  );
}

function formatTick(value: number, measure: ChartModel["measure"]): string {
  return measure.kind === "money"
    ? formatPrice({ amount: Math.round(value), currency: measure.currency })
    : formatAxis(value);
}

function nowLabel(every: ChartModel["every"]): string {
  return every === "day" ? pageStrings.usage.today : pageStrings.usage.now;
}
