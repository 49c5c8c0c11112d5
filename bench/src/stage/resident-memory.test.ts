import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { watchResidentMemory } from "./resident-memory.ts";

function startProgram(text: string) {
  const child = spawn(process.execPath, ["--eval", text], { stdio: "ignore" });
  return { child, isGone: once(child, "exit"), pid: child.pid ?? 0 };
}

test("the memory of a process is what the process says of itself", async () => {
  const watch = watchResidentMemory(process.pid);
  const [sample] = await watch.stop();
  expect(sample?.megabytes).toBeGreaterThan(10);
  expect(sample?.megabytes).toBeCloseTo(process.memoryUsage.rss() / 2 ** 20, -2);
});

test("a process that ended while it was watched is told to whoever stops the watch", async () => {
  const { child, isGone, pid } = startProgram("setInterval(() => {}, 1_000)");
  const watch = watchResidentMemory(pid);
  child.kill("SIGKILL");
  await isGone;
  await expect
    .poll(() =>
      watch.stop().then(
        () => "stopped",
        () => "told",
      ),
    )
    .toBe("told");
});
