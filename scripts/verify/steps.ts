import { checkGenerated } from "../generated/generators.ts";
import { checkLayers } from "../layers/check-layers.ts";
import { ROOT } from "../root.ts";
import { runTool } from "../run-tool.ts";
import { findRegistryHosts } from "./registry-hosts.ts";

export type StepOutcome = { readonly isSuccess: boolean; readonly report: string };

/** The check reads nothing when its glob no longer fits the tree; then its silence means nothing. */
const FEWEST_SOURCE_FILES = 60;

export const STEPS: readonly { readonly name: string; readonly run: () => Promise<StepOutcome> }[] = [
  { name: "format and lint", run: () => runTool("biome", ["ci", "--colors=off", "--error-on-warnings", "."]) },
  { name: "types", run: () => runTool("turbo", ["run", "types", "--output-logs=errors-only", "--log-prefix=task"]) },
  { name: "unused files, exports and dependencies", run: () => runTool("knip", ["--no-progress"]) },
  { name: "layers", run: layers },
  { name: "generated files are fresh", run: checkGenerated },
  { name: "no registry host in the repository", run: registryHosts },
];

async function layers(): Promise<StepOutcome> {
  const { filesRead, violations } = await checkLayers(ROOT);
  if (filesRead < FEWEST_SOURCE_FILES) {
    return { isSuccess: false, report: `Only ${filesRead} source files were read; there are more than that.` };
  }
  return { isSuccess: violations.length === 0, report: violations.join("\n") };
}

async function registryHosts(): Promise<StepOutcome> {
  const found = await findRegistryHosts(ROOT);
  return { isSuccess: found.length === 0, report: found.join("\n") };
}
