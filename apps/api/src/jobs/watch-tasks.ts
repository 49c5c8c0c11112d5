import { noteDeadJob, noteRecoveredJob } from "@farebox/db/jobs";
import type { Task, TaskList } from "graphile-worker";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { newId } from "../new-id.ts";
import { createJobMetrics } from "./job-metrics.ts";

/**
 * The same tasks, watched: every run is counted and timed, and one that fails on its last attempt is kept as a dead job
 * until an operator, or a later run of the same that goes well, resolves it.
 */
export function watchTasks(tasks: TaskList, deps: Pick<Deps, "db" | "log" | "metrics">): TaskList {
  const metrics = createJobMetrics(deps.db.service, deps.metrics);
  const watched = Object.entries(tasks).flatMap(([task, work]) =>
    work === undefined ? [] : [[task, watchTask(task, work, { ...deps, ran: metrics.ran })] as const],
  );
  return Object.fromEntries(watched);
}

type Watching = Pick<Deps, "db" | "log"> & ReturnType<typeof createJobMetrics>;

function watchTask(task: string, work: Task<string>, { db, log, ran }: Watching): Task<string> {
  return async (payload, helpers) => {
    const startedAt = performance.now();
    const { attempts, max_attempts: mostAttempts, run_at: runAt } = helpers.job;
    const lagSeconds = Math.max(0, (Date.now() - runAt.getTime()) / 1_000);
    const tell = (outcome: Parameters<typeof ran>[0]["outcome"]) =>
      ran({ task, outcome, seconds: (performance.now() - startedAt) / 1_000, lagSeconds });
    try {
      await work(payload, helpers);
    } catch (failure) {
      const isLast = attempts >= mostAttempts;
      tell(isLast ? "dead" : "failed");
      if (isLast) await keepDead({ task, payload: asked(payload), failure }, { db, log });
      throw failure;
    }
    tell("ok");
    // What cannot be noted now is noted by the next run; the work itself is done.
    await noteRecoveredJob(db.service, { task, payload: asked(payload) }).catch(() => undefined);
  };
}

async function keepDead(
  { task, payload, failure }: { readonly task: string; readonly payload: Asked; readonly failure: unknown },
  { db, log }: Pick<Deps, "db" | "log">,
): Promise<void> {
  log.error({ task, failure: toLoggable(failure) }, "a job failed for good and waits for an operator");
  const error = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
  // A database that is away may be why it failed; the worker's own row still tells of it.
  await noteDeadJob(db.service, { id: newId(), task, payload, error }).catch((cause: unknown) =>
    log.error({ task, failure: toLoggable(cause) }, "a dead job could not be kept"),
  );
}

type Asked = Readonly<Record<string, unknown>>;

/** Without the time that the clock adds to what it begins: the job of the next minute is the same job. */
function asked(payload: unknown): Asked {
  if (typeof payload !== "object" || payload === null) return {};
  return Object.fromEntries(Object.entries(payload).filter(([name]) => name !== "_cron"));
}
