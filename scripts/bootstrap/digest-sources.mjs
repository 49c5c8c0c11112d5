import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { ROOT } from "./paths.mjs";

/**
 * One text for all that something is built from; another as soon as a byte of it changes.
 *
 * @param {string[]} sources Files and directories of the repository. What is built there, and tests, do not count.
 */
export async function digestSources(sources) {
  const files = [];
  for (const source of sources) files.push(...(await listFiles(join(ROOT, source))));
  const digest = createHash("sha256");
  for (const file of files.sort()) digest.update(`${relative(ROOT, file)}\n`).update(await readFile(file));
  return digest.digest("hex");
}

/**
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function listFiles(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOTDIR") return null;
    throw error;
  });
  if (entries === null) return [path];
  const isBuilt = new Set(["node_modules", "dist", "dist.next", ".turbo", "coverage"]);
  const kept = entries.filter((entry) => !isBuilt.has(entry.name) && !/\.test\.tsx?$/u.test(entry.name));
  return (await Promise.all(kept.map((entry) => listFiles(join(path, entry.name))))).flat();
}
