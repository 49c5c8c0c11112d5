import { bucketStartAfter, bucketStartAt, type Instant } from "@farebox/billing-core";

/** A month of the calendar: `2025-03`. */
export type StatementMonth = string;

/** `[from, to)` of a month on the wall clock of a zone. */
export function monthRange(month: StatementMonth, timeZone: string): { readonly from: Instant; readonly to: Instant } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  // The middle of a month is in that month in every zone.
  const from = bucketStartAt({ every: "month", at: Date.UTC(year, number - 1, 15), timeZone });
  return { from, to: bucketStartAfter({ every: "month", start: from, timeZone }) };
}

/** The months from the one of `first` to the one of `last`, the newest first. */
export function monthsBetween(first: Instant, last: Instant, timeZone: string): StatementMonth[] {
  const months: StatementMonth[] = [];
  for (let start = bucketStartAt({ every: "month", at: first, timeZone }); start <= last; ) {
    const next = bucketStartAfter({ every: "month", start, timeZone });
    months.push(nameOf(start, next));
    start = next;
  }
  return months.reverse();
}

function nameOf(start: Instant, next: Instant): StatementMonth {
  return new Date((start + next) / 2).toISOString().slice(0, 7);
}
