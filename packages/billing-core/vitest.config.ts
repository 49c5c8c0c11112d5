import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "billing-core",
    include: ["src/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
