import { verify } from "./verify.ts";

const results = await verify();
const failed = results.filter((result) => !result.isSuccess);
console.log(failed.length === 0 ? "Everything holds." : `Failed: ${failed.map(({ name }) => name).join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
