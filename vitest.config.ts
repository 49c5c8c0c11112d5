import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*", "scripts", "e2e"],
    // Most suites wait for one Postgres; more workers than this only take the processor from it.
    maxWorkers: 2,
  },
});
