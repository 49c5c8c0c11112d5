import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../apps/cli/src/main.ts", import.meta.url));

export type Ran = { readonly code: number | null; readonly output: string; readonly progress: string };

/** Runs the command line tool in a process of its own, as `npx farebox` does once it has what it needs. */
export function startFarebox(
  args: readonly string[],
  { heapMegabytes = null }: { readonly heapMegabytes?: number | null } = {},
): { readonly kill: () => void; readonly ended: Promise<Ran> } {
  const child = spawn(
    process.execPath,
    [...(heapMegabytes === null ? [] : [`--max-old-space-size=${heapMegabytes}`]), MAIN, ...args],
    {
      // Whatever runs on this machine is none of its business: the tests name the address.
      env: { PATH: process.env["PATH"], FAREBOX_READY_FILE: "/nonexistent/ready.json" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const texts = { output: "", progress: "" };
  child.stdout.on("data", (chunk: Buffer) => (texts.output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (texts.progress += chunk.toString()));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...texts }));
  return { kill: () => child.kill("SIGKILL"), ended };
}
