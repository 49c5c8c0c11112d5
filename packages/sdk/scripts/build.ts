import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

// Makes `dist` of `src`: one file for `import`, one for `require`, and the types of each. It takes the place of the old one
// when it is whole, so that whoever imports the package meanwhile never finds half of it.
const root = join(import.meta.dirname, "..");
const next = join(root, "dist.next");
const old = join(root, "dist.old");
rmSync(next, { recursive: true, force: true });

const typescript = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
const importTypes = join(next, "import");
const declared = spawnSync(process.execPath, [typescript, "--project", "tsconfig.build.json", "--outDir", importTypes], {
  cwd: root,
  encoding: "utf8",
});
if (declared.status !== 0) {
  process.stderr.write(`${declared.stdout}${declared.stderr}`);
  process.exit(1);
}
const requireTypes = join(next, "require");
cpSync(importTypes, requireTypes, { recursive: true });
nameNeighbours(importTypes, "js");
nameNeighbours(requireTypes, "cjs");

for (const [format, outfile] of [
  ["esm", "index.js"],
  ["cjs", "index.cjs"],
] as const) {
  await build({
    absWorkingDir: root,
    entryPoints: ["src/index.ts"],
    outfile: join(next, outfile),
    bundle: true,
    format,
    platform: "node",
    target: "node20",
    minify: true,
    legalComments: "none",
  });
}

rmSync(old, { recursive: true, force: true });
const dist = join(root, "dist");
try {
  renameSync(dist, old);
} catch {
  // The first build replaces nothing.
}
renameSync(next, dist);
rmSync(old, { recursive: true, force: true });

/** A declaration names its neighbours as the module that will be loaded is named. */
function nameNeighbours(directory: string, ending: "js" | "cjs"): void {
  for (const path of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".d.ts")) continue;
    const file = join(directory, path);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/gu, `$1.${ending}"`));
    if (ending === "cjs") renameSync(file, file.replace(/\.d\.ts$/u, ".d.cts"));
  }
}
