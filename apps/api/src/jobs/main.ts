import { openDatabase } from "@farebox/db";
import { EnvironmentError, readEnv } from "../env.ts";
import { createLedger } from "../ledger/create-ledger.ts";
import { observeLedger } from "../ledger/ledger-metrics.ts";
import { createLiveFeed } from "../live/create-live-feed.ts";
import { createLog } from "../log.ts";
import { createMailer } from "../mail/mailer.ts";
import { createMetrics } from "../metrics.ts";
import { createDeliveries } from "../notices/create-deliveries.ts";
import { createSenders } from "../notices/create-senders.ts";
import { createStripe } from "../stripe/client/create-stripe.ts";
import { createProviderBooks } from "../stripe/create-provider-books.ts";
import { createPaymentProvider } from "../stripe/selling/create-payment-provider.ts";
import { traceProvider } from "../telemetry/trace-parts.ts";
import { startTracing } from "../telemetry/tracing.ts";
import { startJobs } from "./start-jobs.ts";

// The worker alone, for installations that run it beside their API processes. Those run one each anyway, and any number may
// run at once. It reads the same environment.
try {
  await work();
} catch (error) {
  const lines = error instanceof EnvironmentError ? error.lines : [String(error)];
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
}

async function work(): Promise<void> {
  const env = readEnv(process.env, { isLocal: false });
  const log = createLog(env.logLevel);
  const tracing = await startTracing(process.env, log);
  const db = openDatabase({ url: env.databaseUrl });
  await db.assertSafeRoles();
  const live = createLiveFeed(db);
  const metrics = createMetrics();
  const observer = observeLedger({ registry: metrics.registry, log });
  const ledger = createLedger(db, { onCommitted: live.publish, observer });
  const stripe = createStripe({ settings: env.provider, log });
  const books = createProviderBooks({ db, ledger, log, metrics, stripe });
  const provider = createPaymentProvider({ db, stripe });
  const mailer = createMailer(env, log);
  const deliveries = createDeliveries({ db, live, log, metrics }, createSenders({ db, env, log, mailer }));
  traceProvider(stripe, tracing);
  const jobs = startJobs({ ...books, deliveries, db, ledger, live, env, log, metrics, provider }, tracing);
  log.info("working");

  const stop = async () => {
    await jobs.stop();
    mailer.close();
    await ledger.drain();
    await live.close();
    await db.close();
    await tracing?.stop();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
}
