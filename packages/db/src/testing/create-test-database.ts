import { randomBytes } from "node:crypto";
import { quietClient } from "./quiet-client.ts";
import { readRunCluster } from "./run-cluster.ts";
import { inDatabase, ownerOf } from "./template.ts";

export type TestDatabase = {
  readonly name: string;
  /** Logs in as the owner of the schema. */
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  drop(): Promise<void>;
};

/** A migrated, empty database of its own on the cluster of this test run, cloned in well under a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, ownerUrl, template } = readRunCluster();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runStatement(superuserUrl, `create database ${name} template ${template} owner ${ownerOf(ownerUrl)}`);
  return {
    name,
    ownerUrl: inDatabase(ownerUrl, name),
    superuserUrl: inDatabase(superuserUrl, name),
    drop: () => runStatement(superuserUrl, `drop database if exists ${name} with (force)`),
  };
}

async function runStatement(serverUrl: string, statement: string): Promise<void> {
  const client = quietClient(serverUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
