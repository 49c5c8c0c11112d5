import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** What of billing-core comes to the browser, alone and minified: the names that the page imports, and what they need. */
export async function coreKilobytes(directory: string): Promise<number> {
  const names = new Set(listNames(directory));
  const entry = "virtual:what-the-page-takes";
  const built = await build({
    configFile: false,
    root: directory,
    logLevel: "error",
    plugins: [
      {
        name: "what-the-page-takes",
        resolveId: (id) => (id === entry ? join(directory, "what-the-page-takes.js") : null),
        load: (id) =>
          id.endsWith("what-the-page-takes.js")
            ? `export { ${[...names].join(", ")} } from "@farebox/billing-core";`
            : null,
      },
    ],
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict", output: { format: "es" } },
    },
  });
  const output = [built].flat().flatMap((bundle) => ("output" in bundle ? bundle.output : []));
  const code = output.map((file) => (file.type === "chunk" ? file.code : "")).join("");
  if (code === "") throw new Error("the bundle of billing-core is empty");
  return gzipSync(code, { level: 9 }).length / 1_000;
}

/** Values, not types, that a folder's modules import from billing-core. */
function listNames(directory: string): readonly string[] {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.tsx?$/u.test(file) && !/\.test\.tsx?$/u.test(file))
    .flatMap((file) => [...readFileSync(join(directory, file), "utf8").matchAll(IMPORT)])
    .flatMap(([, list]) => (list ?? "").split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "))
    .map((name) => name.replace(/ as .*/u, ""));
}

const IMPORT = /^(?:import|export) \{([^}]*)\} from "@farebox\/billing-core";/gmu;
