import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { ROOT } from "./root.ts";

export type ToolResult = { readonly isSuccess: boolean; readonly report: string };

export type ToolOptions = {
  readonly environment?: NodeJS.ProcessEnv;
  /** True lets the tool write to the terminal as it works; then the report is empty. */
  readonly isShown?: boolean;
  /** A tool that takes longer is stopped and counts as failed. */
  readonly limitSeconds?: number;
};

/** Runs an installed program in the repository's directory, without a terminal to ask questions at. */
export function runTool(
  name: string,
  toolArguments: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const output = options.isShown ? "inherit" : "pipe";
    const child = spawn(name, toolArguments, {
      cwd: ROOT,
      env: { ...toolEnvironment(), ...options.environment },
      stdio: ["ignore", output, output],
      // A group of its own, so that a tool and everything it started can be stopped together.
      detached: process.platform !== "win32",
      shell: process.platform === "win32",
    });
    running.add(child);
    const limitSeconds = options.limitSeconds ?? 1_800;
    const timer = setTimeout(() => signalGroup(child, "SIGKILL"), limitSeconds * 1_000);
    let report = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      report += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      report += chunk.toString();
    });
    child.on("error", (error) => {
      report += error.message;
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      if (signal !== null) report += `\n${name} was ended by ${signal} (its limit is ${limitSeconds} s).`;
      resolve({ isSuccess: code === 0, report });
    });
  });
}

const running = new Set<ChildProcess>();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    for (const child of running) signalGroup(child, signal);
    process.kill(process.pid, signal);
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // Gone already.
  }
}

function toolEnvironment(): NodeJS.ProcessEnv {
  const binaries = ["", "e2e"].map((directory) => join(ROOT, directory, "node_modules", ".bin"));
  return {
    ...process.env,
    PATH: [...binaries, process.env["PATH"]].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    ...(process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: undefined }),
  };
}
