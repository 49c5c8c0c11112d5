import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

// Makes `dist` from `src`: one file for `import`, one for `require`, and types for each.
const root = join(import.meta.dirname, "..");
const next = join(root, "dist.next");
const dist = join(root, "dist");
rmSync(next, { recursive: true, force: true });

const typescript = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
const types = spawnSync(process.execPath, [typescript, "--project", "tsconfig.build.json", "--outDir", next], {
  cwd: root,
  encoding: "utf8",
});
if (types.status !== 0) {
  process.stderr.write(`${types.stdout}${types.stderr}`);
  process.exit(1);
}

/** Each kind of module wants its neighbours named with its own ending. */
function nameNeighbours(directory: string, ending: "js" | "cjs"): void {
  for (const path of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".d.ts")) continue;
    const file = join(directory, path);
    const declared = readFileSync(file, "utf8").replaceAll(/(from "\.{1,2}\/[^"]+)\.(?:ts|js)"/gu, `$1.${ending}"`);
    writeFileSync(file, declared);
    if (ending === "cjs") renameSync(file, file.replace(/\.d\.ts$/u, ".d.cts"));
  }
}

const types_ = join(next, "cjs");
cpSync(next, `${next}.cjs`, { recursive: true });
renameSync(`${next}.cjs`, types_);
nameNeighbours(types_, "cjs");
