import type { TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { dropTokenMonths } from "../use-cases/drop-token-months.ts";
import { expirePurchases } from "../use-cases/expire-purchases.ts";
import { runTopUps } from "../use-cases/run-top-up.ts";

/** What selling does by the clock. */
export function createSellingTasks(deps: SellingJobDeps): TaskList {
  return {
    /** The months of a year that was paid at once, each at its start. */
    drop_token_months: async () => {
      const months = await dropTokenMonths(deps);
      if (months > 0) deps.log.info({ months }, "granted months of yearly plans");
    },

    /** What no commit showed: a rule that was paused and is not any more, an attempt that was cut off. */
    run_top_ups: async () => void (await runTopUps(deps)),

    expire_purchases: async () => {
      const purchases = await expirePurchases(deps);
      if (purchases > 0) deps.log.info({ purchases }, "closed purchases that nobody paid");
    },
  };
}

type SellingJobDeps = Pick<Deps, "db" | "ledger" | "live" | "log" | "provider">;

export const SELLING_CRONTAB = `
* * * * * drop_token_months ?fill=1h&jobKey=drop_token_months&max=3
* * * * * run_top_ups ?jobKey=run_top_ups&max=1
*/10 * * * * expire_purchases ?jobKey=expire_purchases&max=1
`;
