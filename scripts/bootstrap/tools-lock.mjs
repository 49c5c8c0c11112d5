import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { TOOLS } from "./paths.mjs";
import { say } from "./progress.mjs";

const LONGEST_WORK_MILLISECONDS = 20 * 60_000;

/**
 * Two runs take turns at work that would disturb each other; a lock whose holder died is taken over.
 *
 * @template Result
 * @param {string} name
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withToolsLock(name, work) {
  await mkdir(TOOLS, { recursive: true });
  const path = join(TOOLS, `${name}.lock`);
  let isWaiting = false;
  while (!(await isTaken(path))) {
    if (!isWaiting) say(`Waiting for another run (${name}) …`);
    isWaiting = true;
    await delay(100);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** @param {string} path */
async function isTaken(path) {
  try {
    await writeFile(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const holder = Number(await readFile(path, "utf8").catch(() => "0"));
  const takenAt = (await stat(path).catch(() => null))?.mtimeMs ?? Date.now();
  // An empty file is one being written this very moment. The age is for a pid that now belongs to somebody else.
  const isAbandoned = (holder > 0 && !isRunning(holder)) || Date.now() - takenAt > LONGEST_WORK_MILLISECONDS;
  if (isAbandoned) await rm(path, { force: true });
  return false;
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
