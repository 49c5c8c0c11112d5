import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const SAMPLE_MS = 250;

/** Looks at a process's memory from now on. */
export function watchResidentMemory(pid: number): MemoryWatch {
  const startedAt = performance.now();
  const samples: MemorySample[] = [];
  const stopping = new AbortController();
  const watching = watch();
  // Heard of by whoever stops it.
  watching.catch(() => undefined);

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const megabytes = await residentMegabytes(pid);
      samples.push({ minutes: (performance.now() - startedAt) / 60_000, megabytes });
      await wait(SAMPLE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await watching;
      return samples;
    },
  };
}

export type MemoryWatch = {
  /** What was seen. Has to come before the process ends: throws when it was gone already. */
  stop(): Promise<readonly MemorySample[]>;
};

export type MemorySample = { readonly minutes: number; readonly megabytes: number };

/** What a process keeps in memory, in MB, as the system counts it. */
async function residentMegabytes(pid: number): Promise<number> {
  return (process.platform === "linux" ? await fromProc(pid) : await fromPs(pid)) / 1024;
}

/** In kB; `ps` is not on every Linux. */
async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  if (kilobytes === undefined) throw new Error(`process ${pid} has ended`);
  return Number(kilobytes);
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout.trim());
}
