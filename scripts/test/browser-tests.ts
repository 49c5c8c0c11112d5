import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../root.ts";
import { runTool } from "../run-tool.ts";
import { findChromium } from "./chromium.ts";
import { type Count, NOTHING, withRunner } from "./count.ts";

const CONFIG = join(ROOT, "e2e", "playwright.config.ts");
const LIMIT_SECONDS = 1_800;

/** Runs the tests that need a browser; without one they are counted as skipped, and nobody can overlook it. */
export async function runBrowserTests(): Promise<Count> {
  console.log("\n== the page in a browser ==");
  if (!existsSync(CONFIG)) return withRunner(NOTHING, false);
  const chromium = await findChromium();
  if (chromium !== null) return run([], chromium, true);

  const { passed, failed, skipped } = await run(["--list"], "", false);
  const missing = passed + failed + skipped;
  console.log(`\n*** NO CHROMIUM: ${missing} browser tests were skipped. Install it, or set FAREBOX_CHROMIUM. ***\n`);
  return { ...NOTHING, skipped: missing };
}

async function run(playwrightArguments: readonly string[], chromium: string, isShown: boolean): Promise<Count> {
  const directory = await mkdtemp(join(tmpdir(), "farebox-report-"));
  try {
    const file = join(directory, "report.json");
    const { isSuccess } = await runTool(
      "playwright",
      ["test", `--config=${CONFIG}`, "--reporter=list,json", ...playwrightArguments],
      {
        isShown,
        limitSeconds: LIMIT_SECONDS,
        // Playwright colours its workers by a variable of its own, and warns when it meets this one.
        environment: { FAREBOX_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file, NO_COLOR: undefined },
      },
    );
    const report = await readFile(file, "utf8").catch(() => null);
    return withRunner(report === null ? NOTHING : countPlaywright(JSON.parse(report) as PlaywrightReport), isSuccess);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

type PlaywrightReport = {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
};

/** A test that passed on its second try has failed. */
export function countPlaywright({ stats }: PlaywrightReport): Count {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
