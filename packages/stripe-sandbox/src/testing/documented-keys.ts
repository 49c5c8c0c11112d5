import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What an object has always, and what it may have besides. */
export type DocumentedKeys = { readonly always: readonly string[]; readonly sometimes: readonly string[] };

/**
 * The keys of every object of the API version that the SDK is pinned to, by what the object calls itself: read off the type
 * declarations that Stripe generates for the SDK, whose top-level interfaces name their `object`.
 */
export function documentedKeys(): ReadonlyMap<string, DocumentedKeys> {
  const resources = join(dirname(fileURLToPath(import.meta.resolve("stripe"))), "resources");
  const documented = new Map<string, DocumentedKeys>();
  for (const file of globSync("**/*.d.ts", { cwd: resources }))
    for (const [, body = ""] of readFileSync(join(resources, file), "utf8").matchAll(INTERFACE)) {
      const name = /^ {4}object: '([^']+)';$/m.exec(body)?.[1];
      if (name === undefined || /^ {4}deleted: true;$/m.test(body)) continue;
      const keys = [...body.matchAll(/^ {4}(\w+)(\??): /gm)];
      const named = (mark: string) => keys.filter(([, , optional]) => optional === mark).map(([, key = ""]) => key);
      documented.set(name, { always: named(""), sometimes: named("?") });
    }
  return documented;
}

const INTERFACE = /^export interface \w+ \{\n(.*?)^\}/gms;
