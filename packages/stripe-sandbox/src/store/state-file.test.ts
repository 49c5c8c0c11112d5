import { spawn } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startStripeSandbox } from "../start.ts";
import { clientOf } from "../testing/sandbox-client.ts";
import { startTestSandbox } from "../testing/start-test-sandbox.ts";

async function stateFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return join(directory, "state.jsonl");
}

test("a sandbox with a file is the same after a restart: objects, tombstones, events, keys, clock and switches", async () => {
  const file = await stateFile();
  const first = await startStripeSandbox({ file });
  const before = clientOf(first);
  const kept = await before.customers.create({ name: "Ada", metadata: { a: "1" } }, { idempotencyKey: "key" });
  const { id: deleted } = await before.customers.create({});
  await before.customers.del(deleted);
  await fetch(`${first.url}/_sandbox/clock`, {
    method: "POST",
    body: new URLSearchParams({ advance_seconds: "1000000" }),
  });
  const events = (await before.events.list()).data.map(({ id }) => id);
  await first.close();

  const { stripe, control } = await startTestSandbox({ file });
  expect(await stripe.customers.retrieve(kept.id)).toEqual(kept);
  expect(await stripe.customers.retrieve(deleted)).toMatchObject({ deleted: true });
  expect((await stripe.events.list()).data.map(({ id }) => id)).toEqual(events);
  expect(
    (await stripe.customers.create({ name: "Ada", metadata: { a: "1" } }, { idempotencyKey: "other" })).id,
  ).not.toBe(kept.id);
  expect((await control("GET", "/clock"))["now"]).toBeGreaterThan(Date.now() / 1000 + 999_000);
});

test("what was answered is there after the process was killed", async () => {
  const file = await stateFile();
  const child = spawn(process.execPath, [join(import.meta.dirname, "../cli.ts"), "--port", "0", "--file", file]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const line = await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  const url = new URL(/http:\S+/u.exec(line)?.[0] ?? "");
  const stripe = clientOf({
    url: url.origin,
    port: Number(url.port),
    secretKey: "sk_test_sandbox",
    close: async () => {},
  });
  const answered: string[] = [];
  const calls = Array.from({ length: 60 }, async (_, at) => {
    answered.push((await stripe.customers.create({ name: `${at}` })).id);
    if (answered.length === 30) child.kill("SIGKILL");
  });
  await Promise.allSettled(calls);
  const { stripe: after } = await startTestSandbox({ file });
  expect(answered.length).toBeGreaterThanOrEqual(30);
  for (const id of answered) expect((await after.customers.retrieve(id)).id).toBe(id);
});

test("a last line cut short is dropped, and what follows is written behind the whole ones", async () => {
  const file = await stateFile();
  const first = await startStripeSandbox({ file });
  const { id } = await clientOf(first).customers.create({});
  await first.close();
  const whole = (await stat(file)).size;
  await appendFile(file, '{"idsMade":99,"changes":[["custom');
  const second = await startStripeSandbox({ file });
  expect((await stat(file)).size).toBe(whole);
  const { id: next } = await clientOf(second).customers.create({});
  await second.close();
  const { stripe } = await startTestSandbox({ file });
  expect((await stripe.customers.list()).data.map((customer) => customer.id)).toEqual([next, id]);
});

test("a file that has grown is written anew, with all that is alive", async () => {
  const file = await stateFile();
  const first = await startStripeSandbox({ file });
  const stripe = clientOf(first);
  const { id } = await stripe.customers.create({});
  const long = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, "v".repeat(500)]));
  for (let count = 0; count < 60; count += 1)
    await stripe.customers.update(id, { metadata: long, description: `${count}` });
  await first.close();
  const grown = (await stat(file)).size;
  const second = await startStripeSandbox({ file });
  await second.close();
  expect((await stat(file)).size).toBeLessThan(grown);
  expect((await readFile(file, "utf8")).trimEnd().split("\n")).toHaveLength(1);
  const { stripe: after } = await startTestSandbox({ file });
  expect(await after.customers.retrieve(id)).toMatchObject({ description: "59", metadata: long });
});

test("a file that is none of ours is refused, not overwritten", async () => {
  const file = await stateFile();
  await appendFile(file, "precious\n");
  await expect(startStripeSandbox({ file })).rejects.toThrow("not a state file");
  expect(await readFile(file, "utf8")).toBe("precious\n");
});
