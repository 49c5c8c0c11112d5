import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const MOST_BYTES = 10 * 1024;

beforeAll(() => {
  run(process.execPath, ["scripts/build.ts"]);
});

test("publint and attw find nothing wrong with the package", () => {
  run(bin("publint"), ["--strict"]);
  run(bin("attw"), ["--pack", "."]);
});

test.each(["js", "cjs"])(
  `index.%s and what it loads is at most ${MOST_BYTES} bytes compressed, without the journal for who wants a file`,
  (ending) => {
    const files = readdirSync(join(ROOT, "dist")).filter(
      (name) => name.endsWith(`.${ending}`) && !name.startsWith("file-store."),
    );
    const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(ROOT, "dist", name))).length, 0);
    expect(files).toContain(`index.${ending}`);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  },
);

test("it depends on nothing", () => {
  const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  expect([dependencies, peerDependencies, optionalDependencies]).toEqual([undefined, undefined, undefined]);
  const imported = [...readFileSync(join(ROOT, "dist/index.js"), "utf8").matchAll(/(?:from|import\() ?"([^"]+)"/gu)];
  expect(imported.map(([, name]) => name).filter((name) => !/^(?:node:|\.\/)/u.test(name ?? ""))).toEqual([]);
});

test("a browser is refused, with the reason", async () => {
  const { createFarebox } = await import("./index.ts");
  const page = globalThis as { window?: unknown; document?: unknown };
  page.window = page;
  page.document = {};
  try {
    expect(() => createFarebox({ url: "https://billing.example.com", key: "fb_test_key" })).toThrow(/is for servers/u);
  } finally {
    delete page.window;
    delete page.document;
  }
});

function bin(name: string): string {
  return join(ROOT, "node_modules/.bin", name);
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: "utf8" });
  expect(status, `${stdout}${stderr}`).toBe(0);
}
