import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { rolldown } from "rolldown";

// Makes `dist` of `src`: one file for `import`, one for `require`, and the types of each. It takes the place of the old one
// when it is whole, so that whoever imports the package meanwhile never finds half of it.
const root = join(import.meta.dirname, "..");
const next = join(root, "dist.next");
const old = join(root, "dist.old");
rmSync(next, { recursive: true, force: true });

const typescript = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
const importTypes = join(next, "import");
const declared = spawnSync(
  process.execPath,
  [typescript, "--project", "tsconfig.build.json", "--outDir", importTypes],
  {
    cwd: root,
    encoding: "utf8",
  },
);
if (declared.status !== 0) {
  process.stderr.write(`${declared.stdout}${declared.stderr}`);
  process.exit(1);
}
const requireTypes = join(next, "require");
cpSync(importTypes, requireTypes, { recursive: true });
nameNeighbours(importTypes, "js");
nameNeighbours(requireTypes, "cjs");

for (const [format, ending] of [
  ["esm", "js"],
  ["cjs", "cjs"],
] as const) {
  // Two modules, each of which leaves the other out: what both are made of does not become a third one.
  for (const [name, input, other] of [
    ["index", "src/index.ts", { of: "../journal/file-store.ts", is: `./file-store.${ending}` }],
    ["file-store", "src/journal/file-store.ts", { of: "../errors.ts", is: `./index.${ending}` }],
  ] as const) {
    const leaveOut = {
      name: "leave-out",
      resolveId: (source: string) => (source === other.of ? { id: other.is, external: true } : null),
    };
    const bundle = await rolldown({
      cwd: root,
      input: { [name]: input },
      platform: "node",
      external: /^node:/u,
      plugins: [leaveOut],
    });
    await bundle.write({
      dir: next,
      format,
      exports: "named",
      entryFileNames: `[name].${ending}`,
      // An error is printed with the name of its class.
      minify: {
        compress: true,
        codegen: true,
        mangle: { toplevel: true, keepNames: { class: true, function: false } },
      },
    });
    await bundle.close();
  }
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
    writeFileSync(
      file,
      readFileSync(file, "utf8").replaceAll(/((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/gu, `$1.${ending}"`),
    );
    if (ending === "cjs") renameSync(file, file.replace(/\.d\.ts$/u, ".d.cts"));
  }
}
