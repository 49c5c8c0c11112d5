import { EmbeddedPostgresError } from "@farebox/db/embedded";
import { EnvironmentError } from "../env.ts";
import { readLocalSettings } from "./settings.ts";
import { startProduct } from "./start-product.ts";
import { StartRefused } from "./start-refused.ts";
import { createTerminal } from "./terminal.ts";

// `npm start`: everything in one process, on one port, until it is told to stop.
const STOP_WITHIN_MS = 9_000;

// A terminal that goes away must not take the product with it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

const terminal = createTerminal(process.stdout);
const settings = readLocalSettings(process.env, { isDevelopment: process.argv.includes("--development") });
const stopping = new AbortController();

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) return;
    terminal.step("Stopping …");
    stopping.abort();
    // What hangs is left to the next start, which clears up after any death.
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  });
}

try {
  await startProduct(settings, { variables: process.env, terminal, signal: stopping.signal });
  terminal.step("Stopped.");
  process.exit(0);
} catch (error) {
  terminal.problem(explain(error));
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof StartRefused || error instanceof EmbeddedPostgresError) return error.message;
  if (error instanceof EnvironmentError)
    return ["The environment is not right:", ...error.lines.map((line) => `  ${line}`)].join("\n");
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
