import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import { pageStrings } from "../../lib/page-strings.ts";
import { nameBucket } from "./bucket-name.ts";
import type { Bar, ChartModel } from "./chart-model.ts";
import { nameMeasure, writeValue } from "./measure.ts";
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
  onBrush,
}: ChartProps & { column: Column }) {
  const hintId = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const last = model.bars.length - 1;
  const entry = Math.min(active ?? last, last);

  // From where to where a mouse sweeps over the bars; fingers scroll, and the two dates do the same without dragging.
  const [brush, setBrush] = useState<{ from: number; to: number } | null>(null);
  const isSwept = brush !== null && brush.from !== brush.to;
  const begin = (index: number) => (event: PointerEvent) => {
    if (event.pointerType === "mouse" && event.button === 0) setBrush({ from: index, to: index });
  };
  const enter = (index: number) => (event: PointerEvent) => {
    if (event.pointerType !== "mouse") return;
    onActive(index);
    if (brush !== null && event.buttons === 1) setBrush({ ...brush, to: index });
    else if (brush !== null) setBrush(null);
  };
  const end = () => {
    if (brush !== null && isSwept) onBrush(brush.from, brush.to);
    setBrush(null);
  };

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
      Escape: () => {
        setBrush(null);
        onPin(null);
      },
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
      onPointerLeave={() => {
        setBrush(null);
        onActive(pinned);
      }}
      onPointerUp={end}
      className="absolute inset-0"
    >
      <legend className="sr-only">{label}</legend>
      <p id={hintId} className="sr-only">
        {pageStrings.usage.chartKeys}
      </p>
      {isSwept && (
        <span
          aria-hidden="true"
          data-testid="brush"
          className="pointer-events-none absolute top-0 border-x border-signal bg-signal/12"
          style={{
            left: column.left(Math.min(brush.from, brush.to)),
            width: (Math.abs(brush.to - brush.from) + 1) * column.width,
            height: column.height,
          }}
        />
      )}
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
          onPointerDown={begin(index)}
          onPointerEnter={enter(index)}
          onClick={() => onPin(pinned === index ? null : index)}
          className="absolute top-0 -outline-offset-2 select-none"
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
  const write = (value: number) => writeValue(value, model.measure);
  const parts = model.series
    .map((series, index) => ({ label: series.label, value: bar.parts[index] ?? 0 }))
    .filter(({ value }) => value > 0)
    .map(({ label, value }) => `${label} ${write(value)}`);
  const said =
    model.measure.kind === "tokens"
      ? pageStrings.usage.bucket(when, write(bar.total), parts.join(", "))
      : `${when}: ${write(bar.total)} ${nameMeasure(model.measure)}. ${parts.join(", ")}`;
  return bar.before === null ? said : `${said}. ${pageStrings.explorer.barBefore(write(bar.before))}`;
}
