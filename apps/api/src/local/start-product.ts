import { mkdir } from "node:fs/promises";
import { readHomeSecret } from "@farebox/db/embedded";
import { openServer } from "../http/server.ts";
import { toLoggable } from "../loggable-error.ts";
import type { DemoProgress } from "./demo/demo-progress.ts";
import { prepareDemo } from "./demo/prepare-demo.ts";
import { describePayments } from "./describe-payments.ts";
import { describeStart } from "./describe-start.ts";
import { claimInstance } from "./instance.ts";
import { readLocalEnv } from "./local-env.ts";
import { openLocalLog } from "./local-log.ts";
import { ensureOperatorKey } from "./operator-key.ts";
import { preparePayments } from "./prepare-payments.ts";
import { type Ready, removeReadyFile, writeReadyFile } from "./ready-file.ts";
import { serveApi } from "./serve-api.ts";
import type { LocalSettings } from "./settings.ts";
import { startDatabase } from "./start-database.ts";
import { explainListenFailure, StartRefused } from "./start-refused.ts";
import { startStandIn } from "./start-stand-in.ts";
import { createStopStack, type StopStack } from "./stop-stack.ts";
import type { Terminal } from "./terminal.ts";
import { waitUntil } from "./wait-until.ts";

type Surroundings = {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** Aborted when the product shall stop. */
  readonly signal: AbortSignal;
};

/** Runs the whole product in this process until the signal, then stops it in the opposite order of its start. */
export async function startProduct(settings: LocalSettings, surroundings: Surroundings): Promise<void> {
  const stops = createStopStack();
  try {
    await startEverything(settings, { ...surroundings, stops });
    await untilAborted(surroundings.signal);
  } finally {
    await stops.runAll();
  }
}

async function startEverything(
  settings: LocalSettings,
  { variables, terminal, signal, stops }: Surroundings & { readonly stops: StopStack },
): Promise<void> {
  const { home, readyFiles } = settings;
  const given = readLocalEnv({ settings, variables, url: "http://127.0.0.1" });
  await mkdir(home, { recursive: true, mode: 0o711 });
  const instance = await claimInstance(home);
  stops.push(() => instance.release());
  const removeReadyFiles = () => Promise.all(readyFiles.map(removeReadyFile)).then(() => undefined);
  await removeReadyFiles();

  const server = await openServer(given).catch((error: unknown) => {
    throw explainListenFailure(error, given);
  });
  stops.push(() => server.close(2_000));
  const url = `http://127.0.0.1:${server.port}`;

  const databaseUrl = await startDatabase({ settings, givenUrl: given.databaseUrl, terminal, stops });
  if (signal.aborted) return;
  const authSecret = await readHomeSecret(home, "authSecret");
  const standIn = given.provider === null ? await startStandIn({ home, productUrl: url, stops }) : null;
  const known = { ...variables, ...standIn?.variables };
  const env = readLocalEnv({ settings, variables: known, url, databaseUrl, authSecret });
  const { log, close: closeLog } = await openLocalLog(home, env.logLevel);
  stops.push(closeLog);
  let progress: DemoProgress | null = null;
  const { deps, signIn } = await serveApi({ env, log, server, stops, readDemoProgress: () => progress });
  await preparePayments(deps, standIn);
  const demo = await prepareDemo({ ...deps, signIn }, settings);
  const operatorKey = settings.isEmbedded
    ? await ensureOperatorKey(deps.db, {
        homeSecret: await readHomeSecret(home, "operatorKey"),
        isSandbox: env.isSandbox,
      })
    : null;
  if (!(await waitUntil(() => isReady(url), 20_000)))
    throw new StartRefused(`The product does not become ready; ${home}/farebox.log tells why.`);
  if (signal.aborted) return;

  const ready: Ready = {
    url,
    databaseUrl,
    operatorKey,
    stripeUrl: standIn?.url ?? null,
    stripeWebhookSecret: standIn?.webhookSecret ?? null,
    demo: demo?.owner ?? null,
    pid: process.pid,
  };
  stops.push(async () => {
    await instance.retire();
    await removeReadyFiles();
  });
  await instance.announce(url);
  for (const path of readyFiles) await writeReadyFile(path, ready);
  const isDemoFilling = (demo?.fill ?? null) !== null;
  const payments = await describePayments(deps);
  terminal.block(
    describeStart({
      settings,
      ready,
      operator: demo?.operator ?? null,
      isDemoFilling,
      pageUrl: env.publicUrl,
      payments,
    }),
  );

  const onProgress = (now: DemoProgress) => {
    progress = now;
    terminal.demo(now);
  };
  const filling = demo?.fill?.({ signal, onProgress }).catch((error: unknown) => {
    if (signal.aborted) return;
    log.error({ failure: toLoggable(error) }, "the demo history could not be filled in");
    terminal.problem(
      `The demo history could not be filled in: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  stops.push(async () => filling);
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
