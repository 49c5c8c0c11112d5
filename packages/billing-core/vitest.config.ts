import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "billing-core",
    include: ["src/**/*.test.ts"],
    setupFiles: ["../../scripts/test/one-seed.ts"],
    testTimeout: 60_000,
  },
});
