import { readFileSync } from "node:fs";
import { mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chooseShelf, createCluster, findCluster } from "./data-directory.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { parseIdentity, withHomeLock } from "./home-lock.ts";
import { readHomeSecrets } from "./home-secrets.ts";
import { launchPostmaster } from "./launch-postmaster.ts";
import { clearRemains, readPostmaster, stopPostmaster } from "./postmaster.ts";
import { askServer, type Login, prepareDatabase, type Server } from "./prepare-database.ts";
import { identifyProcess, isSameProcessRunning } from "./process-identity.ts";
import { canWorkIn, chooseServerAccount, runAs, type ServerAccount } from "./server-account.ts";
import { findServerBinaries, type ServerBinaries } from "./server-binaries.ts";

export type EmbeddedPostgres = {
  /** Logs in as `farebox_owner` to the database `farebox`. */
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Stops the server, unless it belongs to another process that is still running. */
  stop(): Promise<void>;
};

export type StartOptions = {
  /** Directory of this installation; the cluster lies in `<home>/postgres`, the passwords in `<home>/keys.json`. */
  readonly home: string;
  readonly log?: (line: string) => void;
  /** Further server settings. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where a server that has to be started listens; otherwise any free port. */
  readonly port?: number;
};

/**
 * Runs the real PostgreSQL of this home: joins the server that already runs in it, takes over one that a killed process
 * left behind, repairs what a crash left, or makes a new cluster.
 */
export async function startEmbeddedPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  try {
    await mkdir(options.home, { recursive: true, mode: 0o711 });
    const home = await realpath(resolve(options.home));
    const start = { ...options, home, log: options.log ?? (() => undefined) };
    return await withHomeLock(home, () => startLocked(start));
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(`The embedded PostgreSQL cannot use ${options.home}.`, String(error));
  }
}

async function startLocked(start: Start): Promise<EmbeddedPostgres> {
  const secrets = await readHomeSecrets(start.home, ["postgresSuperuser", "postgresOwner"]);
  const logins = {
    superuser: { user: "postgres", password: secrets["postgresSuperuser"] ?? "", database: "postgres" },
    owner: { user: "farebox_owner", password: secrets["postgresOwner"] ?? "", database: "farebox" },
  };
  const joined = await joinRunning(start, logins);
  const server = joined ?? (await startServer(start, logins));
  const isOurs = joined === null || !(await hasLivingOwner(start.home));
  if (isOurs) await writeOwner(start.home);
  return {
    ownerUrl: urlOf(server, logins.owner),
    superuserUrl: urlOf(server, logins.superuser),
    port: server.port,
    pid: server.pid,
    stop: isOurs ? stopOnce(start.home, server) : async () => undefined,
  };
}

type Start = StartOptions & { readonly log: (line: string) => void };
type Logins = { readonly superuser: Login; readonly owner: Login };

async function joinRunning(start: Start, logins: Logins): Promise<Server | null> {
  const directory = await findCluster(start.home);
  const running = directory === null ? null : await readPostmaster(directory);
  if (running === null) return null;
  start.log(`A database is already running here (process ${running.pid}).`);
  const answer = await askServer(running, logins.owner);
  if (answer === "ready") return running;
  if (answer === "closed") return null;
  if (await hasLivingOwner(start.home)) {
    throw new EmbeddedPostgresError(`The database of ${start.home} is in use by another process and does not answer.`);
  }
  await stopPostmaster(running.pid);
  return null;
}

async function startServer(start: Start, logins: Logins): Promise<Server> {
  const { home, log } = start;
  const account = await chooseServerAccount(join(home, "postgres"));
  const shelf = await chooseShelf(home, account);
  const binaries = await findServerBinaries(account, shelf);
  const existing = await findCluster(home);
  if (existing !== null && !(await canWorkIn(account, existing))) {
    throw new EmbeddedPostgresError(
      `The account PostgreSQL runs as cannot enter ${existing}; choose another FAREBOX_HOME.`,
    );
  }
  if (existing === null) log("Creating the database cluster.");
  else await clearRemains(account, existing);
  const { password: superuserPassword } = logins.superuser;
  const dataDirectory =
    existing ??
    (await createCluster({
      home,
      shelf,
      account,
      binaries,
      superuserPassword,
    }));
  const launch = {
    binaries,
    account,
    dataDirectory,
    logFile: join(home, "postgres.log"),
    settings: start.settings ?? {},
    port: start.port,
  };

  let server = await launchPostmaster(launch);
  if ((await askServer(server, logins.owner)) === "ready") return server;
  if ((await askServer(server, logins.superuser)) === "wrong_password") {
    log("The kept password does not open the database; setting it anew.");
    await stopPostmaster(server.pid);
    await resetPassword(binaries, account, {
      dataDirectory,
      login: logins.superuser,
    });
    server = await launchPostmaster(launch);
  }
  await prepareDatabase({ port: server.port, ...logins });
  return server;
}

type Reset = { readonly dataDirectory: string; readonly login: Login };

/** Single-user mode asks for no password: who can write the data directory owns the database anyway. */
async function resetPassword(binaries: ServerBinaries, account: ServerAccount, reset: Reset): Promise<void> {
  const statement = `alter role ${reset.login.user} password '${reset.login.password}';\n`;
  const single = ["--single", "-D", reset.dataDirectory, reset.login.database];
  const result = await runAs(account, binaries.postgres, single, statement);
  if (!result.isSuccess) throw new EmbeddedPostgresError("The database password could not be set.", result.output);
}

/** `server-owner.json` names the process that will stop the server; others that join leave it running. */
const ownerFile = (home: string) => join(home, "server-owner.json");

async function hasLivingOwner(home: string): Promise<boolean> {
  const owner = parseIdentity(await readFile(ownerFile(home), "utf8").catch(() => ""));
  return owner !== null && isSameProcessRunning(owner);
}

async function writeOwner(home: string): Promise<void> {
  const partial = `${ownerFile(home)}.${process.pid}`;
  await writeFile(partial, JSON.stringify(await identifyProcess(process.pid)));
  await rename(partial, ownerFile(home));
}

function stopOnce(home: string, server: Server): () => Promise<void> {
  // A process that ends without calling stop still asks the server to go; the server then finishes on its own.
  const atExit = () => {
    try {
      const pidFile = readFileSync(join(home, "postgres", "postmaster.pid"), "utf8");
      if (Number.parseInt(pidFile, 10) === server.pid) process.kill(server.pid, "SIGINT");
    } catch {
      // Stopped already.
    }
  };
  process.once("exit", atExit);
  let stopping: Promise<void> | null = null;
  return () => {
    stopping ??= rm(ownerFile(home), { force: true })
      .then(() => stopPostmaster(server.pid))
      .then(() => void process.off("exit", atExit));
    return stopping;
  };
}

function urlOf(server: Server, login: Login): string {
  return `postgres://${login.user}:${encodeURIComponent(login.password)}@127.0.0.1:${server.port}/${login.database}`;
}
