import { setTimeout as wait } from "node:timers/promises";
import { type Runner, run } from "graphile-worker";
import pg from "pg";
import type { Deps } from "../deps.ts";
import { toWorkerLog } from "./job-log.ts";
import { prepareJobTables } from "./prepare-job-tables.ts";
import { CRONTAB, createTasks, type JobDeps } from "./tasks.ts";
import { watchSweeping } from "./watch-sweeping.ts";

/**
 * Runs the worker in this process until it is stopped. A database that goes away ends a worker; another one is started when
 * it is back. Nothing here is needed for correctness: tokens that expired are not spendable before a sweep wrote it either.
 */
export function startJobs(deps: JobDeps & Pick<Deps, "env">): Jobs {
  const stopping = new AbortController();
  const state: { runner: Runner | null } = { runner: null };
  const finished = superviseWorker(deps, state, stopping.signal);
  return {
    check: async () => (state.runner === null ? "the worker is not running" : null),
    async stop() {
      stopping.abort();
      await state.runner?.stop().catch(() => undefined);
      await finished;
    },
  };
}

export type Jobs = {
  /** Why the worker does not work now, or null. */
  check(): Promise<string | null>;
  /** Lets running tasks finish. */
  stop(): Promise<void>;
};

type State = { runner: Runner | null };

async function superviseWorker(deps: JobDeps & Pick<Deps, "env">, state: State, signal: AbortSignal): Promise<void> {
  const taskList = createTasks(deps);
  while (!signal.aborted) {
    const pool = createWorkerPool(deps.env.databaseUrl);
    const ended = new AbortController();
    let watching: Promise<void> | null = null;
    try {
      await prepareJobTables({ ownerUrl: deps.env.databaseUrl });
      if (signal.aborted) break;
      state.runner = await run({
        pgPool: pool,
        taskList,
        crontab: CRONTAB,
        concurrency: 2,
        pollInterval: 500,
        noHandleSignals: true,
        logger: toWorkerLog(deps.log),
      });
      const onFailure = (failure: unknown) => deps.log.warn({ failure }, "sweeps could not be watched");
      watching = watchSweeping(
        { addJob: state.runner.addJob, pool, onFailure },
        AbortSignal.any([signal, ended.signal]),
      );
      await state.runner.promise;
    } catch (error) {
      if (!signal.aborted) deps.log.warn({ failure: error }, "the worker stopped and will be started again");
    } finally {
      state.runner = null;
      ended.abort();
      await watching;
      await pool.end().catch(() => undefined);
    }
    await wait(RESTART_AFTER_MS, undefined, { signal }).catch(() => undefined);
  }
}

const RESTART_AFTER_MS = 2_000;

/** The worker's own few connections, as the service: it reads its numbers as the driver gives them. */
function createWorkerPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "farebox jobs",
    options:
      "-c role=farebox_service -c statement_timeout=30000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000",
    max: 4,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // Whoever waits for an answer on a connection hears of its end; without a listener the event would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
