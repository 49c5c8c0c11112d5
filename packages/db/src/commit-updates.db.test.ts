import { randomUUID } from "node:crypto";
import { tokens } from "@farebox/billing-core";
import { extendHoldCommand, grantCommand, openHoldCommand, recordUsageCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const BUSINESSES = 10;
const ROUNDS = 100;
const CHANGED_IN_PLACE = [
  "charged_days",
  "token_balances",
  "token_grants",
  "token_holds",
  "usage_days",
  "usage_quarter_hours",
];

test("rows that every event changes stay on their page, and no index hears of it", async () => {
  const calls = await Promise.all(
    Array.from({ length: BUSINESSES }, async () => {
      const businessId = await ledger.newBusiness();
      const holdId = randomUUID();
      await ledger.submit(businessId, [
        grantCommand({ grantId: randomUUID(), tokens: tokens(10_000) }),
        openHoldCommand({ holdId, callId: randomUUID() }),
      ]);
      return { businessId, holdId };
    }),
  );
  for (let round = 1; round <= ROUNDS; round += 1) {
    const use = () => recordUsageCommand({ lineId: randomUUID(), key: randomUUID() });
    await Promise.all(
      calls.map(({ businessId, holdId }) =>
        ledger.submit(businessId, [use(), extendHoldCommand({ holdId, seq: round, elapsedSeconds: 0 })]),
      ),
    );
  }
  // A session tells the statistics what it did when it ends.
  await ledger.db.close();
  const rows = await ledger.asSuperuser<{ name: string; updates: number; share: number }>(
    `select relname as name, n_tup_upd::int as updates, (n_tup_hot_upd / n_tup_upd::float8) as share
     from pg_stat_user_tables where relname = any ($1) order by relname`,
    [CHANGED_IN_PLACE],
  );
  expect(rows.map(({ name }) => name)).toEqual(CHANGED_IN_PLACE);
  for (const { name, updates, share } of rows) {
    expect(updates, name).toBeGreaterThan(BUSINESSES * (ROUNDS - 10));
    expect(share, name).toBeGreaterThan(0.95);
  }
});
