import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Form, Scores } from "./scores.ts";

/** Of Lighthouse's answer only what is told here. It is fetched for this command alone, and its types with it. */
type Report = {
  readonly runtimeError?: { readonly message: string };
  readonly categories: Readonly<Record<string, { readonly score: number | null; readonly auditRefs: readonly Ref[] }>>;
  readonly audits: Readonly<Record<string, Audit>>;
};
type Ref = { readonly id: string; readonly weight: number };
type Audit = {
  readonly title: string;
  readonly score: number | null;
  readonly numericValue?: number;
  readonly displayValue?: string;
  readonly details?: unknown;
};
type Run = (url: string, flags: object, config?: object) => Promise<{ readonly lhr: Report } | undefined>;
type Chrome = { readonly port: number; readonly kill: () => void };

type VisitOptions = { readonly form: Form; readonly cookie: string | null; readonly isExplained: boolean };

export type Lighthouse = { readonly visit: (url: string, options: VisitOptions) => Promise<Scores> };

const MOST_TRIES = 3;

/** Lighthouse over a browser of its own for each visit, so that none finds what the one before it left. */
export async function loadLighthouse(chromium: string): Promise<Lighthouse> {
  const packages = process.env["FAREBOX_LIGHTHOUSE"];
  if (packages === undefined) throw new Error("run it as `npm run lighthouse`: that fetches Lighthouse");
  const load = (path: string) => import(pathToFileURL(join(packages, path)).href) as Promise<unknown>;
  const { default: run } = (await load("lighthouse/core/index.js")) as { default: Run };
  const { default: desktop } = (await load("lighthouse/core/config/desktop-config.js")) as { default: object };
  const { launch } = (await load("chrome-launcher/dist/index.js")) as {
    launch: (options: object) => Promise<Chrome>;
  };
  const visitOnce = async (url: string, { form, cookie }: VisitOptions): Promise<Report> => {
    const chrome = await launch({
      chromePath: chromium,
      chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
    try {
      const flags = {
        port: chrome.port,
        logLevel: "error",
        onlyCategories: ["performance", "accessibility", "best-practices"],
        ...(cookie !== null && { extraHeaders: { Cookie: cookie } }),
      };
      const result = await run(url, flags, form === "desktop" ? desktop : undefined);
      if (result === undefined) throw new Error(`Lighthouse said nothing of ${url}`);
      return result.lhr;
    } finally {
      chrome.kill();
    }
  };
  return {
    async visit(url, options) {
      for (let tries = 1; ; tries += 1) {
        const report = await visitOnce(url, options);
        // A visit whose recording is incomplete says nothing about the page.
        if (report.runtimeError !== undefined && tries === MOST_TRIES) throw new Error(report.runtimeError.message);
        if (report.runtimeError !== undefined) continue;
        if (options.isExplained) explain(report);
        return readScores(report);
      }
    },
  };
}
function readScores({ categories, audits }: Report): Scores {
  const mark = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    performance: mark("performance"),
    accessibility: mark("accessibility"),
    bestPractices: mark("best-practices"),
    layoutShift: value("cumulative-layout-shift"),
    firstPaintMs: value("first-contentful-paint"),
    largestPaintMs: value("largest-contentful-paint"),
    blockedMs: value("total-blocking-time"),
    speedIndexMs: value("speed-index"),
  };
}

/** Every audit that was not perfect, the weighty first. */
function explain({ categories, audits }: Report): void {
  for (const [name, { auditRefs }] of Object.entries(categories)) {
    const imperfect = auditRefs.filter(({ id }) => (audits[id]?.score ?? 1) < 1);
    for (const { id, weight } of imperfect.sort((left, right) => right.weight - left.weight)) {
      const { title, score, displayValue = "", details } = audits[id] as Audit;
      console.log(`  ${name}: ${id} ${score} (weight ${weight}) ${title} ${displayValue}`);
      console.log(`    ${JSON.stringify(details)?.slice(0, 600)}`);
    }
  }
}
