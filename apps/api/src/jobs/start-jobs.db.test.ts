import { setImmediate as nextTurn } from "node:timers/promises";
import { openDatabase } from "@farebox/db";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../env.ts";
import { grantOf, useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { createLiveFeed } from "../live/create-live-feed.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { createMetrics } from "../metrics.ts";
import { createDeliveries } from "../notices/create-deliveries.ts";
import { createStripe } from "../stripe/client/create-stripe.ts";
import { createProviderBooks, type ProviderBooks } from "../stripe/create-provider-books.ts";
import { createPaymentProvider } from "../stripe/selling/create-payment-provider.ts";
import { keepLog } from "../testing/log-lines.ts";
import { checkLedgerSample, type LedgerSample } from "../use-cases/check-ledger-sample.ts";
import { prepareJobTables } from "./prepare-job-tables.ts";
import { type Jobs, startJobs } from "./start-jobs.ts";
import type { JobDeps } from "./tasks.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
const running: Jobs[] = [];
const feeds: LiveFeed[] = [];
afterAll(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  await Promise.all(feeds.map((live) => live.close()));
  await bench.close();
});

/** Events and notices are none of these tests' business: there is no provider and no way out. */
function withInbox<Parts extends Omit<JobDeps, keyof ProviderBooks | "deliveries" | "live" | "provider">>(
  parts: Parts,
) {
  const stripe = createStripe({ settings: null, log: parts.log });
  const live = createLiveFeed(parts.db);
  feeds.push(live);
  const provider = createPaymentProvider({ ...parts, stripe });
  const deliveries = createDeliveries({ ...parts, live }, {});
  return { ...parts, ...createProviderBooks({ ...parts, stripe }), deliveries, live, provider };
}

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
    startJobs(withInbox({ db: bench.db, ledger, env, log, metrics: createMetrics() })),
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
    let sample: LedgerSample;
    do {
      sample = await checkLedgerSample(bench);
      findings.push(...sample.findings);
      expect(sample.failures).toEqual([]);
    } while (!sample.isRoundComplete);
    return findings;
  };
  expect(await seen()).toEqual([]);
  await bench.owner(
    "update token_grants set remaining_micro = remaining_micro - 1 where business_id = $1 and remaining_micro > 0",
    [businessId],
  );
  expect((await seen()).map((finding) => finding.businessId)).toContain(businessId);
});

test("a business that cannot be checked is named and holds up no other, whichever process goes on", async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => bench.createBusinessWith(5)));
  const [broken = ""] = ids;
  const [own] = await bench.owner("select time_zone from businesses where id = $1", [broken]);
  await bench.owner("update businesses set time_zone = 'Nowhere/Land' where id = $1", [broken]);
  const samples = [await checkLedgerSample(bench)];
  const another = openDatabase({ url: bench.url });
  while (!samples.at(-1)?.isRoundComplete) samples.push(await checkLedgerSample({ db: another }));
  await another.close();
  await bench.owner("update businesses set time_zone = $2 where id = $1", [broken, own?.["time_zone"]]);

  expect(samples.flatMap(({ failures }) => failures.map(({ businessId }) => businessId))).toEqual([broken]);
  const [all] = await bench.owner("select count(*)::int as businesses from token_balances");
  expect(samples.map(({ businesses }) => businesses).reduce((sum, each) => sum + each)).toBe(all?.["businesses"]);
  expect(samples.length).toBeGreaterThan(1);
});

describe("a worker", () => {
  let jobs: Jobs;
  const kept = keepLog();
  beforeAll(async () => {
    jobs = startJobs(
      withInbox({
        db: bench.db,
        ledger: bench.ledger,
        env: { databaseUrl: bench.url } as Env,
        log: kept.log,
        metrics: createMetrics(),
      }),
    );
    running.push(jobs);
    await until(async () => (await jobs.check()) === null);
  });

  test("tells of a sweep that could not decide, leaves no row of it and sweeps again", async () => {
    const businessId = await bench.createEmptyBusiness();
    await bench.ledger.submit(businessId, grantOf(5, { expiresAt: (await moneyTime()) + 60_000 }));
    const { release } = await bench.blockBusiness(businessId);
    await bench.owner("update sandbox_clock set offset_ms = offset_ms + 120000");
    await until(async () => kept.text().includes("a sweep was incomplete"));
    await release();
    const expired = "select from token_transactions where business_id = $1 and kind = 'expiry'";
    await until(async () => (await bench.owner(expired, [businessId])).length === 1);
    expect(
      await bench.owner("select from graphile_worker.jobs where attempts >= max_attempts and locked_at is null"),
    ).toEqual([]);
  });

  test("removes what nothing comes back to, and nothing else", async () => {
    await bench.owner("insert into users (id, name, email) values ('somebody', '', 'somebody@example.com')");
    await bench.owner(
      `insert into sessions (id, user_id, token, expires_at)
       values ('ended', 'somebody', 'a', now() - interval '2 days'), ('lives', 'somebody', 'b', now() + interval '1 day')`,
    );
    await bench.owner(
      `insert into verifications (id, identifier, value, expires_at)
       values ('ended', 'x', 'y', now() - interval '2 days'), ('lives', 'x', 'y', now() + interval '1 hour')`,
    );
    const dead =
      "select graphile_worker.add_job('unknown', '{}', job_key := $1, max_attempts := 1, run_at := now() + interval '1 day')";
    await bench.owner(dead, ["dead"]);
    await bench.owner(dead, ["waiting"]);
    await bench.owner(
      "update graphile_worker._private_jobs set attempts = 1, updated_at = now() - interval '9 days' where key = 'dead'",
    );
    await bench.owner("select graphile_worker.add_job('remove_ended', '{}')");
    await until(async () => (await bench.owner("select from sessions where id = 'ended'")).length === 0);
    expect(await bench.owner("select id from sessions union all select id from verifications")).toEqual([
      { id: "lives" },
      { id: "lives" },
    ]);
    expect(await bench.owner("select key from graphile_worker.jobs where key in ('dead', 'waiting')")).toEqual([
      { key: "waiting" },
    ]);
  });

  test("is not ready while work that is due is not done", async () => {
    expect(await jobs.check()).toBeNull();
    await bench.owner("select graphile_worker.add_job('unknown', '{}', run_at := now() - interval '2 minutes')");
    expect(await jobs.check()).toMatch(/^a job has been due for 12\d s$/);
    await bench.owner("delete from graphile_worker._private_jobs");
    await until(async () => (await jobs.check()) === null);
  });
});

async function moneyTime(): Promise<number> {
  const [row] = await bench.owner("select offset_ms::float8 as ahead from sandbox_clock");
  return (await bench.clock()) + Number(row?.["ahead"]);
}
