import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStaticWeb } from "./static-web.ts";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "farebox-web-"));
  await mkdir(join(directory, "assets"));
  await writeFile(join(directory, "index.html"), "<!doctype html>first");
  await writeFile(join(directory, "assets", "index-abc.js"), "console.log(1)");
});

afterAll(() => rm(directory, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) =>
  Promise.resolve(createStaticWeb(directory).request(path, { headers }));

test("every address without a file is the page, and the page is never a stale one", async () => {
  const web = createStaticWeb(directory);
  expect(await (await web.request("/dashboard/billing")).text()).toBe("<!doctype html>first");
  await writeFile(join(directory, "index.html"), "<!doctype html>second");
  const again = await web.request("/dashboard/billing");
  expect(await again.text()).toBe("<!doctype html>second");
  expect(again.headers.get("cache-control")).toBe("no-cache");
});

test("hashed files may be kept for ever and travel compressed to whoever takes that", async () => {
  const plain = await get("/assets/index-abc.js");
  expect(await plain.text()).toBe("console.log(1)");
  expect(plain.headers.get("cache-control")).toContain("immutable");
  const packed = await get("/assets/index-abc.js", { "accept-encoding": "gzip, br" });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe("console.log(1)");
});

test("the smallest form that the build left is sent to whoever takes it, and to nobody else", async () => {
  await writeFile(join(directory, "assets", "small-abc.js"), "console.log(2)");
  await writeFile(join(directory, "assets", "small-abc.js.br"), brotliCompressSync("console.log(2)"));
  const smallest = await get("/assets/small-abc.js", { "accept-encoding": "gzip, deflate, br, zstd" });
  expect(smallest.headers.get("content-encoding")).toBe("br");
  expect(smallest.headers.get("content-type")).toContain("javascript");
  expect(brotliDecompressSync(Buffer.from(await smallest.arrayBuffer())).toString()).toBe("console.log(2)");
  const packed = await get("/assets/small-abc.js", { "accept-encoding": "gzip" });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(await (await get("/assets/small-abc.js")).text()).toBe("console.log(2)");
});
