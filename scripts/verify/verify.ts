import { performance } from "node:perf_hooks";
import { STEPS } from "./steps.ts";

export type StepResult = { readonly name: string; readonly isSuccess: boolean };

/** Runs every check of the repository, one after the other, and says how each went. */
export async function verify(): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of STEPS) {
    const startedAt = performance.now();
    const { isSuccess, report } = await step.run().catch((error: unknown) => ({
      isSuccess: false,
      report: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${isSuccess ? "ok    " : "FAILED"} ${step.name} (${seconds} s)`);
    if (!isSuccess) console.log(`${report.trimEnd()}\n`);
    results.push({ name: step.name, isSuccess });
  }
  return results;
}
