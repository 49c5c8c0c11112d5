import { type KeyboardEvent, useId, useRef } from "react";
import { formatTokens } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { nameBucket } from "./bucket-name.ts";
import type { Bar, ChartModel } from "./chart-model.ts";
import type { ChartProps } from "./usage-chart.tsx";

type Column = { left: (index: number) => number; width: number; height: number };

/** The chart as a composite widget: one tab stop, arrow keys between bars, each bar named with its values. */
export function ChartColumns({
  model,
  timeZone,
  now,
  label,
  column,
  active,
  pinned,
  onActive,
  onPin,
  onSeriesKey,
}: ChartProps & { column: Column }) {
  const hintId = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const last = model.bars.length - 1;
  const entry = Math.min(active ?? last, last);

  const focus = (index: number) => {
    const buttons = group.current?.querySelectorAll("button");
    buttons?.[Math.min(Math.max(index, 0), last)]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => focus(entry - 1),
      ArrowRight: () => focus(entry + 1),
      Home: () => focus(0),
      End: () => focus(last),
      Escape: () => onPin(null),
    };
    const move = moves[event.key];
    if (move === undefined) return onSeriesKey(event);
    event.preventDefault();
    move();
  };

  return (
    <fieldset
      ref={group}
      aria-describedby={hintId}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onActive(pinned)}
      className="absolute inset-0"
    >
      <legend className="sr-only">{label}</legend>
      <p id={hintId} className="sr-only">
        {pageStrings.usage.chartKeys}
      </p>
      {model.bars.map((bar, index) => (
        <button
          key={bar.start.getTime()}
          type="button"
          tabIndex={index === entry ? 0 : -1}
          aria-pressed={pinned === index}
          aria-label={describeBar(bar, { model, timeZone, now })}
          onFocus={(event) => {
            onActive(index);
            event.currentTarget.scrollIntoView({ block: "nearest", inline: "nearest" });
          }}
          onBlur={() => onActive(pinned)}
          onPointerEnter={(event) => event.pointerType === "mouse" && onActive(index)}
          onClick={() => onPin(pinned === index ? null : index)}
          className="absolute top-0 -outline-offset-2"
          style={{ left: column.left(index), width: column.width, height: column.height }}
        />
      ))}
    </fieldset>
  );
}

function describeBar(bar: Bar, { model, timeZone, now }: { model: ChartModel; timeZone: string; now: Date }): string {
  const name = nameBucket(bar.start, { every: model.every, timeZone, now });
  const when = bar.isPartial ? `${name}, ${pageStrings.usage.bucketPartial}` : name;
  if (bar.total === 0) return pageStrings.usage.bucketNone(when);
  const parts = model.series
    .map((series, index) => ({ label: series.label, tokens: bar.parts[index] ?? 0 }))
    .filter(({ tokens }) => tokens > 0)
    .map(({ label, tokens }) => `${label} ${formatTokens(tokens, { digits: 1 })}`);
  return pageStrings.usage.bucket(when, formatTokens(bar.total, { digits: 1 }), parts.join(", "));
}
