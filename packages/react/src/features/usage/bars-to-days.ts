import { addDays, addMonths, type Day, dayOf } from "../../lib/zone-day.ts";
import type { ChartModel } from "./chart-model.ts";

/** The days that bars cover, both counted and none in the future; the bars may be given in either order. */
export function daysOfBars(
  { bars, every }: Pick<ChartModel, "bars" | "every">,
  { first, last, timeZone, now }: { first: number; last: number; timeZone: string; now: Date },
): { from: Day; to: Day } {
  const today = dayOf(now, timeZone);
  const startOf = (index: number): Day => dayOf(bars[index]?.start ?? now, timeZone);
  const from = startOf(Math.min(first, last));
  const lastStart = startOf(Math.max(first, last));
  const end =
    every === "week" ? addDays(lastStart, 6) : every === "month" ? addDays(addMonths(lastStart, 1), -1) : lastStart;
  // Days are text that sorts by time.
  const isAhead = end > today;
  return { from, to: isAhead ? today : end };
}
