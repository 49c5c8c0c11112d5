import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

const FILES = [
  "pnpm-lock.yaml",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-workspace.yaml",
  "**/.npmrc",
  "**/.yarnrc*",
];
const HOST = /\bregistry\s*[=:]\s*\S+|\btarball:\s*https?:\S+|"resolved":\s*"https?:[^"]+"/gu;

/** Places where a registry is named: whoever installs this has a registry of their own. */
export async function findRegistryHosts(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const exclude = (name: string) => name === "node_modules" || name === ".tools";
  for await (const file of glob(FILES, { cwd: root, exclude })) {
    const content = await readFile(join(root, file), "utf8");
    for (const match of content.matchAll(HOST)) {
      const line = content.slice(0, match.index).split("\n").length;
      found.push(`${file}:${line} ${match[0]}`);
    }
  }
  return found;
}
