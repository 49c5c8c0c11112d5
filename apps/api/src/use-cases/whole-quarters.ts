import { type Instant, quarterHourStart } from "@farebox/billing-core";
import type { InstantRange } from "@farebox/db/reads";
import { QUARTER_HOUR_MS } from "./day-parts.ts";

/** The whole quarters of an hour in a range. Null when there is none, or when a zone of long ago begins its hours between quarters. */
export function wholeQuarters({ from, to }: InstantRange, starts: readonly Instant[]): InstantRange | null {
  if (starts.slice(1).some((start) => quarterHourStart(start) !== start)) return null;
  const first = quarterHourStart(from + QUARTER_HOUR_MS - 1);
  const last = quarterHourStart(to);
  return first < last ? { from: first, to: last } : null;
}
