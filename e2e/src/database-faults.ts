import { readdirSync, readFileSync } from "node:fs";
import { postmasterPid } from "./product.ts";

/** Stops every process of the database where it stands; they go on with `resumeDatabase`. */
export function pauseDatabase(home: string): readonly number[] {
  const processes = databaseProcesses(home);
  for (const pid of processes) process.kill(pid, "SIGSTOP");
  return processes;
}

export function resumeDatabase(processes: readonly number[]): void {
  for (const pid of processes) process.kill(pid, "SIGCONT");
}

/** kill -9 of one process that serves somebody: the server then ends all the others and recovers. */
export function crashBackend(home: string): void {
  const backend = databaseProcesses(home).find((pid) => /farebox_.*127\.0\.0\.1/.test(titleOf(pid)));
  if (backend === undefined) throw new Error("nobody is served");
  process.kill(backend, "SIGKILL");
}

/** The server and its children, from Linux's table of processes. */
function databaseProcesses(home: string): number[] {
  const postmaster = postmasterPid(home);
  if (postmaster === null) throw new Error("there is no database");
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster)
    .map(Number);
  return [postmaster, ...children];
}

function parentOf(pid: string): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // It ended while we looked.
    return null;
  }
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
