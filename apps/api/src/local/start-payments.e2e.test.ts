import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HANDLED_EVENTS } from "../stripe/handled-events.ts";
import type { Ready } from "./ready-file.ts";
import { ROOT } from "./settings.ts";
import { makeHome, type Run, runStart } from "./testing/run-start.ts";

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

const stripeOf = ({ stripeUrl }: Ready) =>
  new Stripe("sk_test_local_dev", {
    host: "127.0.0.1",
    port: Number(new URL(stripeUrl ?? "").port),
    protocol: "http",
  });

async function callApi<Answer>(ready: Ready, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${ready.url}/api/billing${path}`, {
    method,
    headers: { authorization: `Bearer ${ready.operatorKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function sync(variables: Readonly<Record<string, string>>, ...flags: string[]) {
  const script = join(ROOT, "apps", "api", "src", "stripe", "sync-main.ts");
  const env = { PATH: process.env["PATH"], FAREBOX_HOME: home, ...variables };
  const run = promisify(execFile)(process.execPath, [script, ...flags], { env });
  return run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
}

test("a start without keys says that a stand-in takes the payments, and it is ready to sell", async () => {
  const run = start();
  const ready = await run.ready();
  expect(run.printed()).toContain(`the local stand-in for Stripe at ${ready.stripeUrl}`);
  const stripe = stripeOf(ready);
  const { data: prices } = await stripe.prices.list({ limit: 100 });
  expect(prices.map(({ lookup_key }) => lookup_key)).toContain("farebox_plan_starter_month");
  const { data: endpoints } = await stripe.webhookEndpoints.list();
  expect(endpoints).toMatchObject([{ url: `${ready.url}/api/webhooks/stripe`, status: "enabled" }]);
  expect([...(endpoints[0]?.enabled_events ?? [])].sort()).toEqual([...HANDLED_EVENTS]);

  const planned = await sync({});
  expect(planned).toMatchObject({ code: 0, text: expect.stringContaining("Everything is as it should be.") });
  const elsewhere = await sync({ FAREBOX_STRIPE_URL: "http://127.0.0.1:1" });
  expect([elsewhere.code, elsewhere.text]).toEqual([1, expect.stringContaining("Stripe:")]);
  const blank = await sync({ STRIPE_SECRET_KEY: " " });
  expect([blank.code, blank.text]).toEqual([1, expect.stringContaining("STRIPE_SECRET_KEY is blank")]);
});

test("P01 a kill -9 loses neither what was bought nor the time, and what waits is delivered to the next start", async () => {
  const first = start();
  const before = await first.ready();
  await callApi(before, "POST", "/sandbox/clock", { advanceSeconds: 3 * 86_400 });
  const stripe = stripeOf(before);
  const price = (await stripe.prices.list({ lookup_keys: ["farebox_plan_starter_month"] })).data[0]?.id;
  const { id: endpoint } = (await stripe.webhookEndpoints.list()).data[0] ?? { id: "" };
  // Held back, so that it is still on its way when the process dies.
  await fetch(`${before.stripeUrl}/_sandbox/faults/deliveries`, {
    method: "POST",
    body: new URLSearchParams({ mode: "delay", next: "1", delay_seconds: "600" }),
  });
  const customer = await stripe.customers.create({ name: "Ada" });
  await stripe.customers.del(customer.id);
  first.child.kill("SIGKILL");
  await first.ended();

  const second = start();
  const after = await second.ready();
  expect(after.stripeUrl).toBe(before.stripeUrl);
  const again = stripeOf(after);
  expect((await again.prices.list({ lookup_keys: ["farebox_plan_starter_month"] })).data[0]?.id).toBe(price);
  expect((await again.webhookEndpoints.list()).data).toMatchObject([
    { id: endpoint, url: `${after.url}/api/webhooks/stripe` },
  ]);
  const { now } = await callApi<{ now: string }>(after, "GET", "/sandbox/clock");
  expect(Date.parse(now) - Date.now()).toBeGreaterThan(2 * 86_400_000);
  const theirs = (await (await fetch(`${after.stripeUrl}/_sandbox/clock`)).json()) as { now: number };
  expect(Math.abs(Date.parse(now) / 1_000 - theirs.now)).toBeLessThan(5);
  await callApi(after, "POST", "/sandbox/clock", { advanceSeconds: 0 });
  const { items } = await callApi<{ items: { type: string }[] }>(after, "GET", "/admin/provider-events?status=ignored");
  const done = await callApi<{ items: { type: string }[] }>(after, "GET", "/admin/provider-events?status=done");
  expect([...items, ...done.items].map(({ type }) => type)).toContain("customer.deleted");
});

test.each([
  [{ STRIPE_SECRET_KEY: "" }, "STRIPE_SECRET_KEY is blank"],
  [{ STRIPE_SECRET_KEY: "sk_test_4eC39HqLyjWD" }, "STRIPE_WEBHOOK_SECRET is missing"],
  [{ STRIPE_WEBHOOK_SECRET: "whsec_canary" }, "STRIPE_SECRET_KEY is missing"],
])("O17 a start with %j is refused with one readable line", async (variables, line) => {
  const run = start(variables);
  expect(await run.ended()).toBe(1);
  expect(run.printed()).toContain(line);
  expect(run.printed()).not.toMatch(/\n\s+at /);
});
