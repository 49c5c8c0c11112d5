import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "bench",
    include: ["{src,baselines}/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
