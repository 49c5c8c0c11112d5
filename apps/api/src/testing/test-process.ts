import { openDatabase } from "@farebox/db";
import type { TestDatabase } from "@farebox/db/testing";
import type { Logger } from "pino";
import { buildApp } from "../build-app.ts";
import { createDeps } from "../create-deps.ts";
import type { Deps } from "../deps.ts";
import { readEnv } from "../env.ts";
import type { AdmissionSize } from "../http/admission.ts";
import { type OpenServer, openServer } from "../http/server.ts";
import { createLedger } from "../ledger/create-ledger.ts";
import { createLiveFeed } from "../live/create-live-feed.ts";
import { createLog } from "../log.ts";
import type { TestProvider } from "./test-provider.ts";

/** One process of the product on a port of its own: it shares nothing with another one but the database. */
export async function startTestProcess(options: TestProcessOptions): Promise<TestProcess> {
  const { database, mailDirectory } = options;
  const server = await openServer({ port: 0, host: "127.0.0.1" });
  const url = `http://127.0.0.1:${server.port}`;
  const provider = await options.openProvider?.(url);
  const env = readEnv(
    {
      AUTH_SECRET: "a secret of the tests, long enough for them",
      DATABASE_URL: database.ownerUrl,
      LOG_LEVEL: "silent",
      ...provider?.variables,
      ...options.variables,
    },
    { isLocal: true, publicUrl: url, mailDirectory },
  );
  const db = openDatabase({ url: database.ownerUrl });
  const log = options.log ?? createLog(env.logLevel);
  const live = createLiveFeed(db);
  const ledger = createLedger(db, { onCommitted: live.publish });
  const { deps, signIn } = createDeps({
    env,
    log,
    db,
    ledger,
    live,
    ...(options.admission && { admission: options.admission }),
    ...(provider && { onProviderRequest: (request) => void provider.requests.push(request) }),
  });
  const webDirectory = options.webDirectory ?? mailDirectory;
  const { app, hotDoor, streams } = buildApp({ deps, signIn, webDirectory, readinessChecks: [] });
  server.serve(app.fetch, options.isHotDoorShut === true ? undefined : hotDoor);
  return {
    url,
    deps,
    server,
    async stop() {
      deps.playground.stop();
      streams.endAll();
      await server.close(2_000);
      await deps.authentication.keys.close();
      await live.close();
      await ledger.drain();
      await db.close();
    },
  };
}

export type TestProcessOptions = {
  readonly database: TestDatabase;
  readonly mailDirectory: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly log?: Logger;
  readonly webDirectory?: string;
  /** Leaves everything to the framework, so that both ways can be compared. */
  readonly isHotDoorShut?: boolean;
  readonly admission?: AdmissionSize;
  /** What takes the payments of a product that answers at this address. */
  readonly openProvider?: (url: string) => Promise<TestProvider>;
};

export type TestProcess = {
  readonly url: string;
  readonly deps: Deps;
  readonly server: OpenServer;
  readonly stop: () => Promise<void>;
};
