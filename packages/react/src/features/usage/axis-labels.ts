import type { Bar } from "./chart-model.ts";

export type AxisLabel = { readonly index: number; readonly isNow: boolean };

/**
 * Which bars are named under the axis so that names do not touch. The unfinished bar always is; days are named on
 * Mondays where there are several weeks of them, so that the eye finds the rhythm of the week.
 */
export function pickAxisLabels(
  bars: readonly Bar[],
  {
    barWidth,
    labelWidth,
    weekdayOf,
  }: { barWidth: number; labelWidth: number; weekdayOf: ((start: Date) => number) | null },
): readonly AxisLabel[] {
  const lastIndex = bars.length - 1;
  const isNow = bars[lastIndex]?.isPartial === true;
  const labels: AxisLabel[] = isNow ? [{ index: lastIndex, isNow: true }] : [];
  let nextFree = isNow ? lastIndex * barWidth - labelWidth : Number.POSITIVE_INFINITY;
  const isWeekly = weekdayOf !== null && bars.length > 13;
  for (let index = isNow ? lastIndex - 1 : lastIndex; index >= 0; index -= 1) {
    const bar = bars[index];
    if (bar === undefined || (isWeekly && weekdayOf(bar.start) !== 1)) continue;
    if (index * barWidth > nextFree) continue;
    labels.push({ index, isNow: false });
    nextFree = index * barWidth - labelWidth;
  }
  return labels.reverse();
}
