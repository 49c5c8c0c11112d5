import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";

const WEB = join(import.meta.dirname, "..", "..", "..", "apps", "web");
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export type GalleryServer = { readonly url: string; readonly stop: () => Promise<void> };

/** Builds the gallery of states as the page itself is built, and serves it at `/gallery`. */
export async function serveGallery(): Promise<GalleryServer> {
  const directory = await mkdtemp(join(tmpdir(), "farebox-gallery-"));
  const vite = join(WEB, "node_modules", "vite", "bin", "vite.js");
  const build = [vite, "build", WEB, "--mode", "gallery", "--outDir", directory, "--emptyOutDir", "--logLevel", "warn"];
  await promisify(execFile)(process.execPath, build, { env: { ...process.env, NODE_ENV: "production" } });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://gallery");
    const file = pathname === "/gallery" ? "gallery.html" : normalize(pathname).replace(/^[/.]+/u, "");
    const content = await readFile(join(directory, file)).catch(() => null);
    response.writeHead(content === null ? 404 : 200, { "content-type": TYPES[extname(file)] ?? "text/plain" });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/gallery`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
