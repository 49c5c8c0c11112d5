import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { watchResidentMemory } from "./resident-memory.ts";

test("the memory of a process is what the process says of itself", async () => {
  const watch = watchResidentMemory(process.pid);
  const [sample] = await watch.stop();
  expect(sample?.megabytes).toBeGreaterThan(10);
  expect(sample?.megabytes).toBeCloseTo(process.memoryUsage.rss() / 2 ** 20, -2);
});

test("a process that is gone is told to whoever stops the watch", async () => {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  const watch = watchResidentMemory(child.pid ?? 0);
  await expect(watch.stop()).rejects.toThrow();
});
