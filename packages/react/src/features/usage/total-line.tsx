import { formatPerToken, type Money } from "../../lib/format-money.ts";
import { formatShare } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { ChartModel } from "./chart-model.ts";
import { type Measure, nameMeasure, writeValue } from "./measure.ts";

const words = pageStrings.explorer;

/** The sum over the chart, what it is beside the period before, and how much of it falls on a day. */
export function TotalLine({
  model,
  label,
  days,
  price,
}: {
  model: ChartModel;
  label: string;
  days: number;
  price: Money | null;
}) {
  const { total, before, measure } = model;
  const perToken = price === null ? null : formatPerToken(price, 1);
  return (
    <div className="mb-3 flex flex-wrap items-baseline gap-x-2">
      <span className="text-title font-semibold">{writeValue(total, measure)}</span>
      <span className="text-table text-ink-2">
        {measure.kind === "money" ? label : words.inRange(nameMeasure(measure), label)}
        {measure.kind === "money" && perToken !== null && `, ${words.moneyAt(perToken)}`}
      </span>
      {before !== null && (
        <span className="text-table text-ink-2" data-testid="compared">
          {before === 0 ? words.noneBefore : words.change(signedShare(total / before - 1), writeValue(before, measure))}
        </span>
      )}
      {days > 1 && <span className="ms-auto text-table text-ink-3">{sayPerDay(total / days, measure)}</span>}
    </div>
  );
}

/** An average that exists is never shown as nothing. */
function sayPerDay(each: number, measure: Measure): string {
  if (measure.kind !== "money" && each > 0 && each < 1) return pageStrings.usage.perDayLittle;
  return pageStrings.usage.perDay(writeValue(each, measure, 0));
}

function signedShare(change: number): string {
  if (Math.abs(change) < 0.005) return `±${formatShare(0)}`;
  return `${change < 0 ? "−" : "+"}${formatShare(Math.abs(change))}`;
}
