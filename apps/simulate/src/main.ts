import { readOptions, USAGE } from "./options.ts";
import { makePlan } from "./plan/make-plan.ts";
import { reportTable } from "./report.ts";
import { simulate } from "./simulate.ts";

const options = readOptions(process.argv.slice(2));
if ("problem" in options) {
  console.error(`${options.problem}\n${USAGE}`);
  process.exitCode = 2;
} else {
  const { seed, minutes, calls, kills } = options.size;
  console.log(`Seed ${seed}: ${calls} calls in ${minutes} minutes of money time, ${kills} × kill -9.`);
  const startedAt = performance.now();
  try {
    const run = await simulate(makePlan(options.size), console.log);
    console.log(reportTable(run, (performance.now() - startedAt) / 1_000));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Again: npm run simulate -- --seed ${seed} --minutes ${minutes} --calls ${calls} --kills ${kills}`);
    process.exitCode = 1;
  }
}
