import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type CaseGroup, type CaseResult, createBench } from "./bench.ts";
import { GROUPS } from "./cases/index.ts";
import { FLOORS } from "./gate/floors.ts";
import { isFailure, judge } from "./gate/judge.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { describeMachine } from "./report/machine.ts";
import { createProgress } from "./report/progress.ts";
import { toPromises, toTable } from "./report/table.ts";
import { sizesOf } from "./sizes.ts";
import { startBenchServer } from "./stage/bench-server.ts";

// `npm run bench`. Exits 1 when `--gate` finds a figure below its floor, 2 when it could not measure.
process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 2;
});

async function main(words: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(words);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  const chosen = GROUPS.map((group) => ({ group, names: namesChosen(group, options) })).filter(
    ({ names }) => names.length > 0,
  );
  if (options.isList) {
    for (const { name, says } of GROUPS.flatMap(({ cases }) => cases)) console.log(`${name.padEnd(28)} ${says}`);
    return 0;
  }
  if (chosen.length === 0) {
    console.error(`No case is called like that.\n\n${USAGE}`);
    return 2;
  }
  const results = new Map<string, CaseResult>();
  const broken = await runGroups(options, { chosen, results }).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (broken !== null && results.size === 0) throw broken.error;
  const verdicts = FLOORS.filter(({ isFullOnly = false }) => !(options.isQuick && isFullOnly))
    .map((floor) => judge(floor, results))
    .filter(({ standing }) => standing !== "not measured");
  const report = [describeRun(options), toTable(results), toPromises(verdicts)].join("\n\n");
  console.log(`\n${report}\n`);
  if (options.isReference && broken === null) await writeFile(REFERENCE, `# What was measured\n\n${report}\n`);
  if (options.directory !== null) await writeReport(resolve(options.directory), { report, results, verdicts });
  if (broken !== null) throw broken.error;
  const failures = verdicts.filter(isFailure);
  for (const { floor, standing } of failures)
    console.log(
      `${standing === "below" ? "Below its floor" : "No figure"}: ${floor.caseName}, ${floor.of}${floor.over === null ? "" : ` / ${floor.over}`}`,
    );
  const all = [...results.values()];
  if (all.some(({ failure }) => failure !== undefined)) return 2;
  const isTorn = all.some(({ contenders }) => contenders.some(({ problem }) => problem !== null));
  return (options.isGate && failures.length > 0) || isTorn ? 1 : 0;
}

const REFERENCE = join(import.meta.dirname, "../RESULTS.md");

/** How to measure the same again, without paths of this machine. */
function describeRun(options: Options): string {
  const { isQuick, only } = options;
  const { rounds, seconds } = sizesOf(options);
  const words = [...(isQuick ? ["--quick"] : []), ...only.map((text) => `--only "${text}"`)];
  const command = ["npm run bench", ...(words.length === 0 ? [] : ["--", ...words])].join(" ");
  return `${describeMachine()}.\n\n\`${command}\`: medians of ${rounds} rounds with turns of ${seconds} s (least–most).`;
}

type Chosen = { readonly group: CaseGroup; readonly names: readonly string[] };
type Running = { readonly chosen: readonly Chosen[]; readonly results: Map<string, CaseResult> };

function namesChosen({ cases }: CaseGroup, { only, isQuick }: Options): readonly string[] {
  return cases
    .filter(({ name, isFullOnly = false }) =>
      only.length === 0 ? !(isQuick && isFullOnly) : only.some((text) => name.includes(text)),
    )
    .map(({ name }) => name);
}

/** Each case's result is there as soon as it is measured: what breaks down after half an hour takes none of them along. */
async function runGroups(options: Options, { chosen, results }: Running): Promise<void> {
  const progress = createProgress();
  progress.begin("starting PostgreSQL");
  const server = await startBenchServer();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      progress.begin(`stopping after ${signal}`);
      void server.stop().finally(() => process.exit(130));
    });
  try {
    const bench = createBench({ server, sizes: sizesOf(options), onStep: progress.step });
    for (const { group, names } of chosen) {
      progress.begin(names.join(", "));
      // The other cases are still worth knowing.
      const measured = await group.run(bench, names).catch((error: unknown) => failureOf(names, error));
      for (const [name, result] of measured) results.set(name, result);
      // Without it no further case can be measured, which is one problem and not one for each.
      await server.checkpoint().catch((cause: unknown) => {
        throw new Error("the PostgreSQL of the benchmark went away", { cause });
      });
    }
    progress.end();
  } finally {
    await server.stop();
  }
}

function failureOf(names: readonly string[], error: unknown): ReadonlyMap<string, CaseResult> {
  const failure = error instanceof Error ? error.message : String(error);
  return new Map(names.map((name) => [name, { contenders: [], failure }]));
}

type Report = {
  readonly report: string;
  readonly results: ReadonlyMap<string, CaseResult>;
  readonly verdicts: unknown;
};

async function writeReport(directory: string, { report, results, verdicts }: Report): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "results.md"), `${report}\n`);
  const json = { machine: describeMachine(), cases: Object.fromEntries(results), verdicts };
  await writeFile(join(directory, "results.json"), `${JSON.stringify(json, null, 2)}\n`);
  console.log(`Written to ${directory}: results.md, results.json`);
}
