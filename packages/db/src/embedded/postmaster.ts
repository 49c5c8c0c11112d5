import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isProcessRunning, isServerOfDirectory } from "./process-identity.ts";
import { runAs, type ServerAccount } from "./server-account.ts";
import { until } from "./until.ts";

export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
};

/** The server that runs in this data directory; null when there is none, whatever an old pid file says. */
export async function readPostmaster(dataDirectory: string): Promise<Postmaster | null> {
  const content = await readFile(join(dataDirectory, "postmaster.pid"), "utf8").catch(() => null);
  const lines = content?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!(await isProcessRunning(pid)) || !(await isServerOfDirectory(pid, dataDirectory))) return null;
  return {
    pid,
    port: Number(lines[3] ?? 0),
    isReady: lines[7]?.trim() === "ready",
  };
}

/** Politely first (sessions are cut, a checkpoint is written), then without a checkpoint, then by force. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, patienceMilliseconds] of [
    ["SIGINT", 6_000],
    ["SIGQUIT", 2_000],
    ["SIGKILL", 2_000],
  ] as const) {
    signalProcess(pid, signal);
    if (await until(patienceMilliseconds, () => isGone(pid))) return;
  }
}

/**
 * Makes a directory startable again after a `kill -9` of its postmaster: sessions that outlived it still hold the
 * shared memory, and the pid file may name a process that has nothing to do with us.
 */
export async function clearRemains(account: ServerAccount, dataDirectory: string): Promise<void> {
  const pidFile = join(dataDirectory, "postmaster.pid");
  const wasStoppedProperly = !(await stat(pidFile).catch(() => null));
  if (wasStoppedProperly) return;
  for (const pid of await listProcessesIn(account, dataDirectory)) {
    signalProcess(pid, "SIGKILL");
    await until(2_000, () => isGone(pid));
  }
  await rm(pidFile, { force: true });
}

/** A server process keeps its data directory as working directory, which only its own account may look at. */
async function listProcessesIn(account: ServerAccount, dataDirectory: string): Promise<readonly number[]> {
  if (process.platform !== "linux") return [];
  const script = `for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/cwd")" = "$0" ]; then echo "\${process#/proc/}"; fi
  done 2>/dev/null`;
  const { output } = await runAs(account, "/bin/sh", ["-c", script, dataDirectory]);
  return output
    .split("\n")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 1 && pid !== process.pid);
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

async function isGone(pid: number): Promise<true | null> {
  return (await isProcessRunning(pid)) ? null : true;
}
