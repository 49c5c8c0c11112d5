import { defineProject } from "vitest/config";
import { ALONE } from "./vitest.alone.config.ts";

export default defineProject({
  test: {
    name: "e2e",
    include: ["tests/**/*.e2e.test.ts"],
    exclude: [...ALONE],
    // Each file starts the whole product and mostly waits for it: `npm test` runs two at a time.
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
