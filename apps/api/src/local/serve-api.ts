import { join } from "node:path";
import { openDatabase } from "@farebox/db";
import type { Logger } from "pino";
import type { SignIn } from "../auth/sign-in.ts";
import { buildApp } from "../build-app.ts";
import { createDeps } from "../create-deps.ts";
import type { Deps } from "../deps.ts";
import type { Env } from "../env.ts";
import { deliverToSelf } from "../http/deliver-to-self.ts";
import type { OpenServer } from "../http/server.ts";
import { startJobs } from "../jobs/start-jobs.ts";
import { createLedger } from "../ledger/create-ledger.ts";
import { observeLedger } from "../ledger/ledger-metrics.ts";
import { createLiveFeed } from "../live/create-live-feed.ts";
import { toLoggable } from "../loggable-error.ts";
import { createMetrics } from "../metrics.ts";
import { WEBHOOK_PATH } from "../stripe/handled-events.ts";
import { proveRawBodies } from "../stripe/self-test.ts";
import { createDatabaseMetrics } from "../telemetry/database-metrics.ts";
import { traceDatabase, traceLedger, traceProvider, traceServer } from "../telemetry/trace-parts.ts";
import { startTracing } from "../telemetry/tracing.ts";
import { ROOT } from "./settings.ts";
import type { StopStack } from "./stop-stack.ts";

const STOP_REQUESTS_WITHIN_MS = 2_000;

type Parts = {
  readonly env: Env;
  readonly log: Logger;
  readonly server: OpenServer;
  readonly stops: StopStack;
  readonly readDemoProgress?: Deps["readDemoProgress"];
};

/** Opens the database, joins the API with its jobs and the built page, and serves all of it at the open port. */
export async function serveApi(parts: Parts): Promise<{ readonly deps: Deps; readonly signIn: SignIn }> {
  const { env, log, server, stops } = parts;
  const tracing = await startTracing(process.env, log);
  if (tracing !== null) stops.push(() => tracing.stop());
  const db = traceDatabase(openDatabase({ url: env.databaseUrl }), tracing);
  stops.push(() => db.close());
  await db.assertSafeRoles();
  const metrics = createMetrics();
  createDatabaseMetrics(db, metrics);
  const live = createLiveFeed(db, { onFailure: (error) => log.warn({ failure: toLoggable(error) }, "live balances") });
  stops.push(() => live.close());
  const observer = observeLedger({ registry: metrics.registry, log });
  const ledger = traceLedger(createLedger(db, { onCommitted: live.publish, observer }), tracing);
  stops.push(() => ledger.drain());

  const { readDemoProgress = () => null } = parts;
  const { deps, signIn } = createDeps({ env, log, db, ledger, live, metrics, readDemoProgress });
  stops.push(async () => {
    deps.mailer.close();
    await deps.authentication.keys.close();
  });
  traceProvider(deps.stripe, tracing);
  stops.push(() => deps.playground.stop());
  const jobs = startJobs(deps, tracing);
  stops.push(() => jobs.stop());
  const readinessChecks = [
    { name: "worker", check: jobs.check },
    { name: "inbox", check: deps.inbox.check },
  ];
  const { app, hotDoor, streams } = buildApp({
    deps,
    signIn,
    webDirectory: join(ROOT, "apps", "web", "dist"),
    readinessChecks,
  });
  traceServer(server, tracing).serve(app.fetch, hotDoor);
  stops.push(() => {
    streams.endAll();
    return server.close(STOP_REQUESTS_WITHIN_MS);
  });
  await proveRawBodies(deliverToSelf(env, server.port, WEBHOOK_PATH), deps.stripe.webhookSecrets);
  return { deps, signIn };
}
