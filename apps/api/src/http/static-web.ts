import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { Hono } from "hono";
import { ApiError } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";

/** The built web app. Every address without a file of its own is one of its pages. */
export function createStaticWeb(directory: string): Hono<AppBindings> {
  const files = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>();
  const read = (path: string) => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const reading = readFile(join(directory, path)).then(
      (bytes) => new Uint8Array(bytes),
      () => null,
    );
    // What is missing is not kept: anybody can make up addresses, and a rebuild may bring the file.
    files.set(path, reading);
    void reading.then((bytes) => bytes === null && files.delete(path));
    return reading;
  };

  return new Hono<AppBindings>().get("/*", async (c) => {
    c.set("route", "web");
    const path = normalize(decodePath(c.req.path));
    if (path.includes("\0") || path.startsWith("..")) throw new ApiError("not_found");
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)];
    const file = type === undefined ? null : await read(path);
    if (file !== null && type !== undefined) {
      const isHashed = path.startsWith("/assets/");
      return c.body(file, 200, { "Content-Type": type, "Cache-Control": isHashed ? FOR_EVER : "no-cache" });
    }
    if (type !== undefined) throw new ApiError("not_found");
    const page = await read("/index.html");
    if (page === null)
      throw new ApiError("not_found", { message: "The web app is not built; the API answers under /api." });
    return c.body(page, 200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache" });
  });
}

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
