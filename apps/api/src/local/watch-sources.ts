import { watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./settings.ts";

const SETTLE_MS = 150;

/** Calls back once for each burst of changes in what the API is made of. Tests and the page do not count. */
export async function watchSources(onChange: () => void): Promise<void> {
  const packages = (await readdir(join(ROOT, "packages"))).map((name) => join("packages", name, "src"));
  let settling: NodeJS.Timeout | undefined;
  for (const directory of [join("apps", "api", "src"), join("supabase", "migrations"), ...packages]) {
    const watcher = watch(join(ROOT, directory), { recursive: true }, (_, name) => {
      if (name === null || !/\.(ts|sql)$/.test(name) || name.endsWith(".test.ts")) return;
      clearTimeout(settling);
      settling = setTimeout(onChange, SETTLE_MS);
    });
    // A directory that goes away is no longer a source.
    watcher.on("error", () => watcher.close());
  }
}
