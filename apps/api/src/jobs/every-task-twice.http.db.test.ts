import { verifyBusiness } from "@farebox/db";
import type { JobHelpers, TaskList } from "graphile-worker";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMetrics } from "../metrics.ts";
import { openShop, type Shop } from "../routers/testing/shop.ts";
import { applyCatalogue, planCatalogue } from "../stripe/catalogue/sync-catalogue.ts";
import { prepareJobTables } from "./prepare-job-tables.ts";
import { createTasks } from "./tasks.ts";

/**
 * What each task has to do in the world below, as a statement that counts it, and how often it must have been done once two
 * hosts did it at once. A task without a row fails the test: whoever adds one says what its one effect is.
 */
const ONE_EFFECT: Readonly<Record<string, { readonly counts: string; readonly times: number }>> = {
  apply_agreed_limits: { counts: "select 1 from businesses where overdraft_limit_micro > 0", times: 0 },
  check_ledger: { counts: "select 1 from job_state where name = 'check_ledger' and progress is not null", times: 0 },
  check_roll_ups: {
    counts: "select 1 from job_state where name = 'check_roll_ups' and progress is not null",
    times: 0,
  },
  check_runways: {
    counts: "select 1 from outbox where kind = 'balance_low' and payload->>'rule' = 'runway_hours'",
    times: 0,
  },
  drop_token_months: { counts: "select 1 from scheduled_token_months where granted_at is not null", times: 1 },
  expire_due: {
    counts: "select 1 from token_transactions where kind = 'expiry' and amount_micro = -7000000",
    times: 1,
  },
  expire_purchases: { counts: "select 1 from purchases where status = 'expired'", times: 1 },
  reconcile_provider: { counts: "select 1 from provider_facts group by fact having count(*) > 1", times: 0 },
  remove_ended: { counts: "select 1 from verifications where identifier = 'ended long ago'", times: 0 },
  // Nobody is far enough behind.
  roll_up_usage: { counts: "select 1 from usage_roll_ups", times: 0 },
  run_top_ups: { counts: "select 1 from auto_top_up_attempts", times: 1 },
  tell_expiring_grants: { counts: "select 1 from outbox where kind = 'grant_expiring'", times: 1 },
  tell_unusual_days: { counts: "select 1 from outbox where kind = 'unusual_day'", times: 0 },
  watch_inbox: { counts: "select 1 from dead_jobs", times: 0 },
};

/** All that tasks leave behind; a further run may not add to it. */
const TRACES = `
select
  (select count(*) from token_transactions)::int as entries,
  (select count(*) from token_grants)::int as grants,
  (select count(*) from auto_top_up_attempts)::int as attempts,
  (select count(*) from purchases where status <> 'open')::int as purchases,
  (select count(*) from outbox)::int as notices,
  (select count(*) from scheduled_token_months where granted_at is not null)::int as months`;

let shop: Shop;
let pool: pg.Pool;
let hosts: readonly TaskList[];
beforeAll(async () => {
  shop = await openShop({ isCatalogueSynced: false });
  const { product } = shop;
  await product.owner(
    "update subscription_plans set billing_intervals = '{month,year}', yearly_price_amount_minor = 9000 where key = 'starter'",
  );
  await applyCatalogue(product.deps, await planCatalogue(product.deps, product.deps.env.publicUrl));
  await prepareJobTables({ ownerUrl: product.deps.env.databaseUrl });
  pool = new pg.Pool({ connectionString: product.deps.env.databaseUrl, max: 4 });
  await fillWorld();
  const another = await product.startAnother();
  hosts = [product, another].map(({ deps }) => createTasks({ ...deps, metrics: createMetrics() }));
});
afterAll(async () => {
  await pool?.end();
  await shop?.stop();
});

/** Something for every task to do, forty days later. */
async function fillWorld(): Promise<void> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const brief = await shop.newBusiness();
  const grant = { key: "brief", tokens: 7, source: "promotion", reason: "for a day", expiresAt };
  expect((await shop.ask("POST", "/grants", { businessId: brief.id, body: grant })).status).toBe(200);
  const soon = { ...grant, key: "soon", tokens: 9, expiresAt: new Date(Date.now() + 50 * 86_400_000).toISOString() };
  expect((await shop.ask("POST", "/grants", { businessId: brief.id, body: soon })).status).toBe(200);
  await brief.post("/purchase", { package: "starter_pack" });

  const yearly = await shop.newBusiness();
  const subscribed = await yearly.post<{ checkoutUrl?: string }>("/subscribe", { plan: "starter", interval: "year" });
  await shop.pay(subscribed.body.checkoutUrl ?? "");
  await shop.settle();

  const low = await shop.newBusiness();
  await shop.saveCard(low);
  await shop.ask("POST", "/grants", {
    businessId: low.id,
    body: { key: "enough", tokens: 500, source: "adjustment", reason: "enough" },
  });
  const rule = { enabled: true, belowTokens: 100, package: "starter_pack", monthlyCap: 5_000, consent: true };
  expect((await low.post("PUT /auto-top-up", rule, null)).status).toBe(200);
  const event = { key: "below", service: "ai_agent_request", quantity: 450 };
  await shop.ask("POST", "/usage", { businessId: low.id, body: { events: [event] } });

  await shop.product.owner(
    "insert into verifications (id, identifier, value, expires_at) values ('ended', 'ended long ago', 'x', now() - interval '9 days')",
  );
  await shop.product.owner("update sandbox_clock set offset_ms = offset_ms + 40 * 86400000::bigint");
}

async function run(tasks: TaskList, name: string): Promise<void> {
  const work = tasks[name];
  if (work === undefined) throw new Error(`there is no task ${name}`);
  const job = { attempts: 1, max_attempts: 1, run_at: new Date() };
  const addJob = async (task: string) => void (await pool.query("select graphile_worker.add_job($1)", [task]));
  const helpers = { job, addJob, query: pool.query.bind(pool) } as unknown as JobHelpers;
  await work({}, helpers);
}

test("every task has a row that says what its one effect is", () => {
  expect(Object.keys(hosts[0] ?? {}).sort()).toEqual(Object.keys(ONE_EFFECT).sort());
});

test.each(Object.entries(ONE_EFFECT))("C27: %s, run by two hosts at once, does its work once", async (name, effect) => {
  await Promise.all(hosts.map((tasks) => run(tasks, name)));
  await shop.settle();
  expect(await shop.product.owner(effect.counts)).toHaveLength(effect.times);
  const [before] = await shop.product.owner(TRACES);
  await Promise.all(hosts.map((tasks) => run(tasks, name)));
  expect(await shop.product.owner(TRACES)).toEqual([before]);
});

test("after all of them the books hold", async () => {
  const { db } = shop.product.deps;
  for (const { id } of await shop.product.owner<{ id: string }>("select id from businesses")) {
    const checked = await verifyBusiness(db.historyPool, id);
    expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
  }
  expect(await shop.product.owner("select * from dead_jobs")).toEqual([]);
});
