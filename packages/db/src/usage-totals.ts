import type { CalendarDay, Instant, MicroTokens, UsageDelta } from "@farebox/billing-core";

/** What one commit adds to (a correction takes from) a row of `usage_quarter_hours`. */
export type QuarterHourTotal = Sums & { readonly quarterStart: Instant; readonly service: string };

/** The same for a row of `usage_days`. */
export type DayTotal = Sums & { readonly day: CalendarDay; readonly service: string; readonly agentId: string | null };

type Sums = { readonly events: number; readonly quantity: number; readonly charged: MicroTokens };

/** Each row once, because a row changed twice in one statement loses a change. */
export function sumQuarterHours(deltas: readonly UsageDelta[]): readonly QuarterHourTotal[] {
  return sumBy(deltas, ({ quarterStart, service }) => ({ quarterStart, service }));
}

export function sumDays(deltas: readonly UsageDelta[]): readonly DayTotal[] {
  return sumBy(deltas, ({ day, service, agentId }) => ({ day, service, agentId }));
}

function sumBy<Row>(deltas: readonly UsageDelta[], rowOf: (delta: UsageDelta) => Row): (Row & Sums)[] {
  const totals = new Map<string, Row & Sums>();
  for (const delta of deltas) {
    const row = rowOf(delta);
    const name = JSON.stringify(row);
    const before = totals.get(name) ?? { events: 0, quantity: 0, charged: 0n };
    totals.set(name, {
      ...row,
      events: before.events + delta.events,
      quantity: before.quantity + delta.quantity,
      charged: (before.charged + delta.charged) as MicroTokens,
    });
  }
  return [...totals.values()];
}
