import { createHash } from "node:crypto";
import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../embedded/index.ts";
import { isProcessRunning } from "../embedded/process-identity.ts";
import { quietClient } from "./quiet-client.ts";

/** A server for tests. Both addresses name its maintenance database; `inDatabase` moves them to another. */
export type TestCluster = {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  stop(): Promise<void>;
};

export type TestClusterOptions = {
  /** False lets the server skip every fsync, which only tests that never ask about durability may do. */
  readonly isDurable: boolean;
  readonly settings?: Readonly<Record<string, string>>;
};

const HOME_PREFIX = "farebox-test-";
const IN_A_HURRY = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
} as const;

/** An embedded cluster of its own, or the server named by TEST_DATABASE_URL. */
export async function startTestCluster({ isDurable, settings }: TestClusterOptions): Promise<TestCluster> {
  const givenUrl = process.env["TEST_DATABASE_URL"];
  if (givenUrl) return useServer(givenUrl);
  await removeAbandonedHomes();
  const home = await mkdtemp(join(tmpdir(), `${HOME_PREFIX}${process.pid}-`));
  const embedded = await startEmbeddedPostgres({
    home,
    settings: { ...(isDurable ? {} : IN_A_HURRY), ...settings },
  });
  return {
    superuserUrl: embedded.superuserUrl,
    ownerUrl: embedded.ownerUrl,
    stop: async () => {
      await embedded.stop();
      await removeHome(home);
    },
  };
}

/** A server that is not ours: the owner's role is made when the given login may do so, else that login is the owner. */
async function useServer(superuserUrl: string): Promise<TestCluster> {
  const stop = async () => undefined;
  const client = quietClient(superuserUrl);
  await client.connect();
  try {
    const { rows } = await client.query("select rolsuper from pg_roles where rolname = current_user");
    if (rows[0]?.rolsuper !== true) return { superuserUrl, ownerUrl: superuserUrl, stop };
    // Derived rather than random, so that runs side by side on one server agree on it.
    const password = createHash("sha256").update(superuserUrl).digest("hex").slice(0, 32);
    await client.query("select pg_advisory_lock(hashtext('farebox test owner'))");
    const known = await client.query("select from pg_roles where rolname = 'farebox_owner'");
    if (known.rowCount === 0) await client.query("create role farebox_owner");
    await client.query(`alter role farebox_owner login createrole password '${password}'`);
    const owner = new URL(superuserUrl);
    owner.username = "farebox_owner";
    owner.password = password;
    return { superuserUrl, ownerUrl: owner.href, stop };
  } finally {
    await client.end();
  }
}

/** Homes of test runs that were killed; their server is told to go by the missing directory, at once by us. */
async function removeAbandonedHomes(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(HOME_PREFIX) ? name.slice(HOME_PREFIX.length).split("-")[0] : Number.NaN);
    if (!Number.isInteger(pid) || (await isProcessRunning(pid))) continue;
    const home = join(tmpdir(), name);
    const left = await startEmbeddedPostgres({ home }).catch(() => null);
    await left?.stop();
    await removeHome(home).catch(() => undefined);
  }
}

async function removeHome(home: string): Promise<void> {
  const data = await realpath(join(home, "postgres")).catch(() => null);
  if (data !== null) await rm(data, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
}
