import type { TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { expireDue } from "../use-cases/expire-due.ts";
import { keepSweeping } from "./keep-sweeping.ts";

/** What the worker does, by name. Every task may run twice, or on two hosts at once, without a second effect. */
export function createTasks(deps: Pick<Deps, "db" | "ledger" | "log">): TaskList {
  return {
    /** Time passes: what expired lapses, what became spendable repays debt. */
    expire_due: async (_payload, helpers) => {
      try {
        const { businesses, grants } = await expireDue(deps);
        if (grants > 0) deps.log.info({ businesses, grants }, "wrote what fell due");
      } finally {
        await keepSweeping(helpers);
      }
    },
  };
}

/**
 * What begins by the clock (UTC). Minutes missed while no worker ran are made up for by one run, which finds everything
 * that fell due meanwhile. Between minutes a sweep orders the next one itself.
 */
export const CRONTAB = "* * * * * expire_due ?fill=1h&jobKey=expire_due&jobKeyMode=replace&max=1";
