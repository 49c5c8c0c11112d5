import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./settings.ts";

export type DevChild = {
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

const DIE_WITH_PARENT = pathToFileURL(join(ROOT, "scripts", "bootstrap", "die-with-parent.mjs")).href;

/** A process that ends with this one, however this one ends. */
export function runChild(args: readonly string[], variables: Readonly<Record<string, string>>): DevChild {
  const child = spawn(process.execPath, ["--import", DIE_WITH_PARENT, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    ended,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
