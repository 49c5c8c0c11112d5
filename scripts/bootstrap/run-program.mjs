import { spawn } from "node:child_process";
import { ROOT } from "./paths.mjs";

/**
 * Runs a program to its end and keeps what it printed.
 *
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ environment?: NodeJS.ProcessEnv, limitSeconds?: number }} [options]
 * @returns {Promise<{ isSuccess: boolean, output: string }>}
 */
export function runProgram(program, programArguments, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      cwd: ROOT,
      env: options.environment ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: (options.limitSeconds ?? 900) * 1000,
      // Without its shell Windows does not start `.cmd` files.
      shell: process.platform === "win32" && program.endsWith(".cmd"),
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ isSuccess: false, output: error.message }));
    child.on("close", (code) => resolve({ isSuccess: code === 0, output }));
  });
}
