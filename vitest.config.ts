import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*", "scripts", "e2e", "e2e/vitest.alone.config.ts", "bench"],
  },
});
