import { setTimeout as wait } from "node:timers/promises";
import { type Runner, run, type TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { traceTasks } from "../telemetry/trace-parts.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import { toWorkerLog } from "./job-log.ts";
import { prepareJobTables } from "./prepare-job-tables.ts";
import { CRONTAB, createTasks, type JobDeps } from "./tasks.ts";
import { watchSweeping } from "./watch-sweeping.ts";
import { watchTopUps } from "./watch-top-ups.ts";
import { describeWorkerLag } from "./worker-lag.ts";
import { createWorkerPool } from "./worker-pool.ts";

/**
 * Runs the worker in this process until it is stopped. A database that goes away ends a worker; another one is started when
 * it is back. Nothing here is needed for correctness: tokens that expired are not spendable before a sweep wrote it either.
 */
export function startJobs(deps: JobDeps, tracing: Tracing | null = null): Jobs {
  const stopping = new AbortController();
  const state: { runner: Runner | null } = { runner: null };
  const finished = superviseWorker({ ...deps, tracing }, state, stopping.signal);
  const inboxDone = deps.inbox.work(stopping.signal);
  const deliveriesDone = deps.deliveries.work(stopping.signal);
  const topUpsDone = watchTopUps(deps, stopping.signal);
  return {
    check: async () => (state.runner === null ? "the worker is not running" : describeWorkerLag(deps.db.service)),
    async stop() {
      stopping.abort();
      await atMost(STOP_WITHIN_MS, state.runner?.stop());
      await atMost(2 * STOP_WITHIN_MS, Promise.all([finished, inboxDone, deliveriesDone, topUpsDone]));
    },
  };
}

export type Jobs = {
  /** Why the worker does not work now, or falls behind, or null. */
  check(): Promise<string | null>;
  /** Lets running tasks finish. */
  stop(): Promise<void>;
};

type State = { runner: Runner | null };

async function superviseWorker(
  deps: JobDeps & { readonly tracing: Tracing | null },
  state: State,
  signal: AbortSignal,
): Promise<void> {
  const taskList = traceTasks(createTasks(deps), deps.tracing);
  while (!signal.aborted) {
    await runWorker({ ...deps, taskList }, state, signal).catch((error: unknown) => {
      deps.log.warn({ failure: toLoggable(error) }, "the worker stopped and will be started again");
    });
    await wait(RESTART_AFTER_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Until it is stopped or breaks. */
async function runWorker(
  deps: Pick<Deps, "log" | "env"> & { readonly taskList: TaskList },
  state: State,
  signal: AbortSignal,
): Promise<void> {
  await prepareJobTables({ ownerUrl: deps.env.databaseUrl });
  const pool = createWorkerPool(deps.env.databaseUrl);
  const ended = new AbortController();
  let watching: Promise<void> | null = null;
  try {
    const runner = await run({
      pgPool: pool,
      taskList: deps.taskList,
      crontab: CRONTAB,
      // One more than the tasks that may take minutes, so that sweeps never wait for them.
      concurrency: 4,
      pollInterval: 500,
      noHandleSignals: true,
      logger: toWorkerLog(deps.log),
      // Without these graphile-worker 0.18 waits for nobody when it marks a task as done: a session that ends at that moment
      // would be an unhandled rejection, which ends the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    // Its end is waited for below; should it come before, it must not end the process as an error nobody heard.
    runner.promise.catch(() => undefined);
    state.runner = runner;
    if (signal.aborted) await runner.stop();
    const onFailure = (failure: unknown) =>
      deps.log.warn({ failure: toLoggable(failure) }, "sweeps could not be watched");
    watching = watchSweeping({ addJob: runner.addJob, pool, onFailure }, AbortSignal.any([signal, ended.signal]));
    await runner.promise;
  } finally {
    const { runner } = state;
    state.runner = null;
    ended.abort();
    // What waits for an answer of a session that is gone may wait for ever.
    await atMost(STOP_WITHIN_MS, runner?.stop());
    await atMost(STOP_WITHIN_MS, watching ?? undefined);
    await atMost(STOP_WITHIN_MS, pool.end());
  }
}

const RESTART_AFTER_MS = 2_000;
const STOP_WITHIN_MS = 4_000;

async function atMost(milliseconds: number, ending: Promise<unknown> | undefined): Promise<void> {
  const waiting = new AbortController();
  const tooLong = wait(milliseconds, undefined, { signal: waiting.signal });
  await Promise.race([ending, tooLong].map((each) => Promise.resolve(each).catch(() => undefined)));
  waiting.abort();
}
