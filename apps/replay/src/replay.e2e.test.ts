import { readFile } from "node:fs/promises";
import type { MicroTokens } from "@farebox/billing-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { businessIdOf } from "./plan/business-id.ts";
import { readBalance } from "./plan/read-balance.ts";
import { replay } from "./replay.ts";
import { openBillingDoor } from "./send/billing-door.ts";
import { badConnection, type Mishap } from "./testing/bad-connection.ts";
import { chargesOfTrace } from "./testing/charges-of-trace.ts";
import { type MadeUpTrace, makeUpTrace } from "./testing/made-up-trace.ts";
import { type Product, runProduct } from "./testing/run-product.ts";
import { makeTemporaryDirectory, writeTemporaryFile } from "./testing/temporary-file.ts";

let product: Product;

beforeAll(async () => {
  product = await runProduct({ FAREBOX_LATE_AFTER_DAYS: "10000" });
});
afterAll(() => product.stop());

async function run(file: string, ...options: readonly string[]) {
  let printed = "";
  const env = {
    FAREBOX_HOME: product.home,
    XDG_STATE_HOME: await makeTemporaryDirectory(),
    FAREBOX_LATE_AFTER_DAYS: "10000",
  };
  const exitCode = await replay([file, ...options], { env, output: { write: (text) => (printed += text) } });
  const sums = /^all +([\d,]+) +([\d,]+) +([\d,]+) +([\d,]+) +([\d,]+) +(\S+)$/m
    .exec(printed)
    ?.slice(1, 6)
    .map((text) => Number(text.replaceAll(",", "")));
  const [events, recorded, replayed, refused, review] = sums ?? [];
  return { exitCode, printed, sums: { events, recorded, replayed, refused, review } };
}

function openDoor() {
  const address = { url: product.url, key: product.key };
  return openBillingDoor({
    destination: { current: () => address, refresh: async () => undefined },
    patienceSeconds: 5,
    onWait: () => undefined,
  });
}

async function expectBalances({ balances }: Pick<MadeUpTrace, "balances">) {
  const door = openDoor();
  for (const [name, expected] of balances)
    expect([name, (await readBalance(door, businessIdOf(name))).totalMicroTokens]).toEqual([name, expected]);
}

test.each([
  ["one event at a time", 1, ["--batch", "1", "--clients", "8"]],
  ["in batches of seven", 2, ["--batch", "7", "--clients", "3"]],
  ["all at once", 3, ["--batch", "1000", "--clients", "1"]],
  ["shuffled, by eight clients", 4, ["--batch", "20", "--clients", "8", "--shuffle", "4"]],
])("%s: every balance is exact arithmetic, and a second run changes nothing", async (_, seed, options) => {
  const trace = makeUpTrace({ seed, eventCount: 300 });
  const file = await writeTemporaryFile(trace.csv);
  expect(await run(file, ...options)).toMatchObject({
    exitCode: 0,
    sums: { events: 300, recorded: 300, replayed: 0, refused: 0, review: 0 },
  });
  await expectBalances(trace);
  expect(await run(file, ...options)).toMatchObject({ exitCode: 0, sums: { events: 300, recorded: 0, replayed: 300 } });
  await expectBalances(trace);
});

test("lines that are there twice are charged once", async () => {
  const trace = makeUpTrace({ seed: 101, eventCount: 90 });
  const [header = "", ...lines] = trace.csv.trim().split("\n");
  const file = await writeTemporaryFile([header, ...lines, ...lines.filter((_, index) => index % 3 === 0)].join("\n"));
  expect(await run(file, "--batch", "10")).toMatchObject({
    exitCode: 0,
    sums: { events: 120, recorded: 90, replayed: 30 },
  });
  await expectBalances(trace);
});

test("requests and answers that get lost, and a server that is busy, change nothing but the time it takes", async () => {
  const trace = makeUpTrace({ seed: 102, eventCount: 200 });
  const kinds: readonly Mishap[] = ["none", "lost_answer", "busy", "lost_request", "none", "too_many"];
  let count = 0;
  const connection = await badConnection(
    () => product.url,
    () => {
      count += 1;
      return kinds[count % kinds.length] ?? "none";
    },
  );
  const result = await run(
    await writeTemporaryFile(trace.csv),
    "--batch",
    "20",
    "--clients",
    "2",
    "--url",
    connection.url,
    "--key",
    product.key,
  );
  connection.close();
  expect(connection.mishaps()).toBeGreaterThan(10);
  expect(result).toMatchObject({ exitCode: 0, sums: { events: 200, refused: 0 } });
  await expectBalances(trace);
});

test("the product is killed and started again at another port in between: the replay goes on and loses nothing", async () => {
  const trace = makeUpTrace({ seed: 103, eventCount: 400 });
  const [first = ""] = trace.balances.keys();
  const running = run(await writeTemporaryFile(trace.csv), "--batch", "5", "--clients", "2");
  await expect.poll(() => bookedFor(first), { timeout: 60_000, interval: 20 }).not.toBeNull();
  await product.kill();
  await product.restart();
  expect(await running).toMatchObject({ exitCode: 0, sums: { events: 400, refused: 0 } });
  await expectBalances(trace);
});

test("a broken file sends nothing, not even its businesses", async () => {
  const trace = makeUpTrace({ seed: 104, eventCount: 10 });
  const { exitCode, printed } = await run(await writeTemporaryFile(trace.csv.replace("event-7,", "event 7,")));
  expect(exitCode).toBe(2);
  expect(printed).toContain("line 9:");
  const answer = await fetch(`${product.url}/api/billing/balance`, {
    headers: { authorization: `Bearer ${product.key}`, "farebox-business": businessIdOf("made-up-104-0") },
  });
  expect(answer.status).toBe(404);
});

test("a service without a price, or in another unit, is told with its line and sends nothing", async () => {
  const trace = makeUpTrace({ seed: 105, eventCount: 10 });
  expect(await run(await writeTemporaryFile(trace.csv.replaceAll(",sms,", ",fax,")))).toMatchObject({
    exitCode: 2,
    printed: expect.stringContaining("no rate for service fax"),
  });
  expect(await run(await writeTemporaryFile(trace.csv.replaceAll(",second", ",minute")))).toMatchObject({
    exitCode: 2,
    printed: expect.stringContaining("counted in the unit second"),
  });
});

test("a shifted trace ends now; shifted again it is the same events", async () => {
  const trace = makeUpTrace({ seed: 106, eventCount: 60, endsHoursAgo: 24 * 400 });
  const file = await writeTemporaryFile(trace.csv);
  expect(await run(file, "--shift-to-now")).toMatchObject({
    exitCode: 0,
    sums: { events: 60, recorded: 60, replayed: 0, refused: 0, review: 0 },
  });
  await expectBalances(trace);
  expect(await run(file, "--shift-to-now", "--shuffle", "1")).toMatchObject({
    exitCode: 0,
    sums: { recorded: 0, replayed: 60 },
  });
  await expectBalances(trace);
});

test("without overdraft a balance runs out and no further; that is told and no failure", async () => {
  const trace = makeUpTrace({ seed: 107, eventCount: 300 });
  const { exitCode, printed, sums } = await run(await writeTemporaryFile(trace.csv), "--no-allow-overdraft");
  expect(exitCode).toBe(0);
  expect(printed).toMatch(/refused: insufficient_tokens [\d,]+ times/);
  expect((sums.recorded ?? 0) + (sums.refused ?? 0)).toBe(300);
});

test("events in the future are told and nothing is sent", async () => {
  const trace = makeUpTrace({ seed: 108, eventCount: 20, endsHoursAgo: -5 });
  expect(await run(await writeTemporaryFile(trace.csv))).toMatchObject({
    exitCode: 2,
    printed: expect.stringContaining("lie in the future"),
  });
});

// The real trace is not part of the repository. Where it is at hand, FAREBOX_TRACE names it; a made-up one stands for it otherwise.
test("a long history of usage, shuffled, a third of it twice, by eight clients, killed on the way: every balance is exact arithmetic", {
  timeout: 600_000,
}, async () => {
  const trace =
    process.env["FAREBOX_TRACE"] ?? (await writeTemporaryFile(makeUpTrace({ seed: 109, eventCount: 12_000 }).csv));
  const [header = "", ...lines] = (await readFile(trace, "utf8")).trim().split("\n");
  const doubled = await writeTemporaryFile(
    [header, ...lines, ...lines.filter((_, index) => index % 3 === 0)].join("\n"),
  );
  const balances = await chargesOfTrace(trace);
  const [first = ""] = balances.keys();
  const running = run(doubled, "--clients", "8", "--batch", "97", "--shuffle", "7");
  for (let kills = 0; kills < 2; kills += 1) {
    const before = await bookedFor(first);
    await expect.poll(() => bookedFor(first), { timeout: 60_000, interval: 20 }).not.toBe(before);
    await product.kill();
    await product.restart();
  }
  expect(await running).toMatchObject({ exitCode: 0, sums: { refused: 0, review: 0 } });
  await expectBalances({ balances });
  const again = await run(trace, "--clients", "2", "--batch", "1000");
  expect(again).toMatchObject({ exitCode: 0, sums: { events: lines.length, recorded: 0, replayed: lines.length } });
  await expectBalances({ balances });
});

/** The balance of a business of the trace; null before it is there. */
async function bookedFor(name: string): Promise<MicroTokens | null> {
  return readBalance(openDoor(), businessIdOf(name)).then(
    ({ totalMicroTokens }) => totalMicroTokens,
    () => null,
  );
}
