import type { SqlRunner } from "@farebox/db";
import { countDeadJobs } from "@farebox/db/jobs";
import { Counter, Gauge, Histogram } from "prom-client";
import type { Metrics } from "../metrics.ts";
import { readWorkerLag } from "./worker-lag.ts";

/** How the jobs are doing. What waits is counted when somebody asks, because every process sees the same. */
export function createJobMetrics(sql: SqlRunner, { registry }: Pick<Metrics, "registry">): JobMetrics {
  const registers = [registry];
  const runs = new Counter({
    name: "farebox_job_runs_total",
    help: "Runs of background jobs in this process, by task and by how they ended: ok, failed (tried again) or dead (failed for good).",
    labelNames: ["task", "outcome"],
    registers,
  });
  const seconds = new Histogram({
    name: "farebox_job_seconds",
    help: "How long one run of a job took.",
    labelNames: ["task"],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 5, 15, 60, 300],
    registers,
  });
  const lag = new Histogram({
    name: "farebox_job_lag_seconds",
    help: "From when a job was due to when it began.",
    labelNames: ["task"],
    buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 3_600],
    registers,
  });
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // While the database is away the last number stands; other metrics tell of that.
        const value = await read().catch(() => null);
        if (value !== null) this.set(value);
      },
    });
  gauge(
    "farebox_jobs_due_seconds",
    "How long the job that waits longest has been due.",
    async () => (await readWorkerLag(sql)).dueSeconds,
  );
  gauge("farebox_jobs_waiting", "Jobs that are due and not begun.", async () => (await readWorkerLag(sql)).waiting);
  new Gauge({
    name: "farebox_jobs_dead",
    help: "Jobs that failed for good and wait for an operator, by task.",
    labelNames: ["task"],
    registers,
    async collect() {
      const counted = await countDeadJobs(sql).catch(() => null);
      if (counted === null) return;
      this.reset();
      for (const { task, dead } of counted) this.set({ task }, dead);
    },
  });
  return {
    ran: (run) => {
      runs.inc({ task: run.task, outcome: run.outcome });
      seconds.observe({ task: run.task }, run.seconds);
      lag.observe({ task: run.task }, run.lagSeconds);
    },
  };
}

export type JobMetrics = {
  readonly ran: (run: {
    readonly task: string;
    readonly outcome: "ok" | "failed" | "dead";
    readonly seconds: number;
    readonly lagSeconds: number;
  }) => void;
};
