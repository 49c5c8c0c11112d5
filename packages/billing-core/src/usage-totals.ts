import type { UsageLine } from "./account.ts";
import type { MicroTokens } from "./amounts.ts";
import type { UsageDelta } from "./effects.ts";
import { localDay, quarterHourStart } from "./periods.ts";

/** Sums by quarter hour, day, service and agent, while a fold is decided. */
export type UsageTotals = Map<string, { -readonly [Field in keyof UsageDelta]: UsageDelta[Field] }>;

export function emptyUsageTotals(): UsageTotals {
  return new Map();
}

/**
 * Adds a line to the totals of when it *happened*, or takes a corrected one out of them again.
 *
 * @param sign 1 when the line is booked, −1 when it is reversed.
 */
export function addUsage(
  totals: UsageTotals,
  { line, sign, timeZone }: { readonly line: UsageLine; readonly sign: 1 | -1; readonly timeZone: string },
): void {
  const quarterStart = quarterHourStart(line.occurredAt);
  const day = localDay(line.occurredAt, timeZone);
  // An empty agent is no agent in the totals, as in the database, where both stand on one row.
  const agentId = line.agentId === "" ? null : line.agentId;
  // A call that never got through is no event.
  const events = line.quantity === 0 ? 0 : sign;
  const key = `${quarterStart}\n${day}\n${line.service}\n${agentId ?? ""}`;
  const sum = totals.get(key);
  if (sum === undefined) {
    totals.set(key, {
      quarterStart,
      day,
      service: line.service,
      agentId,
      events,
      quantity: sign * line.quantity,
      charged: (sign === 1 ? line.charged : -line.charged) as MicroTokens,
    });
    return;
  }
  sum.events += events;
  sum.quantity += sign * line.quantity;
  sum.charged = (sign === 1 ? sum.charged + line.charged : sum.charged - line.charged) as MicroTokens;
}

/** One row each. A line that was booked and reversed within one fold leaves no row. */
export function usageDeltasOf(totals: UsageTotals): readonly UsageDelta[] {
  return [...totals.values()].filter((sum) => sum.events !== 0 || sum.quantity !== 0 || sum.charged !== 0n);
}
