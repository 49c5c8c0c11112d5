import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Complaint } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

/**
 * Runs the npm that is there, so that its settings (registry, proxy, certificates, sign-in) count for us as well.
 *
 * @param {string[]} npmArguments
 */
export function runNpm(npmArguments) {
  const [program, ...before] = findNpm();
  return runProgram(program, [...before, "--loglevel=error", ...npmArguments]);
}

/** @type {Promise<Record<string, unknown>> | undefined} */
let settings;

/** npm's settings as npm itself resolves them from its files and the environment. */
export function readNpmSettings() {
  settings ??= runNpm(["config", "list", "--json"]).then(({ isSuccess, output }) => {
    if (!isSuccess) throw new Complaint(`npm could not tell its settings:\n${output.trim()}`);
    return JSON.parse(output.slice(output.indexOf("{")));
  });
  return settings;
}

/** @returns {[string, ...string[]]} */
function findNpm() {
  const running = process.env.npm_execpath ?? "";
  if (basename(running) === "npm-cli.js") return [process.execPath, running];
  const beside = join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js");
  if (existsSync(beside)) return [process.execPath, beside];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}
