import { formatTokens } from "../../lib/format-number.ts";
import { formatDate } from "../../lib/format-time.ts";
import { strings } from "../../lib/strings.ts";
import { useWidth } from "../../lib/use-width.ts";
import { shapeBurnDown } from "./burn-down-shape.ts";
import type { Balance } from "./use-balance.ts";
import type { Forecast, PastPoint } from "./use-forecast.ts";

const words = strings.balance.forecast;
// At 72 a fall of two weeks reads as flat.
const HEIGHT = 84;
const TOP = 24;
const FOOT = 20;

/** What there was for two weeks, and what is expected, with its band: a picture beside the sentence that says it. */
export default function BurnDownChart({
  past,
  forecast,
  grants,
  now,
  timeZone,
  label,
}: {
  past: readonly PastPoint[];
  forecast: Forecast;
  grants: Balance["grants"];
  now: Date;
  timeZone: string;
  label: string;
}) {
  const [element, width] = useWidth();
  const shape = width === 0 ? null : shapeBurnDown({ past, forecast, grants, now, width, height: HEIGHT });
  return (
    // Time runs to the right in every language here: the figures beside it do, too.
    <div ref={element} dir="ltr" className="h-32">
      {shape !== null && (
        <svg width={width} height={TOP + HEIGHT + FOOT} role="img" aria-label={label} className="block text-meta">
          <g transform={`translate(0 ${TOP})`}>
            <polygon points={shape.under} className="fill-ink/4" />
            <polygon points={shape.band} className="fill-signal/14" />
            <polyline points={shape.past} fill="none" className="stroke-ink" strokeWidth={1.5} />
            <polyline
              points={shape.expected}
              fill="none"
              className="stroke-signal"
              strokeWidth={1.5}
              strokeDasharray="3 3"
            />
            <line x1={0} x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} className="stroke-line-strong" />
            {shape.ticks.map(({ key, x, tokens }, index) => (
              <g key={key}>
                <line
                  x1={x}
                  x2={x}
                  y1={0}
                  y2={HEIGHT}
                  className={tokens > 0 ? "stroke-ink-2" : "stroke-line-strong"}
                  strokeDasharray={tokens > 0 ? undefined : "1 2"}
                />
                {isApart(shape.ticks, index) && (
                  <text x={x} y={-6} textAnchor={anchor(x, width)} className="fill-ink-2">
                    {formatTokens(tokens, { digits: 0, sign: "always" })}
                  </text>
                )}
              </g>
            ))}
            <circle cx={shape.nowX} cy={shape.nowY} r={3} className="fill-ink" />
            <text x={0} y={HEIGHT + 16} className="fill-ink-3">
              {formatDate(shape.from, timeZone, now)}
            </text>
            <text x={shape.nowX} y={HEIGHT + 16} textAnchor="middle" className="fill-ink-2">
              {words.today}
            </text>
            <EndLabel shape={shape} width={width} now={now} timeZone={timeZone} />
          </g>
        </svg>
      )}
    </div>
  );
}

function EndLabel({
  shape,
  width,
  now,
  timeZone,
}: {
  shape: ReturnType<typeof shapeBurnDown>;
  width: number;
  now: Date;
  timeZone: string;
}) {
  // Close to today the two would cover each other; the sentence says the day in any case.
  if (shape.end !== null && shape.endX !== null && shape.endX - shape.nowX > 48)
    return (
      <text x={shape.endX} y={HEIGHT + 16} textAnchor={anchor(shape.endX, width)} className="fill-signal font-semibold">
        {formatDate(shape.end, timeZone, now)}
      </text>
    );
  return (
    <text x={width} y={HEIGHT + 16} textAnchor="end" className="fill-ink-3">
      {formatDate(shape.to, timeZone, now)}
    </text>
  );
}

function anchor(x: number, width: number): "start" | "middle" | "end" {
  return x < 28 ? "start" : x > width - 28 ? "end" : "middle";
}

/** Whether a tick's words have room beside those before it. */
function isApart(ticks: ReturnType<typeof shapeBurnDown>["ticks"], index: number): boolean {
  const before = ticks[index - 1];
  return before === undefined || (ticks[index]?.x ?? 0) - before.x > 52;
}
