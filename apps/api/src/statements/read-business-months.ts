import { type Instant, MINUTE_MS } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import { readFirstEntryAt } from "@farebox/db/exports";
import { readBusiness, readBusinessTime } from "@farebox/db/reads";
import { monthRange, monthsBetween, type StatementMonth } from "./statement-month.ts";

/** The months a business has statements of: from its first entry to the month that goes on, the newest first. */
export async function readBusinessMonths(sql: SqlRunner, businessId: string): Promise<BusinessMonths | null> {
  const time = await readBusinessTime(sql, businessId);
  const business = await readBusiness(sql, businessId);
  if (time === null || business === null) return null;
  const firstAt = (await readFirstEntryAt(sql, businessId)) ?? time.now;
  const months = monthsBetween(Math.min(firstAt, time.now), time.now, time.timeZone);
  return { name: business.name, timeZone: time.timeZone, now: time.now, months };
}

export type BusinessMonths = {
  readonly name: string;
  readonly timeZone: string;
  readonly now: Instant;
  readonly months: readonly StatementMonth[];
};

/** A month with its times. What was decided just before its end may be written just after it, so it is final a little later. */
export function headOf({ timeZone, now }: BusinessMonths, month: StatementMonth) {
  const { from, to } = monthRange(month, timeZone);
  const isFinal = now >= to + MINUTE_MS;
  return { month, from, to, isFinal, asOf: isFinal ? to : Math.min(now, to) };
}
