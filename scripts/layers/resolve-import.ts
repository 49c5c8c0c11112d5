import { isBuiltin } from "node:module";
import { posix } from "node:path";

/** What an import points at, in the words of rules.ts. A computed specifier could be anything, so it is named so. */
export function resolveImport(file: string, specifier: string | null): string {
  if (specifier === null) return "npm:(computed)";
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier);
  if (specifier.startsWith("@farebox/")) return specifier;
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
  return `npm:${specifier}`;
}
