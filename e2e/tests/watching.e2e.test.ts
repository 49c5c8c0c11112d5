import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const OPERATE = join(ROOT, "docs", "operate");
const read = (...path: string[]) => readFileSync(join(OPERATE, ...path), "utf8");

const home = newHome();
let product: Product;
let told: Set<string>;
beforeAll(async () => {
  product = await startProduct(home);
  const text = await (await fetch(`${product.url}/metrics`)).text();
  told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = ""]) => name));
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const namesIn = (text: string) =>
  [...text.matchAll(/\bfarebox_[a-z0-9_]+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, ""));

test("every metric of the running product is written down with a meaning, and nothing else is", () => {
  const rows = [
    ...read("metrics.md").matchAll(/^\| `(farebox_\w+)` \| \w+ \| (seconds|bytes|count|ratio) \| .* \| (.+) \|$/gm),
  ];
  expect(rows.map(([, name]) => name).sort()).toEqual([...told].sort());
  for (const [, name, , meaning = ""] of rows) expect(meaning.length, name).toBeGreaterThan(10);
});

type Alert = { readonly name: string; readonly expr: string; readonly runbook: string };

/** The file is written in one shape, which is all of YAML that is needed to read it. */
function readAlerts(): Alert[] {
  const shape =
    /- alert: (\w+)\n {8}expr: >-\n {10}(.+)\n {8}for: \w+\n {8}labels:\n {10}severity: (?:page|ticket)\n {8}annotations:\n {10}summary: .+\n {10}runbook: (\S+)/g;
  return [...read("alerts.yml").matchAll(shape)].map(([, name = "", expr = "", runbook = ""]) => ({
    name,
    expr,
    runbook,
  }));
}

test("every alert asks for metrics that exist and names a runbook that speaks of it; no runbook is without its alert", () => {
  const alerts = readAlerts();
  expect(alerts.length).toBe(read("alerts.yml").match(/- alert:/g)?.length);
  for (const { name, expr, runbook } of alerts) {
    expect(
      namesIn(expr).filter((metric) => !told.has(metric)),
      name,
    ).toEqual([]);
    expect(namesIn(expr), name).not.toEqual([]);
    expect(readFileSync(join(ROOT, runbook), "utf8"), name).toContain(`Alert \`${name}\``);
  }
  expect(
    readdirSync(join(OPERATE, "runbooks"))
      .map((file) => `docs/operate/runbooks/${file}`)
      .sort(),
  ).toEqual(alerts.map(({ runbook }) => runbook).sort());
});

test("the dashboard is one that Grafana imports, and each panel asks for metrics that exist", () => {
  const dashboard = JSON.parse(read("grafana-dashboard.json")) as {
    uid: string;
    schemaVersion: number;
    panels: { id: number; type: string; title: string; gridPos: object; targets?: { expr: string }[] }[];
  };
  expect(dashboard).toMatchObject({ uid: "farebox", title: "Farebox", schemaVersion: expect.any(Number) });
  const panels = dashboard.panels.filter(({ type }) => type !== "row");
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  for (const { title, targets = [] } of panels) {
    expect(targets.length, title).toBeGreaterThan(0);
    for (const { expr } of targets) {
      expect(namesIn(expr), title).not.toEqual([]);
      expect(
        namesIn(expr).filter((metric) => !told.has(metric)),
        title,
      ).toEqual([]);
    }
  }
  // What is measured by us is looked at somewhere.
  const shown = new Set(panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr))));
  expect([...told].filter((name) => !/^farebox_(nodejs|process)_/.test(name) && !shown.has(name))).toEqual([]);
});

test("what the pages tell to run and to read is there", async () => {
  const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts as Record<string, string>;
  const own = JSON.parse(readFileSync(join(ROOT, "apps/api/package.json"), "utf8")).scripts as Record<string, string>;
  const openapi = (await (await fetch(`${product.url}/api/billing/openapi.json`)).json()) as { paths: object };
  const known = Object.keys(openapi.paths).map((path) => path.replaceAll(/\{\w+\}/g, "*"));
  const pages = ["README.md", ...readdirSync(join(OPERATE, "runbooks")).map((file) => `runbooks/${file}`)];
  for (const page of pages) {
    const text = read(page);
    for (const [, script = ""] of text.matchAll(/npm run ([\w:]+)/g))
      expect(scripts[script], `${page} ${script}`).toBeDefined();
    for (const [, script = ""] of text.matchAll(/@farebox\/api (\w+)/g))
      expect(own[script], `${page} ${script}`).toBeDefined();
    for (const [, path = ""] of text.matchAll(/\/api\/billing(\/[\w/${}-]+)/g))
      expect(known, page).toContain(path.replaceAll(/\{\w+\}|\$\w+/g, "*"));
    for (const [, link = ""] of text.matchAll(/\]\(([^)#]+)\)/g))
      expect(existsSync(join(OPERATE, dirname(page), link)), `${page} → ${link}`).toBe(true);
  }
});
