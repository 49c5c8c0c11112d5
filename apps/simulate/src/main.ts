import { liveLoad } from "./live/live-load.ts";
import { liveReport } from "./live/live-report.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { makePlan } from "./plan/make-plan.ts";
import { reportTable } from "./report.ts";
import { simulate } from "./simulate.ts";

const options = readOptions(process.argv.slice(2));
if ("problem" in options) {
  console.error(`${options.problem}\n${USAGE}`);
  process.exitCode = 2;
} else if ("live" in options) await runLive(options);
else await runFleet(options);

async function runFleet({ size }: Extract<Options, { size: unknown }>): Promise<void> {
  const { seed, minutes, calls, kills } = size;
  console.log(`Seed ${seed}: ${calls} calls in ${minutes} minutes of money time, ${kills} × kill -9.`);
  const startedAt = performance.now();
  try {
    const run = await simulate(makePlan(size), console.log);
    console.log(reportTable(run, (performance.now() - startedAt) / 1_000));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Again: npm run simulate -- --seed ${seed} --minutes ${minutes} --calls ${calls} --kills ${kills}`);
    process.exitCode = 1;
  }
}

async function runLive({ live, isTimed }: Extract<Options, { live: unknown }>): Promise<void> {
  console.log(`${live.calls} live calls and ${live.calls} pages that watch, for ${live.minutes} minutes.`);
  try {
    const { table, wrong, late } = liveReport(await liveLoad(live, console.log));
    console.log(table);
    for (const problem of [...wrong, ...late]) console.error(problem);
    if (wrong.length > 0 || (isTimed && late.length > 0)) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
