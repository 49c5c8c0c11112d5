/**
 * `readsPaths` runs where npm was called, so that a relative path among the arguments means what its writer saw.
 * `needsWeb` builds the web application first, when its sources changed; `needsSdk` the SDK. `needsLighthouse`
 * fetches that once, and tells the task where it is.
 *
 * @typedef {{ script: string, readsPaths?: boolean, needsWeb?: boolean, needsSdk?: boolean, needsLighthouse?: boolean, environment?: Record<string, string> }} Task
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
  simulate: { script: "apps/simulate/src/main.ts", needsSdk: true },
  farebox: { script: "apps/cli/src/main.ts", readsPaths: true },
  gallery: { script: "apps/web/scripts/gallery.ts" },
  lighthouse: { script: "scripts/lighthouse/main.ts", needsWeb: true, needsLighthouse: true },
  pictures: { script: "e2e/src/pictures/take-pictures.ts", needsWeb: true },
  shots: { script: "e2e/src/gallery/take-shots.ts", readsPaths: true },
  "example:voice": { script: "examples/voice-agent/src/main.ts", needsSdk: true },
  "example:ai": { script: "examples/ai-api/src/main.ts", needsSdk: true },
  bench: { script: "bench/src/main.ts", readsPaths: true },
  "verify:ledger": { script: "packages/db/src/verify-ledger/main.ts" },
  "stripe:sync": { script: "apps/api/src/stripe/sync-main.ts" },
  verify: { script: "scripts/verify/main.ts" },
  generate: { script: "scripts/generated/main.ts" },
  test: { script: "scripts/test/main.ts", needsWeb: true, needsSdk: true },
  soak: { script: "scripts/test/main.ts", needsWeb: true, needsSdk: true, environment: { FAREBOX_SOAK: "1" } },
};
