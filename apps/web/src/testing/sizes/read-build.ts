import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** One entry of the manifest that the build leaves beside its files. */
type Chunk = {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
};

export type Build = {
  /** What the page itself names: nothing is shown before these are there. */
  readonly firstFiles: ReadonlySet<string>;
  /** The files of lazy sources and of everything they import, without what the page has by then. */
  readonly filesOf: (...sources: readonly string[]) => ReadonlySet<string>;
  /** Sources that are loaded when they are wanted, by their path. */
  readonly lazySources: readonly string[];
};

/** What the production build of the web application is made of, from its page and its manifest. */
export function readBuild(directory: string): Build {
  const chunks = JSON.parse(readFileSync(join(directory, ".vite", "manifest.json"), "utf8")) as Record<string, Chunk>;
  const page = readFileSync(join(directory, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/gu)].map(([, file]) => file ?? "");
  const byFile = new Map(Object.entries(chunks).map(([key, { file }]) => [file, key]));

  const visit = (key: string, files: Set<string>): void => {
    const chunk = chunks[key];
    if (chunk === undefined) throw new Error(`the manifest does not have ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const imported of chunk.imports ?? []) visit(imported, files);
  };
  const firstFiles = new Set<string>();
  for (const file of named) {
    const key = byFile.get(file);
    if (key === undefined) firstFiles.add(file);
    else visit(key, firstFiles);
  }
  return {
    firstFiles,
    filesOf: (...sources) => {
      const files = new Set<string>();
      for (const source of sources) {
        const key = Object.keys(chunks).find((name) => name.endsWith(source));
        if (key === undefined) throw new Error(`the build has no ${source}`);
        visit(key, files);
      }
      return without(files, firstFiles);
    },
    lazySources: [...new Set(Object.values(chunks).flatMap(({ dynamicImports }) => dynamicImports ?? []))].sort(),
  };
}

export function without(files: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...files].filter((file) => !others.has(file)));
}

/** As a server sends them. */
export function gzipKilobytes(directory: string, files: Iterable<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(join(directory, file)), { level: 9 }).length;
  return bytes / 1_000;
}
