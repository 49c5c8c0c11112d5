import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runNpm } from "./npm-client.mjs";
import { TOOLS } from "./paths.mjs";
import { Complaint, say } from "./progress.mjs";

/**
 * Installs one package aside and moves it into place whole, so that a kill or a second run never meets half of it.
 * npm checks the download against the registry's digest. With what it depends on, it is in a `node_modules` of `directory`.
 *
 * @param {{ name: string, version: string, label: string, directory: string, withDependencies?: boolean }} wanted
 */
export async function fetchPackage({ name, version, label, directory, withDependencies = false }) {
  say(`Fetching ${label} from the npm registry …`);
  await mkdir(TOOLS, { recursive: true });
  const aside = await mkdtemp(join(TOOLS, "fetching-"));
  try {
    const install = ["install", "--prefix", aside, "--no-save", "--no-package-lock", "--ignore-scripts"];
    const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--no-global"];
    const fetched = await runNpm([...install, ...quiet, `${name}@${version}`]);
    if (!fetched.isSuccess) throw new Complaint(explainFailure(label, fetched.output));
    const alone = join(aside, "node_modules", ...name.split("/"));
    await rename(withDependencies ? aside : alone, directory).catch((error) => {
      // A second run was faster; what it fetched is the same.
      if (!existsSync(directory)) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  say(`${label} is there (${name}).`);
}

/**
 * @param {string} label
 * @param {string} output
 */
export function explainFailure(label, output) {
  const [, advice] = CAUSES.find(([pattern]) => pattern.test(output)) ?? [];
  const lastLines = output.trim().split("\n").slice(-12).join("\n");
  return [`${label} could not be fetched.`, advice, `\n${lastLines}`].filter(Boolean).join("\n");
}

/** @type {[RegExp, string][]} */
const CAUSES = [
  [/frozen-lockfile/u, "pnpm-lock.yaml does not fit the package.json files."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED|error sending request|dns error|client error/iu,
    "The npm registry cannot be reached. Is this machine online? A proxy or a mirror is taken from npm's settings.",
  ],
  [/ENOSPC|No space left/iu, "The disk is full."],
];
