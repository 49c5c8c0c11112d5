import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../../apps/simulate/src/main.ts", import.meta.url));
const CALLS = process.env["FAREBOX_FLEET_CALLS"] ?? "150";
const MINUTES = process.env["FAREBOX_FLEET_MINUTES"] ?? "3";
const KILLS = process.env["FAREBOX_FLEET_KILLS"] ?? "1";
const SEED = process.env["FAREBOX_SEED"] ?? "20250922";
const LIVE_CALLS = process.env["FAREBOX_LIVE_CALLS"] ?? "12";
/** Unset, it is one of a time ten times as fast, and nothing about speed is judged: other tests may be running. */
const LIVE_MINUTES = process.env["FAREBOX_LIVE_MINUTES"];

/** The command as anybody runs it. */
async function simulate(
  parameters: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [MAIN, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

test("a fleet lives through crashes, bad networks and kill -9, and the same seed comes to the same books", async () => {
  const sizes = ["--calls", CALLS, "--minutes", MINUTES, "--kills", KILLS, "--seed", SEED];
  const first = await simulate(sizes);
  expect(first.code, first.output).toBe(0);
  expect(first.output).toMatch(/verify:ledger +clean/);
  const second = await simulate(sizes);
  expect(second.code, second.output).toBe(0);
  const digestOf = (output: string) => /digest of the books +([0-9a-f]{64})/.exec(output)?.[1];
  expect(digestOf(first.output), first.output).toBeDefined();
  expect(digestOf(second.output)).toBe(digestOf(first.output));
}, 400_000);

test("pages that watch live calls are told of every change, to the last figure, and the books agree", async () => {
  const sizes =
    LIVE_MINUTES === undefined
      ? ["--minutes", "1", "--businesses", "3", "--speed", "10", "--untimed"]
      : ["--minutes", LIVE_MINUTES];
  const { code, output } = await simulate(["--live", LIVE_CALLS, ...sizes]);
  expect(code, output).toBe(0);
  expect(output).toMatch(/changes that a page was not told of +0\n/);
  expect(output).toMatch(/verify:ledger +clean/);
  expect(Number(/^heartbeats +(\d+):/m.exec(output)?.[1]), output).toBeGreaterThan(Number(LIVE_CALLS));
}, 400_000);

test("a wrong option is told with the usage, and nothing is started", async () => {
  const { code, output } = await simulate(["--calls", "many"]);
  expect(code).toBe(2);
  expect(output).toContain("--calls must be a whole number");
  const foreign = await simulate(["--live", "10", "--kills", "3"]);
  expect(foreign.code).toBe(2);
  expect(foreign.output).toContain("--kills does not go with --live");
});
