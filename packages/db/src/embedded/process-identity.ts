import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * A process named so that a recycled pid is not mistaken for it: `startMark` is when the kernel started it.
 * An empty mark means that the platform does not tell; then the pid alone decides.
 */
export type ProcessIdentity = {
  readonly pid: number;
  readonly startMark: string;
};

export async function identifyProcess(pid: number): Promise<ProcessIdentity> {
  return { pid, startMark: await readStartMark(pid) };
}

export async function isSameProcessRunning(identity: ProcessIdentity): Promise<boolean> {
  if (!(await isProcessRunning(identity.pid))) return false;
  return identity.startMark === "" || identity.startMark === (await readStartMark(identity.pid));
}

/** A zombie counts as gone: where process 1 does not reap orphans, it would look alive for ever. */
export async function isProcessRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const fields = await readProcFields(pid);
  return fields === null || fields[0] !== "Z";
}

/** True when the process is a PostgreSQL server that was started on that directory. */
export async function isServerOfDirectory(pid: number, directory: string): Promise<boolean> {
  if (process.platform === "win32") return isProcessRunning(pid);
  // The command line, because it is readable for everyone: root in a container may not look at another account's
  // working directory.
  const command = await readCommandLine(pid);
  return command.includes("postgres") && command.includes(directory);
}

async function readCommandLine(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const listed = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(() => null);
  return listed?.stdout ?? "";
}

async function readStartMark(pid: number): Promise<string> {
  const fields = await readProcFields(pid);
  if (fields !== null) return fields[19] ?? "";
  if (process.platform === "win32" || process.platform === "linux") return "";
  const started = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => null);
  return started?.stdout.trim() ?? "";
}

/** The fields of /proc/PID/stat from the state on; the command name before them may hold blanks and brackets. */
async function readProcFields(pid: number): Promise<readonly string[] | null> {
  if (process.platform !== "linux") return null;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
