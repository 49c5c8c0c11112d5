import { availableParallelism } from "node:os";
import { verify } from "../verify/verify.ts";
import { runBrowserTests } from "./browser-tests.ts";
import { addUp, type Count, NOTHING } from "./count.ts";
import { runSuites } from "./suites.ts";

// Most suites wait for one Postgres; more workers than this only take the processor from it.
const WORKERS = Math.min(6, Math.max(2, Math.floor(availableParallelism() / 2)));

const counts: Count[] = [];

for (const { isSuccess } of await verify()) counts.push({ ...NOTHING, [isSuccess ? "passed" : "failed"]: 1 });
counts.push(await runSuites("unit and database tests", ["--project=!e2e*", `--maxWorkers=${WORKERS}`]));
counts.push(await runSuites("the product from outside", ["--project=e2e", "--maxWorkers=2"]));
counts.push(await runSuites("the product from outside, measured", ["--project=e2e-alone"]));
counts.push(await runBrowserTests());

const { passed, failed, skipped } = addUp(counts);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
