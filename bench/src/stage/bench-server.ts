import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@farebox/db";
import { startEmbeddedPostgres } from "@farebox/db/embedded";
import pg from "pg";

/**
 * A PostgreSQL of the benchmark's own, with the settings the product starts its own with: every commit is durable. Only its
 * log has more room, so that a checkpoint comes when a case asks for one, and not in the middle of somebody's turn.
 * Databases are made from filled templates, so that each contender of a case has one that nobody else touched.
 */
export async function startBenchServer(): Promise<BenchServer> {
  const home = await mkdtemp(join(tmpdir(), "farebox-bench-"));
  const embedded = await startEmbeddedPostgres({ home, settings: { max_connections: "300", max_wal_size: "16GB" } });
  let count = 0;

  async function run(statement: string, database = "postgres"): Promise<void> {
    const client = new pg.Client({ connectionString: inDatabase(embedded.superuserUrl, database) });
    client.on("error", () => undefined);
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }

  async function create(template: string | null): Promise<BenchDatabase> {
    count += 1;
    const name = `bench_${count}`;
    const copied = template === null ? "" : ` template ${template} strategy file_copy`;
    await run(`create database ${name} owner farebox_owner${copied}`);
    const database = {
      name,
      ownerUrl: inDatabase(embedded.ownerUrl, name),
      superuserUrl: inDatabase(embedded.superuserUrl, name),
      drop: () => run(`drop database if exists ${name} with (force)`),
    };
    if (template === null) await migrate({ ownerUrl: database.ownerUrl });
    return database;
  }

  return {
    createEmpty: () => create(null),
    copyOf: ({ name }) => create(name),
    checkpoint: () => run("checkpoint"),
    stop: async () => {
      await embedded.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export type BenchServer = {
  /** Migrated, without a business. */
  createEmpty(): Promise<BenchDatabase>;
  /** Nobody may be connected to the one that is copied. */
  copyOf(template: BenchDatabase): Promise<BenchDatabase>;
  /** Writes out everything that is not written out yet. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
};

export type BenchDatabase = {
  readonly name: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  drop(): Promise<void>;
};

function inDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
