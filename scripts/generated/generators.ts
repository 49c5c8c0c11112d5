import { glob } from "node:fs/promises";
import { ROOT } from "../root.ts";
import { runTool, type ToolResult } from "../run-tool.ts";

/**
 * A generator is a script of a package, named `src/…/generate-….ts` or `scripts/write-….ts`. It writes its file, and with `--check`
 * writes nothing and exits non-zero when the committed file is not what it would write.
 */
const GENERATORS = ["{apps,packages}/*/src/**/generate-*.ts", "{apps,packages,examples}/*/scripts/write-*.ts"];

export async function checkGenerated(): Promise<ToolResult> {
  return runGenerators(["--check"]);
}

export async function runGenerators(generatorArguments: readonly string[]): Promise<ToolResult> {
  const generators = (await Array.fromAsync(glob(GENERATORS, { cwd: ROOT }))).filter(
    (path) => !path.includes(".test."),
  );
  if (generators.length === 0)
    return { isSuccess: false, report: `No generator was found as ${GENERATORS.join(" or ")}.` };
  const results = [];
  for (const generator of generators.sort()) {
    const { isSuccess, report } = await runTool(process.execPath, [generator, ...generatorArguments]);
    results.push({ isSuccess, report: `${isSuccess ? "ok" : "FAILED"} ${generator}\n${isSuccess ? "" : report}` });
  }
  const report = `${results.map((result) => result.report).join("")}\nWrite them anew with: npm run generate`;
  return { isSuccess: results.every((result) => result.isSuccess), report };
}
