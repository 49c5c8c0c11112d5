import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "api",
    include: ["src/**/*.test.ts"],
    setupFiles: ["../../scripts/test/one-seed.ts"],
    // Starts one Postgres for the run; tests clone their database from it with createTestDatabase().
    globalSetup: ["../../packages/db/src/testing/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
