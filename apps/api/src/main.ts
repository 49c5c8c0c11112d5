import { EnvironmentError, readEnv } from "./env.ts";
import { openServer } from "./http/server.ts";
import { serveApi } from "./local/serve-api.ts";
import { createStopStack } from "./local/stop-stack.ts";
import { createLog } from "./log.ts";
import { refuseWrongKey } from "./stripe/client/refuse-wrong-key.ts";

// Production: a migrated database, a mail server and secrets from the environment. `npm start` is the local way.
const STOP_WITHIN_MS = 25_000;

try {
  await run();
} catch (error) {
  const lines =
    error instanceof EnvironmentError
      ? error.lines
      : [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  const env = readEnv(process.env, { isLocal: false });
  const log = createLog(env.logLevel);
  // After either of these nobody knows what state the process is in; whoever watches it starts another one.
  process.on("uncaughtException", (error) => {
    log.fatal({ name: error.name, stack: error.stack }, "stopping after an error nobody expected");
    process.exit(1);
  });
  const stops = createStopStack();
  const stop = () => {
    log.info("stopping");
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void stops.runAll().then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  const server = await openServer(env);
  stops.push(() => server.close(0));
  const { deps } = await serveApi({ env, log, server, stops });
  await refuseWrongKey(deps.stripe, log);
  log.info({ port: server.port }, "serving");
}
