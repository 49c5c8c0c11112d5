import type { UsageLine } from "./account.ts";
import type { MicroTokens } from "./amounts.ts";
import type { ChargeDelta } from "./effects.ts";
import { localDay } from "./periods.ts";

/** What caps count: sums by day of recording and agent, while a fold is decided. */
export type ChargeTotals = Map<string, { -readonly [Field in keyof ChargeDelta]: ChargeDelta[Field] }>;

export function emptyChargeTotals(): ChargeTotals {
  return new Map();
}

/**
 * Adds a line to the day it was *recorded* on, or takes a corrected one out of that day again: so a day's sum is always
 * that of the lines recorded on it and still standing.
 *
 * @param sign 1 when the line is booked, −1 when it is reversed.
 */
export function addCharge(
  totals: ChargeTotals,
  { line, sign, timeZone }: { readonly line: UsageLine; readonly sign: 1 | -1; readonly timeZone: string },
): void {
  const day = localDay(line.recordedAt, timeZone);
  const agentId = line.agentId === "" ? null : line.agentId;
  const key = `${day}\n${agentId ?? ""}`;
  const sum = totals.get(key);
  const charged = sign === 1 ? line.charged : -line.charged;
  if (sum === undefined) totals.set(key, { day, agentId, charged: charged as MicroTokens });
  else sum.charged = (sum.charged + charged) as MicroTokens;
}

export function chargeDeltasOf(totals: ChargeTotals): readonly ChargeDelta[] {
  return [...totals.values()].filter((sum) => sum.charged !== 0n);
}
