import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../root.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "become task "));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

test("ends with the task's exit code", async () => {
  const bootstrap = await become("process.exit(7)");
  expect(await once(bootstrap, "exit")).toEqual([7, null]);
});

test("ends by the task's signal", async () => {
  const bootstrap = await become("process.kill(process.pid, 'SIGKILL')");
  expect(await once(bootstrap, "exit")).toEqual([null, "SIGKILL"]);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "hands %s on and waits for the task to finish its work",
  async (signal) => {
    const bootstrap = await become(`
    process.on(${JSON.stringify(signal)}, () => { console.log("finishing"); process.exit(3); });
    setInterval(() => {}, 1000);
    console.log("up");
  `);
    const lines = createInterface({ input: bootstrap.stdout ?? process.stdin })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe("up");
    bootstrap.kill(signal);
    expect((await lines.next()).value).toBe("finishing");
    expect(await once(bootstrap, "exit")).toEqual([3, null]);
  },
);

test("a bootstrap that is killed takes its task along", async () => {
  const bootstrap = await become(`
    process.on("SIGTERM", () => { console.log("stopping"); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log("up");
  `);
  const lines = createInterface({ input: bootstrap.stdout ?? process.stdin })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("up");
  bootstrap.kill("SIGKILL");
  expect((await lines.next()).value).toBe("stopping");
});

async function become(script: string): Promise<ChildProcess> {
  const path = join(directory, "task.mjs");
  await writeFile(path, script);
  const program = `
    import { becomeTask } from ${JSON.stringify(join(import.meta.dirname, "become-task.mjs"))};
    const toolchain = { node: process.execPath, pnpm: "pnpm", environment: process.env };
    await becomeTask(toolchain, { script: ${JSON.stringify(relative(ROOT, path))} }, []);
  `;
  return spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
}
