import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";

/** A Chromium of the machine; `npm test` finds it and names it here. */
const executablePath = process.env["FAREBOX_CHROMIUM"];

export default defineConfig({
  testDir: "browser",
  testMatch: "**/*.spec.ts",
  // A test that fails now and then is a fault to be found, so nothing is tried twice.
  retries: 0,
  // Much of a test is waiting for a page to be still: two files at once share two cores well. More would share one too thinly.
  workers: Math.min(2, availableParallelism()),
  forbidOnly: true,
  timeout: 120_000,
  // Whatever is promised to be fast says so itself, with its own limit; the rest may take its time on a busy machine.
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        // Root has no sandbox, and a browser that tests one page of this machine needs nothing from the network.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
