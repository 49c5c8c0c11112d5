import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

/**
 * A11. A setting that outlives its transaction is found by the next business on the same connection. This reads every
 * source of ours, so it holds for code that no test reaches. Migrations may change their role: they run on a connection
 * that serves nobody, and give the role back.
 */
test("A11: no statement of ours changes a session", async () => {
  const offences: string[] = [];
  let filesRead = 0;
  for await (const path of sourcesIn(REPOSITORY)) {
    filesRead += 1;
    const source = await readFile(path, "utf8");
    const found = findSessionSettings(path.includes("migrations") ? withoutPairedRole(source) : source);
    offences.push(...found.map((text) => `${relative(REPOSITORY, path)}: ${text}`));
  }
  expect(filesRead).toBeGreaterThan(20);
  expect(offences).toEqual([]);
});

test("A11: the check sees what it should and nothing else", () => {
  const bad = [
    "select set_" + "config('app.business_id', $1, false)",
    "select set_" + "config( 'app.business_id', id::text, $2 )",
    "`SET" + " ROLE farebox_member`",
    "'set " + "session authorization x'",
    '"set' + " app.business_id = 'x'\"",
    "`\n  set" + " search_path to x`",
  ];
  const good = [
    "select set_config('app.business_id', $1::uuid::text, true)",
    "set local role farebox_member",
    "update accounts\nset balance = 1",
    "on conflict do update set x = 1",
    "alter table x alter y set not null",
    "create function f() returns int\nlanguage sql\nset search_path = ''",
  ];
  expect(bad.filter((text) => findSessionSettings(text).length === 0)).toEqual([]);
  expect(good.filter((text) => findSessionSettings(text).length > 0)).toEqual([]);
});

function withoutPairedRole(migration: string): string {
  return migration.replace(/^set role farebox_owner;([\s\S]*?)^reset role;/gmu, "$1");
}

const REPOSITORY = join(import.meta.dirname, "../../../..");
const FOLDERS = ["apps", "packages", "supabase", "e2e"];
const SKIPPED = new Set(["node_modules", "dist", "coverage", ".turbo", ".farebox"]);

async function* sourcesIn(repository: string): AsyncGenerator<string> {
  const folders = FOLDERS.map((folder) => join(repository, folder));
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(path);
      if (entry.isFile() && /\.(ts|tsx|mjs|sql)$/u.test(entry.name)) yield path;
    }
  }
}

function findSessionSettings(source: string): string[] {
  const isSetConfig = /\bset_config\s*\(((?:[^()]|\([^()]*\))*)\)/giu;
  const calls = [...source.matchAll(isSetConfig)].filter(([, args = ""]) => !/,\s*true\s*$/iu.test(args));
  // A statement of its own: at the start of a string, or after the end of the statement before.
  const isSetStatement =
    /(?:["'`;]\s*)(?:set|SET)\s+(?:(?:session|SESSION)\s|(?:role|ROLE)\b|[A-Za-z_.]+\s*(?:=|\b(?:to|TO)\b))/gu;
  const statements = [...source.matchAll(isSetStatement)].filter(([text]) => !/\bset\s+local\b/iu.test(text));
  return [...calls, ...statements].map(([text]) => text.trim());
}
