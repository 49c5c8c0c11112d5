import type { TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { applyAgreedLimits } from "../use-cases/apply-agreed-limits.ts";
import { checkLedgerSample, checkRollUpSample } from "../use-cases/check-ledger-sample.ts";
import { expireDue } from "../use-cases/expire-due.ts";
import { createCheckTeller } from "./check-metrics.ts";
import { keepSweeping } from "./keep-sweeping.ts";
import { createNoticeTasks, NOTICE_CRONTAB } from "./notice-tasks.ts";
import { createProviderTasks, PROVIDER_CRONTAB } from "./provider-tasks.ts";
import { removeEnded } from "./remove-ended.ts";
import { createSellingTasks, SELLING_CRONTAB } from "./selling-tasks.ts";
import { createLatenessMetric } from "./sweep-metrics.ts";
import { createUsageTasks, USAGE_CRONTAB } from "./usage-tasks.ts";
import { watchTasks } from "./watch-tasks.ts";

/** What the worker does, by name. Every task may run twice, or on two hosts at once, without a second effect. */
export function createTasks(deps: JobDeps): TaskList {
  const lateSeconds = createLatenessMetric(deps.metrics);
  const tellSample = createCheckTeller(deps);
  let failedSweeps = 0;
  const tasks: TaskList = {
    ...createProviderTasks(deps),
    ...createSellingTasks(deps),
    ...createNoticeTasks(deps),
    ...createUsageTasks(deps),

    /** Time passes: what expired lapses, what became spendable repays debt, what is overdue is abandoned. */
    expire_due: async (_payload, helpers) => {
      try {
        const { businesses, grants, calls, latestSeconds } = await expireDue(deps);
        failedSweeps = 0;
        if (calls > 0) lateSeconds.observe(latestSeconds);
        if (grants + calls > 0) deps.log.info({ businesses, grants, calls, latestSeconds }, "wrote what fell due");
      } catch (failure) {
        // The next sweep finds the same again; as a failed job each would stay behind as a row.
        failedSweeps += 1;
        deps.log.error({ failedSweeps, failure: toLoggable(failure) }, "a sweep was incomplete");
      }
      await keepSweeping(helpers.addJob, failedSweeps);
    },

    /** Plans agreed with a business begin and end. */
    apply_agreed_limits: async () => void (await applyAgreedLimits(deps)),

    /** A few businesses at a time, coming round to all of them. */
    check_ledger: async () => tellSample("ledger", await checkLedgerSample(deps)),
    check_roll_ups: async () => tellSample("roll_ups", await checkRollUpSample(deps)),

    remove_ended: async (_payload, helpers) => {
      deps.log.info(await removeEnded(deps, helpers.query), "removed what ended");
    },
  };
  return watchTasks(tasks, deps);
}

/** What running needs of the shared parts. */
export type JobDeps = Pick<
  Deps,
  "db" | "deliveries" | "env" | "inbox" | "ledger" | "live" | "log" | "metrics" | "provider" | "reconcile"
>;

/**
 * What begins by the clock (UTC). Minutes missed while no worker ran are made up for by one sweep, which finds everything
 * that fell due meanwhile. Between minutes a sweep orders the next one itself.
 */
export const CRONTAB = `
* * * * * expire_due ?fill=1h&jobKey=expire_due&jobKeyMode=replace&max=1
* * * * * apply_agreed_limits ?jobKey=apply_agreed_limits&max=1
*/5 * * * * check_ledger ?jobKey=check_ledger&max=2
2,7,12,17,22,27,32,37,42,47,52,57 * * * * check_roll_ups ?jobKey=check_roll_ups&max=2
17 3 * * * remove_ended ?fill=1d&jobKey=remove_ended&max=3
${PROVIDER_CRONTAB}${SELLING_CRONTAB}${NOTICE_CRONTAB}${USAGE_CRONTAB}`;
