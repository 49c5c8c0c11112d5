import { DAY_MS, type Instant, type MicroTokens } from "@farebox/billing-core";
import { readPastBalances } from "@farebox/db/exports";
import { readBusinessTime } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** What a business had 0, 1, 2 … `days` times 24 hours ago, the oldest first. */
export function listPastBalances(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string; readonly days: number },
): Promise<readonly PastBalance[] | Refusal> {
  return readAs(deps, asked, async (sql) => {
    const business = await readBusinessTime(sql, asked.businessId);
    if (business === null) return refuse({ code: "not_found", what: "business" });
    // A millisecond more: what was recorded in this very one counts as well.
    const instants = Array.from(
      { length: asked.days + 1 },
      (_, index) => business.now + 1 - (asked.days - index) * DAY_MS,
    );
    const balances = await readPastBalances(sql, { businessId: asked.businessId, instants });
    return balances.map((tokens, index) => ({ at: (instants[index] ?? business.now) - 1, tokens }));
  });
}

export type PastBalance = { readonly at: Instant; readonly tokens: MicroTokens };
