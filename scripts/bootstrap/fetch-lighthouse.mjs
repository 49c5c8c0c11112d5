import { existsSync } from "node:fs";
import { join } from "node:path";
import { fetchPackage } from "./fetch-package.mjs";
import { TOOLS } from "./paths.mjs";
import { withToolsLock } from "./tools-lock.mjs";

const VERSION = "13.5.0";
const DIRECTORY = join(TOOLS, `lighthouse-${VERSION}`);

/**
 * Lighthouse is 180 MB with what it depends on, and only one command needs it: it comes with that command's first run
 * instead of with everybody's first start. Answers where its packages are.
 */
export async function fetchLighthouse() {
  await withToolsLock("lighthouse", async () => {
    if (existsSync(DIRECTORY)) return;
    const label = `Lighthouse ${VERSION}`;
    await fetchPackage({ name: "lighthouse", version: VERSION, label, directory: DIRECTORY, withDependencies: true });
  });
  return join(DIRECTORY, "node_modules");
}
