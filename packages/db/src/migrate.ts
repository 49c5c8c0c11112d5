import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { listMigrationFiles, type MigrationFile } from "./migration-files.ts";

/**
 * Brings a database to the newest schema: each file that is missing, in order, each in a transaction of its own together
 * with the row that says so. Run twice, by two hosts at once, or again after it died half-way, it ends in the same state.
 *
 * `ownerUrl` logs in as farebox_owner, a superuser, or whoever owns the database and may create roles.
 */
export async function migrate({ ownerUrl, directory }: MigrateOptions): Promise<{ readonly applied: string[] }> {
  const files = await listMigrationFiles(directory);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "farebox migrate" });
  // A connection that dies is reported by the statement that waits on it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const applied: string[] = [];
    for (const file of files) {
      if (await applyOnce(client, file)) applied.push(file.name);
    }
    return { applied };
  } finally {
    await client.end().catch(() => undefined);
  }
}

export type MigrateOptions = { readonly ownerUrl: string; readonly directory?: string };

export class MigrationChanged extends Error {
  constructor(file: string) {
    super(`${file} was changed after it was applied to this database; a released migration is final, add a new one`);
    this.name = "MigrationChanged";
  }
}

/** True when this call applied it. */
async function applyOnce(client: pg.Client, file: MigrationFile): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(client, () => applyUnderLock(client, file));
    } catch (error) {
      // Somebody's long transaction held a table. Waiting in front of it would hold up everybody behind us.
      const isLockTimeout = error instanceof pg.DatabaseError && error.code === "55P03";
      if (!isLockTimeout || attempt === MOST_ATTEMPTS) throw error;
      await wait(Math.random() * Math.min(100 * 2 ** attempt, 2_000));
    }
  }
}

const MOST_ATTEMPTS = 30;

async function applyUnderLock(client: pg.Client, file: MigrationFile): Promise<boolean> {
  // Of two hosts the second waits here for the first to commit, then finds the file applied.
  await client.query("select pg_advisory_xact_lock(hashtext('farebox migrate'))");
  await client.query(ENSURE_APPLIED_FILES);
  const known = await client.query<{ checksum: string }>(
    "select checksum from farebox_migrations.applied_files where name = $1",
    [file.name],
  );
  const checksum = known.rows[0]?.checksum;
  if (checksum !== undefined) {
    if (checksum !== file.checksum) throw new MigrationChanged(file.name);
    return false;
  }
  const isPushed = await wasPushedBySupabase(client, file);
  if (!isPushed) {
    await client.query("set local lock_timeout = '1s'");
    await client.query(file.text);
  }
  await client.query("insert into farebox_migrations.applied_files (name, checksum) values ($1, $2)", [
    file.name,
    file.checksum,
  ]);
  return !isPushed;
}

const ENSURE_APPLIED_FILES = `
create schema if not exists farebox_migrations;
create table if not exists farebox_migrations.applied_files (
  name text primary key,
  checksum text not null,
  applied_at timestamptz(3) not null default now()
)`;

/** `supabase db push` applies the same files and keeps its own list of their numbers. */
async function wasPushedBySupabase(client: pg.Client, file: MigrationFile): Promise<boolean> {
  const { rows } = await client.query(
    "select to_regclass('supabase_migrations.schema_migrations') is not null as pushes",
  );
  if (rows[0]?.pushes !== true) return false;
  const pushed = await client.query("select from supabase_migrations.schema_migrations where version = $1", [
    file.name.split("_")[0],
  ]);
  return pushed.rowCount === 1;
}

async function inTransaction<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}
