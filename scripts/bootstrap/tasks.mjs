/**
 * `readsPaths` runs where npm was called, so that a relative path among the arguments means what its writer saw.
 * `needsWeb` builds the web application first, when its sources changed.
 *
 * @typedef {{ script: string, readsPaths?: boolean, needsWeb?: boolean, environment?: Record<string, string> }} Task
 * @type {Record<string, Task>}
 */
export const TASKS = {
  start: {
    script: "apps/api/src/local/start.ts",
    lives: true,
    needsWeb: true,
    environment: { NODE_ENV: "production" },
  },
  dev: { script: "apps/api/src/local/dev.ts" },
  replay: { script: "apps/replay/src/main.ts", readsPaths: true },
  simulate: { script: "apps/simulate/src/main.ts" },
  farebox: { script: "apps/cli/src/main.ts", readsPaths: true },
  bench: { script: "bench/src/main.ts", readsPaths: true },
  "verify:ledger": { script: "packages/db/src/verify-ledger/main.ts" },
  "stripe:sync": { script: "apps/api/src/stripe/sync-main.ts" },
  verify: { script: "scripts/verify/main.ts" },
  generate: { script: "scripts/generated/main.ts" },
  test: { script: "scripts/test/main.ts", needsWeb: true },
  soak: { script: "scripts/test/main.ts", needsWeb: true, environment: { FAREBOX_SOAK: "1" } },
};
