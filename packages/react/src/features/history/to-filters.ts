import type { BillingSearch } from "../../lib/billing-search.ts";
import { addDays, startOfDay } from "../../lib/zone-day.ts";

/** The filters of the address as the API takes them, for the list and for its files. */
export function toFilters(search: BillingSearch, timeZone: string) {
  const { type, service, agent, since, until, status, least, most, q } = search;
  return {
    ...(type !== undefined && { type }),
    ...(service !== undefined && { service }),
    ...(agent !== undefined && { agentId: agent }),
    ...(since !== undefined && { from: startOfDay(since, timeZone).toISOString() }),
    ...(until !== undefined && { to: startOfDay(addDays(until, 1), timeZone).toISOString() }),
    ...(status !== undefined && { status }),
    ...(least !== undefined && { leastTokens: least }),
    ...(most !== undefined && { mostTokens: most }),
    ...(q !== undefined && { q }),
  };
}
