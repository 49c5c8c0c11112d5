import { randomUUID } from "node:crypto";
import { type Command, tokens } from "@farebox/billing-core";
import { grantCommand, recordUsageCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commitEffects } from "./commit-effects.ts";
import { inTransaction } from "./connections/in-transaction.ts";
import { loadAccounts } from "./load-accounts.ts";
import { withLockedAccounts } from "./locked-accounts.ts";
import { decideOn, openTestLedger, type TestLedger } from "./testing/test-ledger.ts";
import { verifyLedger } from "./verify-ledger/verify-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const use = () => recordUsageCommand({ lineId: randomUUID(), key: randomUUID() });
const WRITERS = 8;
const BATCHES = Number(process.env["FAREBOX_CONFLICTING_BATCHES"] ?? "400");

test("C24 many batches over the same businesses in any order never wait for each other in a circle, and lose nothing", async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => ledger.newBusiness()));
  for (const id of ids) await ledger.submit(id, [grantCommand({ grantId: randomUUID(), tokens: tokens(1_000_000) })]);
  const committed = new Map<string, number>();
  let batchesLeft = BATCHES;
  let refusedByGuard = 0;

  const write = async (writer: number) => {
    while (batchesLeft > 0) {
      batchesLeft -= 1;
      const chosen = shuffled(ids).slice(0, 5);
      const commands = new Map<string, readonly Command[]>(chosen.map((id) => [id, [use()]]));
      const requests = chosen.map((businessId) => ({ businessId, commands: commands.get(businessId) ?? [] }));
      const decideAllOf = (loaded: Awaited<ReturnType<typeof loadAccounts>>) =>
        chosen.flatMap((id) => decideOn(loaded, id, commands.get(id) ?? []) ?? []);
      // Half of them take the locked path, which has to agree with the guarded one about the order.
      const written =
        writer % 2 === 0
          ? await loadAccounts(ledger.db.service, requests).then((loaded) =>
              commitEffects(ledger.db.service, loaded, decideAllOf(loaded)),
            )
          : await withLockedAccounts(ledger.db.servicePool, {
              requests,
              decide: (loaded) => ({ effects: decideAllOf(loaded), result: null }),
            });
      for (const id of written.committed) committed.set(id, (committed.get(id) ?? 0) + 1);
      if (writer % 2 === 1) expect(written.committed.size).toBe(chosen.length);
      else refusedByGuard += chosen.length - written.committed.size;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

  const rows = await ledger.asSuperuser<{ business_id: string; lines: number; version: number }>(
    "select business_id, version::int, (last_seq - 1)::int as lines from token_balances where business_id = any ($1)",
    [ids],
  );
  for (const { business_id, lines, version } of rows) {
    expect(lines).toBe(committed.get(business_id));
    expect(version).toBe(lines + 1);
  }
  const results = await inTransaction(ledger.db.servicePool, (sql) => verifyLedger(sql), "snapshot, read only");
  expect(results.flatMap(({ findings }) => findings)).toEqual([]);
  // Without a conflict this would have shown nothing.
  expect(refusedByGuard).toBeGreaterThan(0);
});

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
