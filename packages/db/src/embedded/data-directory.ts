import { chmod, chown, mkdir, readdir, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { canWorkIn, runAs, type ServerAccount } from "./server-account.ts";
import type { ServerBinaries } from "./server-binaries.ts";

/** Where root keeps what the server's account must reach when the home lies in a directory closed to it. */
const OPEN_PLACE = "/var/lib/farebox";
const MAJOR_VERSION = "18";

/** `<home>` itself, or the open place when the account cannot enter the home. */
export async function chooseShelf(home: string, account: ServerAccount): Promise<string> {
  // The home is ours, so it may be opened for passing through; the directories above it are not.
  if (account !== null) await chmod(home, 0o711);
  if (await canWorkIn(account, home)) return home;
  await mkdir(OPEN_PLACE, { recursive: true });
  // Said again, because a strict umask takes it away from what mkdir makes.
  await chmod(OPEN_PLACE, 0o711);
  if (await canWorkIn(account, OPEN_PLACE)) return OPEN_PLACE;
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and the account it would run as can enter neither ${home} nor ${OPEN_PLACE}.`,
  );
}

/** The real path of the cluster of this home, or null when there is none yet. */
export async function findCluster(home: string): Promise<string | null> {
  const directory = await realpath(join(home, "postgres")).catch(() => null);
  if (directory === null) return null;
  const version = await readFile(join(directory, "PG_VERSION"), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new EmbeddedPostgresError(`${directory} belongs to another account.`, "Choose another FAREBOX_HOME.");
  });
  if (version === null) return null;
  if (version.trim() === MAJOR_VERSION) return directory;
  throw new EmbeddedPostgresError(`${directory} was made by PostgreSQL ${version.trim()}, not ${MAJOR_VERSION}.`);
}

export type NewCluster = {
  readonly home: string;
  readonly shelf: string;
  readonly account: ServerAccount;
  readonly binaries: ServerBinaries;
  readonly superuserPassword: string;
};

/** Made under another name and renamed when complete: what is called `postgres` was never half made. */
export async function createCluster(cluster: NewCluster): Promise<string> {
  await removeUnfinished(cluster.home, cluster.shelf);
  const workshop = join(cluster.shelf, `unfinished-${process.pid}-${crypto.randomUUID()}`);
  await mkdir(workshop, { mode: 0o700 });
  const passwordFile = join(workshop, "password");
  await writeFile(passwordFile, cluster.superuserPassword, { mode: 0o600 });
  if (cluster.account !== null) {
    for (const path of [passwordFile, workshop]) await chown(path, cluster.account.uid, cluster.account.gid);
  }
  const made = await runAs(cluster.account, cluster.binaries.initdb, [
    `--pgdata=${join(workshop, "data")}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  if (!made.isSuccess) {
    await rm(workshop, { recursive: true, force: true });
    throw explainFailure(made.output);
  }
  const directory = await moveIntoPlace(cluster, join(workshop, "data"));
  await rm(workshop, { recursive: true, force: true });
  return directory;
}

async function moveIntoPlace(cluster: NewCluster, made: string): Promise<string> {
  const place = join(cluster.home, "postgres");
  await rm(place, { recursive: true, force: true });
  if (cluster.shelf === cluster.home) {
    await rename(made, place);
    return realpath(place);
  }
  const outside = join(cluster.shelf, `cluster-${crypto.randomUUID()}`);
  await rename(made, outside);
  await symlink(outside, place);
  return realpath(place);
}

async function removeUnfinished(home: string, shelf: string): Promise<void> {
  // On a shelf shared with other homes, a workshop may be in use; there it is left alone.
  if (shelf !== home) return;
  for (const name of await readdir(home)) {
    if (name.startsWith("unfinished-")) await rm(join(home, name), { recursive: true, force: true });
  }
}

function explainFailure(output: string): EmbeddedPostgresError {
  if (/could not look up effective user ID/u.test(output)) {
    const who = process.getuid?.() ?? "?";
    return new EmbeddedPostgresError(`The account this runs as (uid ${who}) has no entry in /etc/passwd.`, output);
  }
  return new EmbeddedPostgresError("The database cluster could not be created.", output);
}
