import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The product as a customer runs it: the start command's own process, known only through its ready file. */
export type Product = ReadyFile & {
  readonly home: string;
  readonly output: () => string;
  /** SIGTERM, and waits for the exit code. */
  readonly stop: () => Promise<number | null>;
  /** kill -9 of the product and of its database, together. */
  readonly killEverything: () => Promise<void>;
  /** kill -9 of the API and its worker, which share a process; the database learns of it by itself. */
  readonly killProcess: () => Promise<void>;
  /** kill -9 of the database alone. */
  readonly killDatabase: () => void;
};

export type ReadyFile = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly operatorKey: string;
  /** The payment stand-in it brought with it; null when it was pointed at another. */
  readonly stripeUrl: string | null;
  readonly stripeWebhookSecret: string | null;
  readonly demo: { readonly email: string; readonly password: string } | null;
  readonly pid: number;
};

const START = fileURLToPath(new URL("../../apps/api/src/local/start.ts", import.meta.url));
const READY_WITHIN_MS = 60_000;

/** An own, empty home that is removed by `removeHome`. */
export function newHome(): string {
  return mkdtempSync(join(tmpdir(), "farebox-e2e-"));
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts the product on a free port and waits for its ready file. Fails with its output if it ends before. */
export async function startProduct(home: string, env: Readonly<Record<string, string>> = {}): Promise<Product> {
  const readyFile = join(home, "e2e-ready.json");
  rmSync(readyFile, { force: true });
  const child = spawn(process.execPath, [START], {
    env: {
      ...process.env,
      PORT: "0",
      FAREBOX_DEMO: "0",
      NODE_ENV: "production",
      ...env,
      FAREBOX_HOME: home,
      FAREBOX_READY_FILE: readyFile,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
  const ready = await waitForReadyFile(child, readyFile, () => lines.join(""));
  return {
    ...ready,
    home,
    output: () => lines.join(""),
    stop: () => stop(child),
    killEverything: () => killEverything(child, home),
    killProcess: () => killProcess(child),
    killDatabase: () => killDatabase(home),
  };
}

async function waitForReadyFile(child: ChildProcess, readyFile: string, output: () => string): Promise<ReadyFile> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the product ended before it was ready:\n${output()}`);
    if (existsSync(readyFile)) return JSON.parse(readFileSync(readyFile, "utf8")) as ReadyFile;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGKILL");
  throw new Error(`the product was not ready within ${READY_WITHIN_MS / 1000} s:\n${output()}`);
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return child.exitCode;
}

async function killEverything(child: ChildProcess, home: string): Promise<void> {
  const killed = killProcess(child);
  killDatabase(home);
  await killed;
}

async function killProcess(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  child.kill("SIGKILL");
  await ended;
}

function killDatabase(home: string): void {
  const postmaster = postmasterPid(home);
  try {
    if (postmaster !== null) process.kill(postmaster, "SIGKILL");
  } catch {
    // Already gone with its parent.
  }
}

/** First line of the `postmaster.pid` that the database keeps in its data directory. */
export function postmasterPid(home: string): number | null {
  for (const path of readdirSync(home, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith("postmaster.pid")) continue;
    return Number(readFileSync(join(home, path), "utf8").split("\n")[0]);
  }
  return null;
}
