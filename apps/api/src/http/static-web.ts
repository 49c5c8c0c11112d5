import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { promisify } from "node:util";
import { gzip as gzipWithCallback } from "node:zlib";
import { type Context, Hono } from "hono";
import { ApiError } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";

const gzip = promisify(gzipWithCallback);

/** The built web app. Every address without a file of its own is one of its pages. */
export function createStaticWeb(directory: string): Hono<AppBindings> {
  const read = createReader(directory);
  return new Hono<AppBindings>().get("/*", async (c) => {
    c.set("route", "web");
    const path = normalize(decodePath(c.req.path));
    if (path.includes("\0") || path.startsWith("..")) throw new ApiError("not_found");
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)];
    if (type !== undefined) {
      const file = await read(path);
      if (file === null) throw new ApiError("not_found");
      return answer(c, file, { "Content-Type": type, "Cache-Control": isHashed(path) ? FOR_EVER : "no-cache" });
    }
    const page = await read("/index.html");
    if (page === null)
      throw new ApiError("not_found", { message: "The web app is not built; the API answers under /api." });
    return answer(c, page, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache" });
  });
}

type Bytes = Uint8Array<ArrayBuffer>;
/** In each form it can travel in; the build leaves the smallest beside the file. */
type StaticFile = { readonly bytes: Bytes; readonly gzipped: Bytes | null; readonly brotli: Bytes | null };

/** Keeps only files whose name changes with their content: a page from before a rebuild would ask for parts that are gone. */
function createReader(directory: string): (path: string) => Promise<StaticFile | null> {
  const kept = new Map<string, StaticFile>();
  return async (path) => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    const bytes = await readBytes(join(directory, path));
    if (bytes === null) return null;
    const file = {
      bytes,
      gzipped: COMPRESSIBLE.test(path) ? new Uint8Array(await gzip(bytes)) : null,
      brotli: isHashed(path) ? await readBytes(join(directory, `${path}.br`)) : null,
    };
    if (isHashed(path)) kept.set(path, file);
    return file;
  };
}

function readBytes(path: string): Promise<Bytes | null> {
  return readFile(path).then(
    (read) => new Uint8Array(read),
    () => null,
  );
}

function answer(c: Context<AppBindings>, file: StaticFile, headers: Readonly<Record<string, string>>): Response {
  const taken = c.req.header("Accept-Encoding") ?? "";
  const varied = { ...headers, Vary: "Accept-Encoding" };
  if (file.brotli !== null && /\bbr\b/.test(taken))
    return c.body(file.brotli, 200, { ...varied, "Content-Encoding": "br" });
  if (file.gzipped !== null && /\bgzip\b/.test(taken))
    return c.body(file.gzipped, 200, { ...varied, "Content-Encoding": "gzip" });
  return c.body(file.bytes, 200, varied);
}

function isHashed(path: string): boolean {
  return path.startsWith("/assets/");
}

const COMPRESSIBLE = /\.(css|html|js|json|svg|txt|webmanifest)$/;

const FOR_EVER = "public, max-age=31536000, immutable";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff2: "font/woff2",
};

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ApiError("not_found");
  }
}
