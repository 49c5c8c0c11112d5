import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ready } from "../ready-file.ts";
import { waitUntil } from "../wait-until.ts";

/** A start of the product as a process of its own, as a script would do it. */
export type Run = {
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  printed(): string;
  /** Waits until it is ready; throws with what it printed if it ends or takes too long. */
  ready(): Promise<Ready>;
  /** Waits for its end. Answers the exit code, or null after a signal. */
  ended(): Promise<number | null>;
  stop(): Promise<number | null>;
};

const START = join(import.meta.dirname, "..", "start.ts");
const READY_WITHIN_MS = 60_000;

export function runStart(home: string, variables: Readonly<Record<string, string>> = {}): Run {
  const readyFile = join(home, "for-the-test.json");
  const child = spawn(process.execPath, [START], {
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      FAREBOX_HOME: home,
      FAREBOX_DEMO: "0",
      FAREBOX_READY_FILE: readyFile,
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exit = once(child, "exit").then(([code]) => code as number | null);
  return {
    child,
    printed: () => output,
    async ready() {
      let ready: Ready | null = null;
      await waitUntil(async () => {
        const found = await readFile(readyFile, "utf8").catch(() => null);
        const parsed = found === null ? null : (JSON.parse(found) as Ready);
        ready = parsed?.pid === child.pid ? parsed : null;
        return ready !== null || child.exitCode !== null || child.signalCode !== null;
      }, READY_WITHIN_MS);
      if (ready === null) throw new Error(`the start did not become ready:\n${output}`);
      return ready;
    },
    ended: () => exit,
    async stop() {
      child.kill("SIGTERM");
      return exit;
    },
  };
}

/** Homes of one test file; all processes that were started in them are expected to have ended. */
export async function makeHome(): Promise<{ readonly home: string; remove(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "farebox-start-"));
  return { home, remove: () => rm(home, { recursive: true, force: true }) };
}
