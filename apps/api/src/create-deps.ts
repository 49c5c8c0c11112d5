import type { Database } from "@farebox/db";
import type { Logger } from "pino";
import { createApiKeyDirectory } from "./auth/api-key-directory.ts";
import { createAuthentication } from "./auth/authentication.ts";
import { createTokenJudge } from "./auth/bearer-token.ts";
import { createBusinessDirectory } from "./auth/business-directory.ts";
import { createSignIn, readSessionWith, type SignIn } from "./auth/sign-in.ts";
import type { Deps } from "./deps.ts";
import type { Env } from "./env.ts";
import { createExportRoom } from "./exports/export-room.ts";
import { type AdmissionSize, createAdmission } from "./http/admission.ts";
import { createCallLimits } from "./http/call-limits.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { LiveFeed } from "./live/live-feed.ts";
import { createMailer } from "./mail/mailer.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { createDeliveries } from "./notices/create-deliveries.ts";
import { createSenders } from "./notices/create-senders.ts";
import { createPlayground } from "./playground/playground.ts";
import { createCatalogueSync } from "./stripe/catalogue/create-catalogue-sync.ts";
import { createStripe, type StripeParts } from "./stripe/client/create-stripe.ts";
import { createProviderBooks } from "./stripe/create-provider-books.ts";
import { createPaymentProvider } from "./stripe/selling/create-payment-provider.ts";

/** Joins what procedures share. Until the first request the database is only listened to. */
export function createDeps(parts: DepsParts): { readonly deps: Deps; readonly signIn: SignIn } {
  const { env, log, db, ledger, live } = parts;
  const mailer = createMailer(env, log);
  const signIn = createSignIn({ env, db, mailer, log });
  const authentication = createAuthentication({
    keys: createApiKeyDirectory(db, env.isSandbox ? "test" : "live"),
    readSession: readSessionWith(signIn),
    judgeToken: env.issuer === null ? null : createTokenJudge(db.service, env.issuer),
    publicUrl: env.publicUrl,
  });
  const shared = {
    env,
    log,
    db,
    ledger,
    live,
    authentication,
    businesses: createBusinessDirectory(db.service),
    limits: createCallLimits(),
    admission: createAdmission(parts.admission),
    exportRoom: createExportRoom(),
    mailer,
    metrics: parts.metrics ?? createMetrics(),
    stripe: createStripe({
      settings: env.provider,
      log,
      ...(parts.onProviderRequest && { onRequest: parts.onProviderRequest }),
    }),
    readDemoProgress: parts.readDemoProgress ?? (() => null),
  };
  const deps = {
    ...shared,
    catalogueSync: createCatalogueSync(shared),
    deliveries: createDeliveries(shared, createSenders(shared)),
    ...createProviderBooks(shared),
    provider: createPaymentProvider(shared),
    playground: createPlayground(shared),
  };
  return { deps, signIn };
}

export type DepsParts = {
  readonly env: Env;
  readonly log: Logger;
  readonly db: Database;
  readonly ledger: Ledger;
  readonly live: LiveFeed;
  /** Where the ledger counts as well; left out: a registry of its own. */
  readonly metrics?: Metrics;
  readonly readDemoProgress?: Deps["readDemoProgress"];
  readonly admission?: AdmissionSize;
  readonly onProviderRequest?: StripeParts["onRequest"];
};
