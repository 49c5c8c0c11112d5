import { afterAll, beforeAll, expect, test } from "vitest";
import { createPool } from "../connections/pool.ts";
import { createSqlRunner } from "../connections/sql-runner.ts";
import { runStorm } from "./run-storm.ts";
import { createStormLedger, findDamage } from "./storm-ledger.ts";
import { type StormServer, startStormServer } from "./storm-server.ts";

const KILLS = Number(process.env["FAREBOX_STORM_KILLS"] ?? 200);
const CRASHES = Number(process.env["FAREBOX_STORM_CRASHES"] ?? 2);
const LONGEST_STORM_MILLISECONDS = 60_000 + KILLS * 500;

let server: StormServer;
beforeAll(async () => {
  server = await startStormServer();
}, 60_000);
afterAll(() => server.stop());

const unharmed = { torn: 0, crossTenant: 0, lostAcknowledged: 0, double: 0, hung: 0, uncaught: 0 };

for (const path of ["pg, one statement", "pg, inTransaction"] as const) {
  test(
    `P03 P04 P05 D4: ${path}: killed sessions, idle timeouts and a killed server tear, move, lose and double nothing`,
    async () => {
      const report = await runStorm(server, { path, kills: KILLS, crashes: CRASHES });
      expect(report).toMatchObject({ ...unharmed, crashes: CRASHES });
      expect(report.kills).toBeGreaterThanOrEqual(KILLS);
      expect(report.acknowledged).toBeGreaterThan(KILLS);
      expect(report.failures).toBeGreaterThan(0);
      expect(report.healthyAfterMilliseconds).toBeLessThan(5_000);
    },
    LONGEST_STORM_MILLISECONDS,
  );
}

test("the storm's judge sees a torn, a foreign, a lost and a doubled effect", async () => {
  const owner = createPool(server.url, { role: "farebox_owner", settings: { maxConnections: 1 } });
  const [torn, foreign, lost, double] = ["1", "2", "3", "4"].map(
    (digit) => `00000000-0000-7000-8000-00000000000${digit}`,
  );
  await createStormLedger(owner, [torn, foreign, lost, double].map(String));
  const insert = (businessId: string | undefined, actingId: string | undefined, legs: readonly number[]) =>
    createSqlRunner(owner).query(
      "sabotage",
      `insert into storm.entries (business_id, key, leg, amount, acting_business_id)
       select $1::uuid, $1::text, leg, 1, $2::uuid from unnest($3::int[]) leg`,
      [businessId, actingId, legs],
    );
  await insert(torn, torn, [1, 2]);
  await insert(foreign, torn, [1, 2, 3]);
  await insert(double, double, [1, 2, 3, 1, 2, 3]);
  const operation = { businessId: String(lost), key: String(lost), amount: 1n };
  const damage = await findDamage(owner, new Map([[operation.key, operation]]));
  await owner.end();
  // The accounts of the three were never stepped, so each of them disagrees with its entries as well.
  expect(damage).toEqual({ torn: 4, crossTenant: 1, lostAcknowledged: 1, double: 1 });
});
