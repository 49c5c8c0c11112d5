import type { TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { checkLedgerSample } from "../use-cases/check-ledger-sample.ts";
import { expireDue } from "../use-cases/expire-due.ts";
import { sweepSoon } from "./sweep-soon.ts";

/** What the worker does, by name. Every task may run twice, or on two hosts at once, without a second effect. */
export function createTasks(deps: Pick<Deps, "db" | "ledger" | "log">): TaskList {
  let checkedUpTo: string | null = null;
  return {
    /** Time passes: what expired lapses, what became spendable repays debt. */
    expire_due: async (_payload, helpers) => {
      try {
        const { businesses, grants } = await expireDue(deps);
        if (grants > 0) deps.log.info({ businesses, grants }, "wrote what fell due");
      } finally {
        await sweepSoon(helpers, SWEEP_EVERY_MS);
      }
    },

    /** A few businesses at a time, coming round to all of them. */
    check_ledger: async () => {
      const { findings, businesses, lastId } = await checkLedgerSample(deps, checkedUpTo);
      checkedUpTo = lastId;
      for (const { businessId, place, problem, rule } of findings) {
        deps.log.error({ businessId, place, problem, rule }, "the ledger does not hold");
      }
      deps.log.debug({ businesses, findings: findings.length }, "checked a sample of the ledger");
    },
  };
}

const SWEEP_EVERY_MS = 3_000;

/**
 * What begins by the clock (UTC). Minutes missed while no worker ran are made up for by one sweep, which finds everything
 * that fell due meanwhile. Between minutes a sweep orders the next one itself.
 */
export const CRONTAB = `
* * * * * expire_due ?fill=1h&jobKey=expire_due&jobKeyMode=replace&max=1
*/5 * * * * check_ledger ?jobKey=check_ledger&max=2
`;
