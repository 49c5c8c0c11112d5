import { DAY_MS } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import { readProviderLag } from "@farebox/db/selling";
import type { TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";

/** What is done about the payment provider by the clock, besides working on what it tells us of. */
export function createProviderTasks(deps: ProviderJobDeps): TaskList {
  return {
    /** Finds what we were never told of, and what was given up. A provider that is away is asked again by the next one. */
    reconcile_provider: async (payload) => {
      if (deps.env.provider === null) return;
      const now = await readMoneyTime(deps.db.service);
      const report = await deps.reconcile({ since: now - daysOf(payload) * DAY_MS });
      if ("outcome" in report)
        deps.log.warn({ code: report.error.code }, "the provider could not be compared with our books");
    },

    /** Nothing that the provider told us of stays undone for long without somebody hearing of it. */
    watch_inbox: async () => {
      const lag = await readProviderLag(deps.db.service);
      if (lag.oldestSeconds <= LATE_SECONDS && lag.stuck === 0) return;
      deps.log.error(
        { waiting: lag.waiting, oldestSeconds: Math.floor(lag.oldestSeconds), stuck: lag.stuck },
        "events of the payment provider are late or wait for an operator",
      );
    },
  };
}

export type ProviderJobDeps = Pick<Deps, "db" | "env" | "log" | "reconcile">;

/** The last days every hour, and once a day all that the provider still has events of. */
export const PROVIDER_CRONTAB = `
* * * * * watch_inbox ?jobKey=watch_inbox&max=1
23 * * * * reconcile_provider ?id=reconcile_hourly&fill=2h&jobKey=reconcile_hourly&max=2 {"days":2}
41 4 * * * reconcile_provider ?id=reconcile_daily&fill=1d&jobKey=reconcile_daily&max=3 {"days":30}
`;

const LATE_SECONDS = 300;

function daysOf(payload: unknown): number {
  const days = typeof payload === "object" && payload !== null && "days" in payload ? payload.days : null;
  return typeof days === "number" ? days : 2;
}
