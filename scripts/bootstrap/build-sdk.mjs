import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestSources } from "./digest-sources.mjs";
import { ROOT } from "./paths.mjs";
import { Complaint, say } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";
import { withToolsLock } from "./tools-lock.mjs";

const STAMP = join(ROOT, "node_modules", ".sdk-sources");
const SOURCES = ["packages/sdk/src", "packages/sdk/scripts", "packages/sdk/tsconfig.build.json", "pnpm-lock.yaml"];

/**
 * Whoever imports the SDK gets what was built of it, which is not what its sources say after they changed: an installation
 * only builds it when a dependency changed, too.
 *
 * @param {import("./toolchain.mjs").Toolchain} toolchain
 */
export async function buildSdk(toolchain) {
  const wanted = await digestSources(SOURCES);
  if ((await readStamp()) === wanted) return;
  await withToolsLock("sdk", async () => {
    if ((await readStamp()) === wanted) return;
    say("Building the SDK …");
    const script = join(ROOT, "packages", "sdk", "scripts", "build.ts");
    const built = await runProgram(toolchain.node, [script], { environment: toolchain.environment });
    if (!built.isSuccess) throw new Complaint(`The SDK could not be built.\n\n${built.output.trim()}`);
    await writeFile(STAMP, wanted);
  });
}

function readStamp() {
  return readFile(STAMP, "utf8").catch(() => null);
}
