import { HOUR_MS, ZERO } from "@farebox/billing-core";
import { listRunwayBusinesses } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { forecastBalance } from "./forecast-balance.ts";
import { isRefusal } from "./refusal.ts";

/**
 * Estimates how long the tokens last wherever somebody wants to be warned by it. Whether that is news the decision says, so
 * that two hosts at once warn once. Answers how many warnings there were; a business that fails holds no other up.
 */
export async function checkRunways(deps: Pick<Deps, "db" | "ledger" | "log">): Promise<number> {
  let warnings = 0;
  let afterId: string | null = null;
  do {
    const page: readonly string[] = await listRunwayBusinesses(deps.db.service, { afterId, limit: PAGE });
    for (const businessId of page) {
      try {
        warnings += await checkRunway(deps, businessId);
      } catch (failure) {
        deps.log.error({ businessId, failure: toLoggable(failure) }, "a runway could not be estimated");
      }
    }
    afterId = page.length < PAGE ? null : (page.at(-1) ?? null);
  } while (afterId !== null);
  return warnings;
}

const PAGE = 500;

/** Where there is too little use to tell, tokens last for ever as far as anybody knows. */
async function checkRunway({ db, ledger }: Pick<Deps, "db" | "ledger">, businessId: string): Promise<number> {
  const foretold = await forecastBalance({ db }, { reader: { kind: "key" }, businessId, bought: ZERO });
  if (isRefusal(foretold)) return 0;
  const { runsOutAt, asOf } = foretold;
  const hours = runsOutAt === null ? null : Math.max(0, runsOutAt.p50 - asOf) / HOUR_MS;
  const checked = await ledger.submit(businessId, { kind: "runway_checked", hours });
  return checked.outcome === "runway_checked" ? checked.warnings : 0;
}
