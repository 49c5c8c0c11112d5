import { join } from "node:path";
import { startEmbeddedPostgres } from "@farebox/db/embedded";
import { runChild } from "./dev-child.ts";
import { freePort } from "./free-port.ts";
import { ROOT, readLocalSettings } from "./settings.ts";
import { createTerminal } from "./terminal.ts";
import { watchSources } from "./watch-sources.ts";

// `npm run dev`: the same product, but each change of a file is there at once. The page comes from the development server
// of the web application, which hands calls on to the API; the API starts anew whenever one of its files changes. The
// database is started here, so that it lives on across those starts.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
const settings = readLocalSettings(process.env, { isDevelopment: true });
const terminal = createTerminal(process.stdout);

const database = settings.isEmbedded ? await startEmbeddedPostgres({ home: settings.home, log: terminal.step }) : null;
const pagePort = Number(process.env["PORT"] || "3000") || (await freePort());
const apiPort = await freePort();
const api = { PORT: String(apiPort), PUBLIC_URL: `http://127.0.0.1:${pagePort}` };
const vite = join(ROOT, "apps", "web", "node_modules", "vite", "bin", "vite.js");
const page = [vite, join(ROOT, "apps", "web"), "--host", "127.0.0.1", "--port", String(pagePort), "--strictPort"];

const startApi = () => runChild([join(import.meta.dirname, "start.ts"), "--development"], api);
let apiChild = startApi();
const pageChild = runChild([...page, "--logLevel", "warn"], { FAREBOX_API_URL: `http://127.0.0.1:${apiPort}` });
let isStopping = false;
let restarting = Promise.resolve();

await watchSources(() => {
  if (isStopping) return;
  terminal.step("A file changed.");
  restarting = restarting.then(async () => {
    await apiChild.stop();
    if (!isStopping) apiChild = startApi();
  });
});
// The page's server only ends when it cannot start, for its port is taken; the API comes back with the next change.
void pageChild.ended.then(() => stop(1));
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(0));

async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), 9_500).unref();
  await restarting;
  await Promise.all([apiChild.stop(), pageChild.stop()]);
  await database?.stop();
  process.exit(exitCode);
}
