import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Build, gzipKilobytes, readBuild, without } from "./read-build.ts";
import { coreKilobytes } from "./read-core.ts";

const DIST = join(import.meta.dirname, "..", "..", "..", "dist");
const REACT = join(import.meta.dirname, "..", "..", "..", "..", "..", "packages", "react", "src");
const LANGUAGES = ["en", "de", "ar"] as const;
/** Budgets in kB of 1,000 bytes, gzip. */
const BUDGET = { first: 150, styles: 9, chart: 60, history: 10, lazy: 32, core: 6 };
/** What everybody's page loads after the balance. */
const ALWAYS = [
  "features/shell/header-menus.tsx",
  "page/below-balance.tsx",
  "features/plans/plans-section.tsx",
  "features/packages/packages-section.tsx",
  "features/payment/payment-section.tsx",
  "features/automatic/automatic-section.tsx",
];

let build: Build;

beforeAll(() => {
  if (!existsSync(join(DIST, ".vite"))) throw new Error("apps/web is not built: npm test builds it first");
  build = readBuild(DIST);
});

const scripts = (files: Iterable<string>) => [...files].filter((file) => file.endsWith(".js"));
const styles = (files: Iterable<string>) => [...files].filter((file) => file.endsWith(".css"));
const kilobytes = (files: Iterable<string>) => gzipKilobytes(DIST, files);

test.each(LANGUAGES)("the balance is live after 150 kB of JavaScript at most: %s", (language) => {
  const words = language === "en" ? new Set<string>() : build.filesOf(`lib/strings/${language}/strings.ts`);
  const size = kilobytes([...scripts(build.firstFiles), ...words]);
  console.log(`before the balance, ${language}: ${size.toFixed(1)} kB`);
  expect(size).toBeGreaterThan(100);
  expect(size).toBeLessThanOrEqual(BUDGET.first);
});

test("the balance has its looks after 9 kB of styles at most", () => {
  const size = kilobytes(styles(build.firstFiles));
  console.log(`styles before the balance: ${size.toFixed(1)} kB`);
  expect(size).toBeGreaterThan(4);
  expect(size).toBeLessThanOrEqual(BUDGET.styles);
});

test("the chart and the history are not there before they are wanted, and small then", () => {
  const always = build.filesOf(...ALWAYS);
  const chart = without(build.filesOf("features/usage/usage-chart.tsx"), always);
  const history = without(
    build.filesOf("features/history/history-section.tsx", "features/history/windowed-body.tsx"),
    always,
  );
  console.log(`chart: ${kilobytes(chart).toFixed(1)} kB, history: ${kilobytes(history).toFixed(1)} kB`);
  expect(kilobytes(chart)).toBeGreaterThan(5);
  expect(kilobytes(chart)).toBeLessThanOrEqual(BUDGET.chart);
  expect(kilobytes(history)).toBeGreaterThan(5);
  expect(kilobytes(history)).toBeLessThanOrEqual(BUDGET.history);
});

test("nothing that is loaded when it is wanted is large by itself", () => {
  const sizes = build.lazySources.map((source) => {
    const [own] = [...scripts(build.filesOf(source))];
    return { source: source.replace(/^.*src\//u, ""), own: own === undefined ? 0 : kilobytes([own]) };
  });
  console.log(sizes.map(({ source, own }) => `${own.toFixed(1).padStart(5)} kB  ${source}`).join("\n"));
  expect(sizes.length).toBeGreaterThan(20);
  expect(sizes.filter(({ own }) => own > BUDGET.lazy)).toEqual([]);
});

test("what the page takes of billing-core is 6 kB at most", async () => {
  const size = await coreKilobytes(REACT);
  console.log(`billing-core on the page: ${size.toFixed(1)} kB`);
  expect(size).toBeGreaterThan(1);
  expect(size).toBeLessThanOrEqual(BUDGET.core);
});
