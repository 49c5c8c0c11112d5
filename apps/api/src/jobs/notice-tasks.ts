import type { TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { clockAtRest } from "../use-cases/advance-sandbox-clock.ts";
import { checkRunways } from "../use-cases/check-runways.ts";
import { tellExpiringGrants } from "../use-cases/tell-expiring-grants.ts";
import { tellUnusualDays } from "../use-cases/tell-unusual-days.ts";

/** What a business is told of that no commit shows. */
export function createNoticeTasks(deps: NoticeJobDeps): TaskList {
  return {
    tell_expiring_grants: async () => {
      await clockAtRest();
      const notices = await tellExpiringGrants(deps);
      if (notices > 0) deps.log.info({ notices }, "told of tokens that will expire");
    },

    tell_unusual_days: async () => {
      const notices = await tellUnusualDays(deps);
      if (notices > 0) deps.log.info({ notices }, "told of days beyond the usual");
    },

    check_runways: async () => {
      const warnings = await checkRunways(deps);
      if (warnings > 0) deps.log.info({ warnings }, "warned of tokens that will not last");
    },
  };
}

type NoticeJobDeps = Pick<Deps, "db" | "ledger" | "log">;

// What was missed while no worker ran is found by one run: each looks at how things stand.
export const NOTICE_CRONTAB = `
*/5 * * * * tell_expiring_grants ?fill=1h&jobKey=tell_expiring_grants&max=3
*/5 * * * * tell_unusual_days ?fill=1h&jobKey=tell_unusual_days&max=3
*/5 * * * * check_runways ?fill=1h&jobKey=check_runways&max=3
`;
