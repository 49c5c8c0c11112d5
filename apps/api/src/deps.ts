import type { Database } from "@farebox/db";
import type { Logger } from "pino";
import type { Authentication } from "./auth/authentication.ts";
import type { BusinessDirectory } from "./auth/business-directory.ts";
import type { Env } from "./env.ts";
import type { ExportRoom } from "./exports/export-room.ts";
import type { Admission } from "./http/admission.ts";
import type { CallLimits } from "./http/call-limits.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { LiveFeed } from "./live/live-feed.ts";
import type { DemoProgress } from "./local/demo/demo-progress.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { Metrics } from "./metrics.ts";
import type { Deliveries } from "./notices/create-deliveries.ts";
import type { Playground } from "./playground/playground.ts";
import type { StripeDoor } from "./stripe/client/create-stripe.ts";
import type { Reconcile } from "./stripe/create-provider-books.ts";
import type { Inbox } from "./stripe/inbox.ts";
import type { CatalogueSync } from "./use-cases/catalogue-sync.ts";
import type { PaymentProvider } from "./use-cases/payment-provider.ts";

/** What procedures and use-cases share. Joined once, in `build-app.ts`. */
export type Deps = {
  readonly env: Env;
  readonly log: Logger;
  readonly db: Database;
  /** The one door for everything that changes a business's tokens. */
  readonly ledger: Ledger;
  /** Tells that a business's balance moved. */
  readonly live: LiveFeed;
  readonly authentication: Authentication;
  /** Which businesses there are. */
  readonly businesses: BusinessDirectory;
  readonly limits: CallLimits;
  /** How much is taken on at once. */
  readonly admission: Admission;
  /** How many files are written at once. */
  readonly exportRoom: ExportRoom;
  readonly mailer: Mailer;
  readonly metrics: Metrics;
  /** What takes notices to people and endpoints. */
  readonly deliveries: Deliveries;
  /** Brings what is for sale to it. */
  readonly catalogueSync: CatalogueSync;
  /** The payment provider, or its stand-in. */
  readonly stripe: StripeDoor;
  /** The same, in the words of what is sold: what use-cases know of it. */
  readonly provider: PaymentProvider;
  /** What the payment provider told us of. */
  readonly inbox: Inbox;
  /** Looks for what it did not tell us of. */
  readonly reconcile: Reconcile;
  /** How far the history of a local start's demo is filled in; null where there is no demo. */
  readonly readDemoProgress: () => DemoProgress | null;
  /** Simulated call handlers, for as long as no real money moves. */
  readonly playground: Playground;
};
