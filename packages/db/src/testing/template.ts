import { createHash } from "node:crypto";
import { migrate } from "../migrate.ts";
import { listMigrationFiles } from "../migration-files.ts";
import type { TestCluster } from "./cluster.ts";
import { quietClient } from "./quiet-client.ts";

/** The name of a migrated, empty database of the cluster, to be cloned by every test; made once. */
export async function makeTemplate(cluster: Pick<TestCluster, "superuserUrl" | "ownerUrl">): Promise<string> {
  const name = `farebox_template_${await digestMigrations()}`;
  const client = quietClient(cluster.superuserUrl);
  await client.connect();
  try {
    // Runs side by side on one server make it once; the lock goes with the connection.
    await client.query("select pg_advisory_lock(hashtext('farebox test template'))");
    const known = await client.query("select from pg_database where datname = $1", [name]);
    if (known.rowCount === 1) return name;
    const unfinished = `${name}_unfinished`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished} owner ${ownerOf(cluster.ownerUrl)}`);
    await migrate({ ownerUrl: inDatabase(cluster.ownerUrl, unfinished) });
    await client.query(`alter database ${unfinished} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

export function inDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export function ownerOf(ownerUrl: string): string {
  return `"${decodeURIComponent(new URL(ownerUrl).username)}"`;
}

async function digestMigrations(): Promise<string> {
  const digest = createHash("sha256");
  for (const { name, checksum } of await listMigrationFiles()) digest.update(`${name} ${checksum}\n`);
  return digest.digest("hex").slice(0, 12);
}
