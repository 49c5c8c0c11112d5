import type { JobHelpers } from "graphile-worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../metrics.ts";
import { createAsk } from "../routers/testing/ask.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { prepareJobTables } from "./prepare-job-tables.ts";
import { watchTasks } from "./watch-tasks.ts";

type Job = { id: string; task: string; failures: number; error: string; status: string; payload: object };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  await prepareJobTables({ ownerUrl: product.deps.env.databaseUrl });
  ask = createAsk(product.url, await product.createKey(null, ["read", "admin"]));
});
afterAll(() => product.stop());

const metrics = createMetrics();
let isBroken = true;
const watched = () =>
  watchTasks(
    {
      collect_stamps: async () => {
        if (isBroken) throw new Error("the album is closed");
      },
    },
    { ...product.deps, metrics },
  );
let tasks: ReturnType<typeof watched>;
beforeAll(() => {
  tasks = watched();
});

async function run(payload: object, attempts = 3): Promise<void> {
  const job = { attempts, max_attempts: 3, run_at: new Date(Date.now() - 2_000) };
  await tasks["collect_stamps"]?.(payload, { job } as unknown as JobHelpers);
}

const list = async (status = "dead") => (await ask<{ items: Job[] }>("GET", `/admin/jobs?status=${status}`)).body.items;

test("W28: a job that failed for good waits for an operator, one row however often the clock begins it", async () => {
  await expect(run({}, 1)).rejects.toThrow("the album is closed");
  expect(await list()).toEqual([]);
  for (const ts of ["2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"])
    await expect(run({ days: 2, _cron: { ts } })).rejects.toThrow("the album is closed");
  await expect(run({ days: 30 })).rejects.toThrow("the album is closed");
  expect((await list()).map(({ task, failures, error, payload }) => ({ task, failures, error, payload }))).toEqual([
    { task: "collect_stamps", failures: 1, error: "Error: the album is closed", payload: { days: 30 } },
    { task: "collect_stamps", failures: 2, error: "Error: the album is closed", payload: { days: 2 } },
  ]);
  const text = await metrics.registry.metrics();
  expect(text).toContain('farebox_jobs_dead{task="collect_stamps"} 2');
  expect(text).toContain('farebox_job_runs_total{task="collect_stamps",outcome="dead"} 3');
  expect(text).toContain('farebox_job_runs_total{task="collect_stamps",outcome="failed"} 1');
});

test("an operator has it run again, once, and dismisses another", async () => {
  const [month, days] = await list();
  const answers = await Promise.all(
    [1, 2, 3].map(() => ask<Job>("POST", `/admin/jobs/${days?.id}/retry`, { body: {} })),
  );
  expect(answers.map(({ status, body }) => [status, body.status])).toEqual(Array(3).fill([200, "retried"]));
  expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
  expect(await product.owner("select task_identifier, key from graphile_worker.jobs where key like 'retry:%'")).toEqual(
    [{ task_identifier: "collect_stamps", key: `retry:${days?.id}` }],
  );
  expect((await ask<Job>("POST", `/admin/jobs/${month?.id}/discard`, { body: {} })).body.status).toBe("discarded");
  expect(await list()).toEqual([]);
  expect((await ask("POST", "/admin/jobs/00000000-0000-4000-8000-000000000000/retry", { body: {} })).status).toBe(404);
});

test("a later run that goes well takes a job off the list", async () => {
  await expect(run({ days: 5 })).rejects.toThrow();
  expect(await list()).toHaveLength(1);
  isBroken = false;
  await run({ days: 5, _cron: { ts: "2026-01-02T00:00:00Z" } });
  expect(await list()).toEqual([]);
  expect((await list("recovered")).map(({ payload }) => payload)).toEqual([{ days: 5 }]);
});
