import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { identifyProcess, isSameProcessRunning, type ProcessIdentity, withHomeLock } from "@farebox/db/embedded";
import { StartRefused } from "./start-refused.ts";
import { waitUntil } from "./wait-until.ts";

/** The one process that runs in a home. */
export type Instance = {
  /** Writes down where it answers, for whoever starts a second one. */
  announce(url: string): Promise<void>;
  /** Writes down that it is on its way out. */
  retire(): Promise<void>;
  /** Makes room for the next. */
  release(): Promise<void>;
};

type Kept = ProcessIdentity & { readonly url: string | null; readonly isStopping: boolean };

const GRACE_MS = 1_500;
const STOPPING_MS = 15_000;
const KILLED_MS = 3_000;

/**
 * Makes this process the one of its home. A process that died leaves nothing in the way; one that is stopping is waited
 * for; one that is ours but no longer answers is ended; one that works is left alone, and we do not start.
 */
export async function claimInstance(home: string): Promise<Instance> {
  const path = join(home, "instance.json");
  let kept: Kept = { ...(await identifyProcess(process.pid)), url: null, isStopping: false };
  const keep = (change: Partial<Kept>) => {
    kept = { ...kept, ...change };
    return writeWhole(path, kept);
  };
  // Of two starts at once the second finds the first written down.
  await withHomeLock(home, async () => {
    await waitForPredecessor(path, home);
    await keep({});
  });
  return {
    announce: (url) => keep({ url }),
    retire: () => keep({ isStopping: true }),
    release: () => rm(path, { force: true }),
  };
}

async function waitForPredecessor(path: string, home: string): Promise<void> {
  const isGone = async () => {
    const kept = await read(path);
    return kept === null || !(await isSameProcessRunning(kept));
  };
  // Whoever killed the starter of the last one may be faster than that one notices: it stops by itself within a moment.
  if (await waitUntil(async () => (await isGone()) || (await read(path))?.isStopping === true, GRACE_MS)) {
    if (await waitUntil(isGone, STOPPING_MS)) return;
  }
  const running = await read(path);
  if (running === null) return;
  if (!running.isStopping && (running.url === null || (await doesAnswer(running.url)))) {
    const where = running.url === null ? "is starting" : `runs at ${running.url}`;
    throw new StartRefused(
      `Farebox ${where} already, in this home (${home}, process ${running.pid}).\nStop it with: kill ${running.pid}\nOr start a second one beside it with another home: FAREBOX_HOME=.farebox-two PORT=0 npm start`,
    );
  }
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (await isSameProcessRunning(running)) kill(running.pid, signal);
    if (await waitUntil(isGone, KILLED_MS)) return;
  }
  throw new StartRefused(`Process ${running.pid} of an earlier start does not end. End it by hand and start again.`);
}

async function doesAnswer(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in this moment.
  }
}

async function read(path: string): Promise<Kept | null> {
  try {
    const parsed = JSON.parse(await readFile(path, "utf8")) as Partial<Kept>;
    if (typeof parsed.pid !== "number" || typeof parsed.startMark !== "string") return null;
    return {
      pid: parsed.pid,
      startMark: parsed.startMark,
      url: parsed.url ?? null,
      isStopping: parsed.isStopping === true,
    };
  } catch {
    return null;
  }
}

async function writeWhole(path: string, kept: Kept): Promise<void> {
  await writeFile(`${path}.${process.pid}`, JSON.stringify(kept));
  await rename(`${path}.${process.pid}`, path);
}
