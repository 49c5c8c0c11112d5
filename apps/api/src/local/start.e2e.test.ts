import { existsSync } from "node:fs";
import { access, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "./settings.ts";
import { makeHome, type Run, runStart } from "./testing/run-start.ts";
import { waitUntil } from "./wait-until.ts";

// npm test builds the page first; this file alone also runs without it.
const isWebBuilt = existsSync(join(ROOT, "apps", "web", "dist", "index.html"));

let home: string;
let removeHome: () => Promise<void>;
let runs: Run[];

const start = (variables?: Readonly<Record<string, string>>) => {
  const run = runStart(home, variables);
  runs.push(run);
  return run;
};

beforeEach(async () => {
  ({ home, remove: removeHome } = await makeHome());
  runs = [];
});

afterEach(async () => {
  for (const run of runs) if (run.child.exitCode === null && run.child.signalCode === null) await run.stop();
  await removeHome();
});

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
const canConnect = (url: string) => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  return client
    .connect()
    .then(() => client.end())
    .then(
      () => true,
      () => false,
    );
};

test("a start answers everything it promised, and SIGTERM ends all of it within ten seconds", async () => {
  const run = start();
  const ready = await run.ready();
  expect(ready).toMatchObject({
    stripeUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    stripeWebhookSecret: expect.stringMatching(/^whsec_/),
    demo: null,
    pid: run.child.pid,
  });
  expect((await fetch(`${ready.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${ready.url}/readyz`)).status).toBe(200);
  expect((await fetch(`${ready.url}/dashboard/billing`)).status).toBe(isWebBuilt ? 200 : 404);
  const made = await fetch(`${ready.url}/api/billing/businesses`, {
    method: "POST",
    headers: { authorization: `Bearer ${ready.operatorKey}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "First" }),
  });
  expect(made.status).toBe(200);
  expect(await canConnect(ready.databaseUrl)).toBe(true);
  const secrets = await stat(join(home, "ready.json"));
  expect(secrets.mode & 0o077).toBe(0);

  const stoppedAt = performance.now();
  expect(await run.stop()).toBe(0);
  expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  expect(await canConnect(ready.databaseUrl)).toBe(false);
  expect(await isThere(join(home, "ready.json"))).toBe(false);
  expect(await isThere(join(home, "for-the-test.json"))).toBe(false);
});

test("after a kill -9 the next start finds what was recorded, with the same key", async () => {
  const first = start();
  const before = await first.ready();
  const headers = { authorization: `Bearer ${before.operatorKey}`, "content-type": "application/json" };
  const id = "3f1d2c4b-0000-4000-8000-000000000001";
  await fetch(`${before.url}/api/billing/businesses`, {
    method: "POST",
    headers,
    body: JSON.stringify({ id, name: "Kept" }),
  });
  first.child.kill("SIGKILL");
  await first.ended();

  const after = await start().ready();
  expect(after.operatorKey).toBe(before.operatorKey);
  const balance = await fetch(`${after.url}/api/billing/balance`, { headers: { ...headers, "farebox-business": id } });
  expect(await balance.json()).toMatchObject({ businessId: id, available: 100 });
});

test("a second start in the same home says who is there and leaves it alone", async () => {
  const first = start();
  const ready = await first.ready();
  const second = start();
  expect(await second.ended()).toBe(1);
  expect(second.printed()).toContain(`process ${first.child.pid}`);
  expect(second.printed()).toContain(ready.url);
  expect((await fetch(`${ready.url}/healthz`)).status).toBe(200);
});

test("a port that is taken is named before anything is started", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const run = start({ PORT: String(port) });
  expect(await run.ended()).toBe(1);
  expect(run.printed()).toContain(`Port ${port} is taken`);
  expect(await isThere(join(home, "postgres"))).toBe(false);
  other.close();
});

test("a wrong variable is one readable line and no stack", async () => {
  const run = start({ PORT: "many", FAREBOX_LATE_AFTER_DAYS: "-1" });
  expect(await run.ended()).toBe(1);
  expect(run.printed()).toMatch(/PORT must be a whole number/);
  expect(run.printed()).toMatch(/FAREBOX_LATE_AFTER_DAYS must be a whole number/);
  expect(run.printed()).not.toContain("    at ");
});

test("a process that has the recorded number but is not ours is left alone", async () => {
  await writeFile(
    join(home, "instance.json"),
    JSON.stringify({ pid: process.pid, startMark: "0", url: "http://127.0.0.1:9", isStopping: false }),
  );
  await start().ready();
});

test("a demo whose filling was killed goes on where it stopped, and a third start changes nothing", async () => {
  const first = start({ FAREBOX_DEMO: "1" });
  await first.ready();
  expect(await waitUntil(async () => first.printed().includes("Demo history"), 30_000)).toBe(true);
  first.child.kill("SIGKILL");
  await first.ended();

  const second = start({ FAREBOX_DEMO: "1" });
  const { databaseUrl, demo } = await second.ready();
  expect(demo?.email).toBe("demo@farebox.test");
  expect(await waitUntil(async () => second.printed().includes("It is complete."), 90_000)).toBe(true);
  const filled = await count(databaseUrl);
  expect(filled).toMatchObject({ businesses: "12", behind: "0", without_trial: "0" });
  expect(Number(filled["lines"])).toBeGreaterThan(20_000);
  await second.stop();

  const third = start({ FAREBOX_DEMO: "1" });
  const again = await third.ready();
  expect(await count(again.databaseUrl)).toEqual(filled);
  expect(third.printed()).not.toContain("Demo history");
  expect(JSON.parse(await readFile(join(home, "demo.json"), "utf8"))).toMatchObject({ isFilled: true });
});

async function count(databaseUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(`
    select
      (select count(*) from businesses) as businesses,
      (select count(*) from businesses where clock_offset_ms <> 0) as behind,
      (select count(*) from usage_tracking) as lines,
      (select count(*) from token_grants) as grants,
      (select count(*) from token_transactions) as entries,
      (select count(*) from businesses b where not exists (select from token_grants g where g.business_id = b.id and g.source = 'trial')) as without_trial
  `);
  await client.end();
  return rows[0];
}
