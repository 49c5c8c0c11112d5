import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compressFiles } from "./compress-files.mjs";
import { digestSources } from "./digest-sources.mjs";
import { ROOT } from "./paths.mjs";
import { Complaint, say } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";
import { withToolsLock } from "./tools-lock.mjs";

const WEB = join(ROOT, "apps", "web");
const BUILT = join(WEB, "dist");
const STAMP = join(BUILT, ".sources");
const SOURCES = ["apps/web", "packages/react", "packages/billing-core/src", "packages/notices/src", "pnpm-lock.yaml"];

/**
 * Builds the web application when its sources are not the ones it was built from. The new build replaces the old one
 * at the end, so a server that is running meanwhile keeps serving a whole one.
 *
 * @param {import("./toolchain.mjs").Toolchain} toolchain
 */
export async function buildWeb(toolchain) {
  const wanted = await digestSources(SOURCES);
  if ((await readStamp()) === wanted) return;
  await withToolsLock("web", async () => {
    if ((await readStamp()) === wanted) return;
    say("Building the web application …");
    const vite = join(WEB, "node_modules", "vite", "bin", "vite.js");
    const next = join(WEB, "dist.next");
    const environment = { ...toolchain.environment, NODE_ENV: "production", NO_COLOR: "1" };
    const build = [vite, "build", WEB, "--outDir", next, "--emptyOutDir", "--logLevel", "warn"];
    const built = await runProgram(toolchain.node, build, { environment });
    if (!built.isSuccess) throw new Complaint(`The web application could not be built.\n\n${built.output.trim()}`);
    // Only these are kept by name: what they hold never changes, so neither does its compressed twin.
    await compressFiles(join(next, "assets"));
    await writeFile(join(next, ".sources"), wanted);
    await rm(BUILT, { recursive: true, force: true });
    await rename(next, BUILT);
    say("The web application is built.");
  });
}

function readStamp() {
  return existsSync(STAMP) ? readFile(STAMP, "utf8") : null;
}
