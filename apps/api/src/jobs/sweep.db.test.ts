import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAsk } from "../routers/testing/ask.ts";
import { createCalls } from "../routers/testing/calls.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { type Jobs, startJobs } from "./start-jobs.ts";

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
const workers: Jobs[] = [];
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "holds:write", "admin"]));
  const processes = [product, await product.startAnother(), await product.startAnother()];
  workers.push(...processes.map(({ deps }) => startJobs(deps)));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await product.stop();
});

/** Calls that nobody talks about any more, on a clock that stands a second before their deadline. */
async function openSilentCalls(count: number) {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } });
  const calls = createCalls(ask, body.id);
  const opened = await Promise.all(Array.from({ length: count }, () => calls.open()));
  const deadline = Math.min(...opened.map((answer) => Date.parse(answer.body.expiresAt)));
  await ask("POST", "/sandbox/clock", { body: { now: new Date(deadline - 1_000).toISOString() } });
  return body.id;
}

type Swept = { status: string; late: number; lines: number };

/** How late each was written, by money time. */
async function untilSwept(businessId: string): Promise<Swept[]> {
  for (;;) {
    const rows = await product.owner<Swept>(
      `select status,
         extract(epoch from line.recorded_at - hold.expires_at)::float8 as late,
         (select count(*)::int from usage_tracking every_line where every_line.hold_id = hold.id) as lines
       from token_holds hold left join usage_tracking line on line.business_id = hold.business_id and line.id = hold.line_id
       where hold.business_id = $1`,
      [businessId],
    );
    if (rows.every(({ status }) => status !== "open")) return rows;
    await wait(100);
  }
}

test("M31 C27: silent calls are ended once and less than 5 s late by any of three workers", async () => {
  const swept = await untilSwept(await openSilentCalls(10));
  expect(swept.map(({ status, lines }) => [status, lines])).toEqual(Array(10).fill(["abandoned", 1]));
  expect(Math.max(...swept.map(({ late }) => late))).toBeLessThan(5);
});

test("P23: a worker that died over its sweep, before it ordered the next one, holds up nobody", async () => {
  const businessId = await openSilentCalls(3);
  const died = await product.owner(
    "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a dead one' where key = 'expire_due' and locked_at is null returning id",
  );
  expect(died).toHaveLength(1);
  const swept = await untilSwept(businessId);
  expect(swept.map(({ status, lines }) => [status, lines])).toEqual(Array(3).fill(["abandoned", 1]));
  expect(Math.max(...swept.map(({ late }) => late))).toBeLessThan(5);
});
