import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START = join(import.meta.dirname, "..", "..", "..", "api", "src", "local", "start.ts");
const READY_WITHIN_MS = 60_000;

/** The real product with its real database, in a process and a home of its own that is removed at the end. */
export async function runProduct(): Promise<Product> {
  const home = await mkdtemp(join(tmpdir(), "farebox-simulate-"));
  let running = await start(home);
  return {
    home,
    ready: () => running,
    async killAndStartAgain() {
      const ended = once(running.child, "exit");
      running.child.kill("SIGKILL");
      await ended;
      running = await start(home);
    },
    async stop() {
      const { child } = running;
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        await ended;
      }
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export type Product = {
  readonly home: string;
  /** Where it is now: after a kill at another port. */
  readonly ready: () => Ready;
  /** kill -9 of API and worker, which share a process. */
  readonly killAndStartAgain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Ready = {
  readonly url: string;
  readonly operatorKey: string;
  readonly databaseUrl: string;
  readonly stripeUrl: string | null;
  readonly pid: number;
};

async function start(home: string): Promise<Ready & { readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [START], {
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      FAREBOX_HOME: home,
      FAREBOX_DEMO: "0",
      NODE_ENV: "production",
      FAREBOX_READY_FILE: join(home, "simulate-ready.json"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline; ) {
    const ready = await readFile(join(home, "simulate-ready.json"), "utf8").then(
      (text) => JSON.parse(text) as Ready,
      () => null,
    );
    if (ready !== null && ready.pid === child.pid) return { ...ready, child };
    if (child.exitCode !== null) break;
    await new Promise((resume) => setTimeout(resume, 30));
  }
  child.kill("SIGKILL");
  throw new Error(`the product did not start:\n${output}`);
}
