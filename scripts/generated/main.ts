import { runGenerators } from "./generators.ts";

const { isSuccess, report } = await runGenerators([]);
console.log(report);
process.exitCode = isSuccess ? 0 : 1;
