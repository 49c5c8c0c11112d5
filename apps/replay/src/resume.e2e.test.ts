import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { businessIdOf } from "./plan/business-id.ts";
import { replay } from "./replay.ts";
import { makeUpTrace } from "./testing/made-up-trace.ts";
import { type Product, runProduct } from "./testing/run-product.ts";
import { makeTemporaryDirectory, writeTemporaryFile } from "./testing/temporary-file.ts";

let product: Product;

beforeAll(async () => {
  product = await runProduct();
});
afterAll(() => product.stop());

/** Starts a replay as a process of its own and kills it once it wrote down how far it came. */
async function killOnTheWay(file: string, env: Readonly<Record<string, string>>): Promise<void> {
  const main = join(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, [main, file, "--batch", "1", "--clients", "1"], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const directory = join(env["XDG_STATE_HOME"] ?? "", "farebox", "replay");
  const isWritten = async () => (await readdir(directory).catch(() => [])).some((name) => name.endsWith(".json"));
  while (child.exitCode === null && !(await isWritten())) await new Promise((resume) => setTimeout(resume, 20));
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function go(file: string, env: Readonly<Record<string, string>>) {
  let printed = "";
  const exitCode = await replay([file, "--batch", "100"], { env, output: { write: (text) => (printed += text) } });
  return { exitCode, printed };
}

test("a killed replay goes on where it was, counts what it had sent, and leaves nothing behind", async () => {
  const trace = makeUpTrace({ seed: 201, eventCount: 4_000 });
  const file = await writeTemporaryFile(trace.csv);
  const env = { FAREBOX_HOME: product.home, XDG_STATE_HOME: await makeTemporaryDirectory() };
  await killOnTheWay(file, env);
  const { exitCode, printed } = await go(file, env);
  expect(exitCode).toBe(0);
  expect(printed).toMatch(/Going on after [\d,]+ events/);
  expect(printed).toMatch(/^all +4,000 /m);
  expect(await readdir(join(env.XDG_STATE_HOME, "farebox", "replay"))).toEqual([]);
  for (const [name, expected] of trace.balances) {
    const answer = await fetch(`${product.url}/api/billing/balance`, {
      headers: { authorization: `Bearer ${product.key}`, "farebox-business": businessIdOf(name) },
    });
    expect(await answer.json()).toMatchObject({ total: Number(expected) / 1e6 });
  }
});

test("what a progress file claims is not believed by a server that lost it", async () => {
  const trace = makeUpTrace({ seed: 202, eventCount: 4_000 });
  const file = await writeTemporaryFile(trace.csv);
  const env = { FAREBOX_HOME: product.home, XDG_STATE_HOME: await makeTemporaryDirectory() };
  await killOnTheWay(file, env);
  await product.forget([...trace.balances.keys()].map(businessIdOf));
  const { exitCode, printed } = await go(file, env);
  expect(exitCode).toBe(0);
  expect(printed).not.toContain("Going on after");
  // One event of each business was sent to find out, and is a replay now.
  expect(printed).toMatch(/^all +4,000 +3,996 +4 /m);
});
