import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { memorySettings } from "./memory-settings.ts";
import { readPostmaster } from "./postmaster.ts";
import { type ServerAccount, serverEnvironment } from "./server-account.ts";
import type { ServerBinaries } from "./server-binaries.ts";

import { until } from "./until.ts";

export type Launch = {
  readonly binaries: ServerBinaries;
  readonly account: ServerAccount;
  readonly dataDirectory: string;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Undefined: any free one. */
  readonly port: number | undefined;
};

const PORT_ATTEMPTS = 5;
/** Recovery after a crash replays the log first; on a slow disk that takes its time. */
const READY_MILLISECONDS = 120_000;
const LOG_LIMIT_BYTES = 10_000_000;

/** Starts the server on 127.0.0.1 and waits until it takes connections. */
export async function launchPostmaster(launch: Launch): Promise<{ pid: number; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = launch.port ?? (await findFreePort());
    const logStart = fileSize(launch.logFile);
    const child = spawnPostmaster(launch, port);
    const outcome = await until(READY_MILLISECONDS, () => readOutcome(child, launch.dataDirectory));
    if (outcome === "ready" && child.pid !== undefined) return { pid: child.pid, port };

    const output = readFileSync(launch.logFile, "utf8").slice(logStart).slice(-2_000);
    // Between finding the port and using it, someone else may have taken it.
    const isPortTaken = /could not bind|could not create any TCP/u.test(output);
    if (!isPortTaken || attempt === PORT_ATTEMPTS) {
      child.kill("SIGKILL");
      throw new EmbeddedPostgresError("The embedded PostgreSQL did not start.", output);
    }
  }
}

function spawnPostmaster(launch: Launch, port: number): ChildProcess {
  const isLogLong = fileSize(launch.logFile) > LOG_LIMIT_BYTES;
  const log = openSync(launch.logFile, isLogLong ? "w" : "a", 0o600);
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    // TCP only: a socket's path may be too long, and its directory may be closed to the server's account.
    unix_socket_directories: "",
    max_connections: "100",
    ...memorySettings(),
    shared_preload_libraries: "",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
    ...launch.settings,
  };
  const child = spawn(
    launch.binaries.postgres,
    ["-D", launch.dataDirectory, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      ...launch.account,
      env: serverEnvironment(),
      cwd: "/",
      stdio: ["ignore", log, log],
      // Its own process group: Ctrl-C in the terminal is for us, and we stop the server when our work is done.
      detached: true,
    },
  );
  child.unref();
  closeSync(log);
  // Without a listener a program that cannot be spawned would take the process down; exitCode and pid tell the same.
  child.on("error", () => undefined);
  return child;
}

async function readOutcome(child: ChildProcess, dataDirectory: string): Promise<"ready" | "ended" | null> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return "ended";
  const postmaster = await readPostmaster(dataDirectory);
  return postmaster?.pid === child.pid && postmaster.isReady ? "ready" : null;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function fileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
