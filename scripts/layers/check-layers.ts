import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Import, readModule } from "./read-module.ts";
import { resolveImport } from "./resolve-import.ts";
import { GLOBAL_RULES, IMPORT_RULES, type ImportRule } from "./rules.ts";

export type LayerReport = { readonly filesRead: number; readonly violations: readonly string[] };

const SOURCES =
  "{apps/*,packages/*,examples/*,bench}/{src,test,tests,scripts,baselines}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}";

/** Reads every source file under the root and names each arrow that ARCHITECTURE.md does not have. */
export async function checkLayers(root: string): Promise<LayerReport> {
  const violations: string[] = [];
  let filesRead = 0;
  for await (const found of glob(SOURCES, {
    cwd: root,
    exclude: (name) => name === "node_modules" || name === "dist",
  })) {
    const file = found.replaceAll("\\", "/");
    violations.push(...checkFile(file, await readFile(join(root, file), "utf8")));
    filesRead += 1;
  }
  return { filesRead, violations: violations.sort() };
}

function checkFile(file: string, source: string): readonly string[] {
  const module = readModule(file, source);
  const violations = module.syntaxErrors.map((message) => `${file}: cannot be read: ${message}`);
  for (const found of module.imports) {
    const target = resolveImport(file, found.specifier);
    for (const rule of IMPORT_RULES) {
      if (isForbidden(rule, { file, target, found })) {
        violations.push(`${file}:${found.line} imports ${found.specifier ?? "something computed"}: ${rule.because}`);
      }
    }
  }
  for (const rule of GLOBAL_RULES) {
    if (!rule.from.test(file) || rule.except?.test(file)) continue;
    for (const use of module.uses.filter(({ name }) => rule.names.has(name))) {
      violations.push(`${file}:${use.line} uses ${use.name}: ${rule.because}`);
    }
  }
  return violations;
}

type Arrow = { readonly file: string; readonly target: string; readonly found: Import };

function isForbidden(rule: ImportRule, { file, target, found }: Arrow): boolean {
  const [matched, ...captures] = rule.from.exec(file) ?? [];
  if (matched === undefined || rule.except?.test(file)) return false;
  if (found.isTypeOnly && rule.typesMayPass) return false;
  const fits = (pattern: string) => new RegExp(withCaptures(pattern, captures), "u").test(target);
  return rule.to.kind === "only" ? !rule.to.patterns.some(fits) : rule.to.patterns.some(fits);
}

/** `$1` in a pattern stands for what the first group of `from` matched. */
function withCaptures(pattern: string, captures: readonly (string | undefined)[]): string {
  return pattern.replace(/\$([1-9])/gu, (_, digit: string) => RegExp.escape(captures[Number(digit) - 1] ?? ""));
}
