import { DAY_MS, toCalendarDay } from "@farebox/billing-core";
import { type RefSums, sumRefs } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import type { Refusal } from "./refusal.ts";
import { type AskedRange, resolveRange, type UsageRange } from "./usage-range.ts";

/** The references that cost most in a range. Live calls are left out: the reference of a call is the call. */
export function listRefUsage(deps: Pick<Deps, "db">, asked: AskedRefUsage): Promise<RefUsage | Refusal> {
  const { businessId, limit } = asked;
  return readAs(deps, asked, async (sql) => {
    const range = await resolveRange(sql, { ...asked, every: null });
    if ("outcome" in range) return range;
    const { from, to, timeZone } = range;
    const firstDay = Math.ceil(from / DAY_MS);
    const endDay = Math.max(firstDay, Math.floor(to / DAY_MS));
    const days = { from: toCalendarDay(firstDay), to: toCalendarDay(endDay) };
    return { from, to, timeZone, ...(await sumRefs(sql, { businessId, range: { from, to }, days, limit })) };
  });
}

export type AskedRefUsage = Omit<AskedRange, "every"> & { readonly reader: Reader; readonly limit: number };

export type RefUsage = Omit<UsageRange, "business"> & RefSums;
