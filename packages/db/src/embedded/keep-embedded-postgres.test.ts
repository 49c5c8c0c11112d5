import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCluster } from "./data-directory.ts";
import { keepEmbeddedPostgres } from "./keep-embedded-postgres.ts";
import { readPostmaster } from "./postmaster.ts";
import { until } from "./until.ts";

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "farebox-kept-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function ask<Row>(url: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

test("P03 a server that is killed comes back at the same address within 5 s, with what was committed", async () => {
  const kept = await keepEmbeddedPostgres({ home });
  try {
    await ask(kept.ownerUrl, "create table notes as select 'kept' as word");
    const directory = await findCluster(home);
    for (let round = 0; round < 2; round++) {
      const running = await readPostmaster(directory ?? "");
      process.kill(running?.pid ?? Number.NaN, "SIGKILL");
      const back = await until(5_000, () =>
        ask<{ word: string }>(kept.ownerUrl, "select word from notes").catch(() => null),
      );
      expect(back).toEqual([{ word: "kept" }]);
    }
  } finally {
    await kept.stop();
  }
  await expect(ask(kept.ownerUrl, "select 1")).rejects.toThrow();
});
