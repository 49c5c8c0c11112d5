import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "cli",
    include: ["src/**/*.test.ts"],
    setupFiles: ["../../scripts/test/one-seed.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
