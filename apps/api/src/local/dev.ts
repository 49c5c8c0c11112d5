import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@farebox/db/embedded";
import { ROOT, readLocalSettings } from "./settings.ts";
import { createTerminal } from "./terminal.ts";

// `npm run dev`: the same product, but each change of a file is there at once. The page comes from the development server
// of the web application, which hands calls on to the API; the API starts anew whenever one of its files changes. The
// database is started here, so that it lives on across those starts.
const settings = readLocalSettings(process.env, { isDevelopment: true });
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
const terminal = createTerminal(process.stdout);
const children: ChildProcess[] = [];
let isStopping = false;

const database = settings.isEmbedded ? await startEmbeddedPostgres({ home: settings.home, log: terminal.step }) : null;
const pagePort = Number(process.env["PORT"] || "3000") || (await freePort());
const apiPort = await freePort();
const pageUrl = `http://127.0.0.1:${pagePort}`;

run("API", ["--watch", "--watch-preserve-output", join(import.meta.dirname, "start.ts"), "--development"], {
  PORT: String(apiPort),
  PUBLIC_URL: pageUrl,
});
const vite = join(ROOT, "apps", "web", "node_modules", "vite", "bin", "vite.js");
run(
  "page",
  [
    vite,
    join(ROOT, "apps", "web"),
    "--host",
    "127.0.0.1",
    "--port",
    String(pagePort),
    "--strictPort",
    "--logLevel",
    "warn",
  ],
  {
    FAREBOX_API_URL: `http://127.0.0.1:${apiPort}`,
  },
);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(0));

function run(name: string, args: readonly string[], variables: Readonly<Record<string, string>>): void {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "inherit", "inherit"],
  });
  children.push(child);
  child.on("exit", () => {
    if (isStopping) return;
    terminal.problem(`The ${name} ended by itself.`);
    void stop(1);
  });
}

async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), 9_500).unref();
  await Promise.all(children.map(end));
  await database?.stop();
  process.exit(exitCode);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
