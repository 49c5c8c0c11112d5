import { setImmediate as nextTurn } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Env } from "../env.ts";
import { createMetrics } from "../http/metrics.ts";
import { grantOf, useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { checkLedgerSample } from "../use-cases/check-ledger-sample.ts";
import { prepareJobTables } from "./prepare-job-tables.ts";
import { type Jobs, startJobs } from "./start-jobs.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
const running: Jobs[] = [];
afterAll(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  await bench.close();
});

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const givesUpAt = performance.now() + 40_000;
  while (!(await isDone())) {
    if (performance.now() > givesUpAt) throw new Error("it did not happen within 40 seconds");
    await nextTurn();
  }
}

test("C27, P23: two workers write each expiry once, also what fell due while none ran, and stop when they are told", async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => bench.createEmptyBusiness()));
  const expiresAt = (await bench.clock()) + 60_000;
  await Promise.all(ids.map((id) => bench.ledger.submit(id, grantOf(5, { expiresAt }))));
  await bench.owner("update sandbox_clock set offset_ms = offset_ms + 259200000");

  const env = { databaseUrl: bench.url } as Env;
  const log = pino({ level: "silent" });
  const jobs = [bench.ledger, bench.anotherLedger()].map((ledger) =>
    startJobs({ db: bench.db, ledger, env, log, metrics: createMetrics() }),
  );
  running.push(...jobs);
  const expiries = async () =>
    (await bench.owner("select count(*)::int as entries from token_transactions where kind = 'expiry'"))[0];
  await until(async () => (await expiries())?.["entries"] === ids.length);
  await until(async () => (await Promise.all(jobs.map((job) => job.check()))).every((problem) => problem === null));

  // And the next one is found without anybody asking, also when every session of the workers was ended again and again.
  const kill =
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'farebox jobs' and datname = current_database()";
  const another = await bench.createEmptyBusiness();
  await bench.ledger.submit(another, grantOf(5, { expiresAt: expiresAt + 259_200_000 }));
  for (let round = 0; round < 200; round += 1) await bench.owner(kill);
  await bench.owner("update sandbox_clock set offset_ms = offset_ms + 259200000");
  await until(async () => (await expiries())?.["entries"] === ids.length + 1);

  await Promise.all(jobs.map((job) => job.stop()));
  expect(await expiries()).toEqual({ entries: ids.length + 1 });
  expect(await Promise.all(jobs.map((job) => job.check()))).toEqual(Array(2).fill("the worker is not running"));
});

test("the worker's tables can be prepared again and by several hosts at once", async () => {
  await Promise.all([1, 2, 3].map(() => prepareJobTables({ ownerUrl: bench.url })));
});

test("a sample of the ledger goes round all businesses and names what does not hold", async () => {
  const businessId = await bench.createBusinessWith(20);
  await bench.ledger.submit(businessId, useOf(3));
  const seen = async () => {
    const findings = [];
    let afterId: string | null = null;
    do {
      const sample = await checkLedgerSample(bench, afterId);
      findings.push(...sample.findings);
      afterId = sample.lastId;
    } while (afterId !== null);
    return findings;
  };
  expect(await seen()).toEqual([]);
  await bench.owner(
    "update token_grants set remaining_micro = remaining_micro - 1 where business_id = $1 and remaining_micro > 0",
    [businessId],
  );
  expect((await seen()).map((finding) => finding.businessId)).toContain(businessId);
});
