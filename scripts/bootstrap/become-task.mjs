import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./paths.mjs";
import { Complaint } from "./progress.mjs";

const FORWARDED = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];
const DIE_WITH_PARENT = pathToFileURL(join(ROOT, "scripts", "bootstrap", "die-with-parent.mjs")).href;

/**
 * Runs the task's script and ends as it ends: same signals in, same exit code or signal out.
 *
 * @param {import("./toolchain.mjs").Toolchain} toolchain
 * @param {import("./tasks.mjs").TASKS[string]} task
 * @param {string[]} taskArguments
 */
export async function becomeTask(toolchain, task, taskArguments) {
  const script = join(ROOT, task.script);
  if (!existsSync(script)) throw new Complaint(`${task.script} is missing.`);
  const child = spawn(toolchain.node, ["--import", DIE_WITH_PARENT, script, ...taskArguments], {
    cwd: task.readsPaths ? (process.env.INIT_CWD ?? process.cwd()) : ROOT,
    env: { ...toolchain.environment, ...task.environment },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // The terminal sends Ctrl-C to the whole group; a second one would ask the task to hurry.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  stopWhenOrphaned(() => child.kill("SIGTERM"));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (...ending) => resolve(ending));
  });
  if (signal === null) process.exit(code);
  for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
  process.kill(process.pid, signal);
}

/**
 * `npm start` puts npm and often a shell between the caller and us, and a killed npm tells neither. Standing under
 * another parent, ours or the shell's, means that it is gone.
 *
 * @param {() => void} stop
 */
function stopWhenOrphaned(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const ancestors = readAncestors();
  const timer = setInterval(() => {
    if (readAncestors() === ancestors) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}

function readAncestors() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, "utf8");
    const [, grandparent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${parent} ${grandparent}`;
  } catch {
    return String(parent);
  }
}
