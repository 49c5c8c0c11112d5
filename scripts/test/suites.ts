import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../run-tool.ts";
import { type Count, NOTHING, withRunner } from "./count.ts";
import { SOAK_SIZES } from "./soak-sizes.ts";

const isSoak = process.env["FAREBOX_SOAK"] === "1";
const LIMIT_SECONDS = isSoak ? 12 * 3_600 : 1_500;
/** A soak's tests are meant to run for hours; their time is limited as a whole. */
const forSoak = isSoak
  ? {
      vitestArguments: [`--testTimeout=${LIMIT_SECONDS * 1_000}`],
      environment: notSetAlready({ ...SOAK_SIZES, FAREBOX_SEED: `${Date.now() % 2 ** 31}` }),
    }
  : { vitestArguments: [], environment: {} as NodeJS.ProcessEnv };

/** Runs vitest over some of its projects, shows it working, and counts what its own report says. */
export async function runSuites(label: string, vitestArguments: readonly string[]): Promise<Count> {
  console.log(`\n== ${label} ==`);
  if (isSoak) console.log(`FAREBOX_SEED=${process.env["FAREBOX_SEED"] ?? forSoak.environment["FAREBOX_SEED"]}`);
  const directory = await mkdtemp(join(tmpdir(), "farebox-report-"));
  try {
    const file = join(directory, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { isSuccess, report: ending } = await runTool(
      "vitest",
      ["run", ...reporters, ...forSoak.vitestArguments, ...vitestArguments],
      {
        isShown: true,
        limitSeconds: LIMIT_SECONDS,
        environment: forSoak.environment,
      },
    );
    if (ending !== "") console.log(ending);
    const report = await readFile(file, "utf8").catch(() => null);
    return withRunner(report === null ? NOTHING : countVitest(JSON.parse(report) as VitestReport), isSuccess);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function notSetAlready(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => process.env[name] === undefined));
}

type VitestReport = {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

export function countVitest(report: VitestReport): Count {
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((result) => result.status));
  // A file that could not be loaded has no tests to fail.
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((result) => result.status === "failed"),
  );
  const passed = tests.filter((status) => status === "passed").length;
  const failed = tests.filter((status) => status === "failed").length;
  return { passed, failed: failed + unloaded.length, skipped: tests.length - passed - failed };
}
