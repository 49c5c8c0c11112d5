import { spawn } from "node:child_process";
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
    const path = [join(ROOT, "node_modules", ".bin"), join(ROOT, "e2e", "node_modules", ".bin"), process.env["PATH"]];
    const output = options.isShown ? "inherit" : "pipe";
    const child = spawn(name, toolArguments, {
      cwd: ROOT,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", ...options.environment, PATH: path.join(delimiter) },
      stdio: ["ignore", output, output],
      shell: process.platform === "win32",
    });
    const limit = options.limitSeconds ?? 1_800;
    const timer = setTimeout(() => child.kill("SIGKILL"), limit * 1_000);
    let report = "";
    child.stdout?.on("data", (chunk: Buffer) => (report += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (report += chunk.toString()));
    child.on("error", (error) => (report += error.message));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (signal !== null) report += `\n${name} was ended by ${signal} (limit ${limit} s).`;
      resolve({ isSuccess: code === 0, report });
    });
  });
}
