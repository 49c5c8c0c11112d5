import type { TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { rollUpBehind } from "../use-cases/roll-up-behind.ts";

/** What keeps questions about usage quick. */
export function createUsageTasks(deps: Pick<Deps, "db" | "log">): TaskList {
  return {
    /** Totals by agent and reference follow the ledgers. */
    roll_up_usage: async () => {
      const { businesses, entries, failures } = await rollUpBehind(deps);
      for (const { businessId, cause } of failures)
        deps.log.error({ businessId, failure: toLoggable(cause) }, "usage could not be rolled up");
      if (businesses > 0) deps.log.debug({ businesses, entries }, "rolled up usage by agent and reference");
    },
  };
}

export const USAGE_CRONTAB = `
* * * * * roll_up_usage ?jobKey=roll_up_usage&max=1
`;
