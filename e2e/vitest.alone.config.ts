import { defineProject } from "vitest/config";

/** What measures, or promises something within seconds: beside another file it would test the machine's patience instead. */
export const ALONE = [
  "tests/faults-under-load.e2e.test.ts",
  "tests/sdk-calls.e2e.test.ts",
  "tests/sdk-outage.e2e.test.ts",
  "tests/several-processes.e2e.test.ts",
  "tests/watching.e2e.test.ts",
] as const;

export default defineProject({
  test: {
    name: "e2e-alone",
    include: [...ALONE],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
