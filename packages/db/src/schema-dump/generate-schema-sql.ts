import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startTestCluster } from "../testing/cluster.ts";
import { quietClient } from "../testing/quiet-client.ts";
import { inDatabase, makeTemplate } from "../testing/template.ts";
import { dumpSchema } from "./dump-schema.ts";

const SCHEMA_SQL = join(import.meta.dirname, "../../schema.sql");

/** Writes `packages/db/schema.sql`; with `--check` only says whether it is what the migrations make. */
const dumped = await dumpMigrated();
if (!process.argv.includes("--check")) {
  await writeFile(SCHEMA_SQL, dumped);
} else if (dumped !== (await readFile(SCHEMA_SQL, "utf8").catch(() => ""))) {
  console.error("packages/db/schema.sql is stale: write it anew with npm run generate");
  process.exitCode = 1;
}

async function dumpMigrated(): Promise<string> {
  const cluster = await startTestCluster({ isDurable: false });
  try {
    const client = quietClient(inDatabase(cluster.superuserUrl, await makeTemplate(cluster)));
    await client.connect();
    try {
      return await dumpSchema(client);
    } finally {
      await client.end();
    }
  } finally {
    await cluster.stop();
  }
}
