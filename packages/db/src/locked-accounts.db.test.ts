import { randomUUID } from "node:crypto";
import { decideAll, type GrantOutcome } from "@farebox/billing-core";
import { grantCommand, recordUsageCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimTrial } from "./businesses/claim-trial.ts";
import { insertBusinessOnce } from "./businesses/insert-business.ts";
import { setClockOffset } from "./businesses/set-clock-offset.ts";
import { commitEffects } from "./commit-effects.ts";
import type { SqlRunner } from "./connections/sql-runner.ts";
import { loadAccounts } from "./load-accounts.ts";
import { withLockedAccounts } from "./locked-accounts.ts";
import { asServiceInTransaction } from "./tenant.ts";
import { decideOn, openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const newBusiness = (id: string) => ({
  id,
  name: "New",
  slug: null,
  timeZone: "UTC",
  createdBy: "person",
  clockOffsetMs: 0,
  owner: { memberId: randomUUID(), userId: "person" },
});

function createWithTrial(id: string, before: (sql: SqlRunner) => Promise<void>) {
  const trial = grantCommand({ grantId: randomUUID(), key: "trial", source: "trial" });
  return withLockedAccounts(ledger.db.servicePool, {
    requests: [{ businessId: id, commands: [trial] }],
    before,
    decide: (loaded) => {
      const account = loaded.accounts.get(id);
      if (account === undefined) throw new Error("not there");
      const { outcomes, effects } = decideAll(account, [trial], { now: account.now, newId: randomUUID });
      return { effects: effects === null ? [] : [effects], result: outcomes[0] as GrantOutcome };
    },
  });
}

test("C18 C29 one business made fifty times at once is one business with one balance row, one owner and one trial", async () => {
  const id = randomUUID();
  const made: boolean[] = [];
  const results = await Promise.all(
    Array.from({ length: 50 }, () =>
      createWithTrial(id, async (sql) => {
        made.push((await insertBusinessOnce(sql, newBusiness(id))) !== null);
      }),
    ),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(results.map(({ result }) => result.outcome).filter((outcome) => outcome === "granted")).toHaveLength(1);
  const rows = await ledger.asSuperuser(
    `select
      (select count(*)::int from token_balances where business_id = $1) as balances,
      (select count(*)::int from members where business_id = $1) as members,
      (select count(*)::int from business_subscriptions where business_id = $1) as subscriptions,
      (select count(*)::int from token_grants where business_id = $1) as grants`,
    [id],
  );
  expect(rows).toEqual([{ balances: 1, members: 1, subscriptions: 1, grants: 1 }]);
});

test("a business whose trial cannot be granted is not made either", async () => {
  const id = randomUUID();
  const failing = createWithTrial(id, async (sql) => {
    await insertBusinessOnce(sql, newBusiness(id));
    throw new Error("something else failed");
  });
  await expect(failing).rejects.toThrow("something else failed");
  expect(await ledger.asSuperuser("select from businesses where id = $1", [id])).toEqual([]);
});

test("a business whose trial was decided too long ago is not made, nor is the person's trial used up; it can be made again", async () => {
  const id = randomUUID();
  const trial = grantCommand({ grantId: randomUUID(), scope: "fact", key: `trial:${id}`, source: "trial" });
  const makeOnceOlderBy = (milliseconds: number) =>
    withLockedAccounts(ledger.db.servicePool, {
      requests: [{ businessId: id, commands: [trial] }],
      before: async (sql) => {
        await insertBusinessOnce(sql, newBusiness(id));
        await claimTrial(sql, { userId: "patient", businessId: id, trialsPerOwner: 1 });
      },
      decide: (loaded) => {
        const effects = decideOn(loaded, id, [trial]);
        // As if the process had stood still between loading and writing.
        const account = loaded.accounts.get(id) as { loadedAt: number };
        account.loadedAt -= milliseconds;
        return { effects: effects === null ? [] : [effects], result: "decided" };
      },
    });
  await expect(makeOnceOlderBy(2_001)).rejects.toMatchObject({ kind: "serialization", effect: "none" });
  expect(await ledger.asSuperuser("select from businesses where id = $1", [id])).toEqual([]);
  expect(await ledger.asSuperuser("select from trial_claims where user_id = 'patient'")).toEqual([]);
  expect(await makeOnceOlderBy(0)).toMatchObject({ result: "decided" });
  expect(await ledger.asSuperuser("select from token_grants where business_id = $1", [id])).toHaveLength(1);
});

test("M20 a person who makes ten businesses at once uses up exactly the trials there are", async () => {
  const claims = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const businessId = await ledger.newBusiness();
      return asServiceInTransaction(ledger.db.servicePool, (sql) =>
        claimTrial(sql, { userId: "greedy", businessId, trialsPerOwner: 3 }),
      );
    }),
  );
  expect(claims.filter(Boolean)).toHaveLength(3);
});

test("a business that does not exist is named as missing", async () => {
  const [there, nowhere] = [await ledger.newBusiness(), randomUUID()];
  const loaded = await loadAccounts(ledger.db.service, [
    { businessId: there, commands: [] },
    { businessId: nowhere, commands: [] },
  ]);
  expect([...loaded.missing]).toEqual([nowhere]);
  expect([...loaded.accounts.keys()]).toEqual([there]);
});

test("a clock that is moved bumps the version, so that what was decided by the old one is not written", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [grantCommand({ grantId: randomUUID() })]);
  const commands = [recordUsageCommand({ lineId: randomUUID() })];
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands }]);
  const effects = decideOn(loaded, businessId, commands);
  await setClockOffset(ledger.db.service, { businessId, clockOffsetMs: 0 });
  const { committed } = await commitEffects(ledger.db.service, loaded, effects === null ? [] : [effects]);
  expect(committed.size).toBe(0);
});

test("a business behind the clock lives at its own time, which only moves forward", async () => {
  const businessId = randomUUID();
  await asServiceInTransaction(ledger.db.servicePool, (sql) =>
    insertBusinessOnce(sql, { ...newBusiness(businessId), clockOffsetMs: -86_400_000 }),
  );
  const nowAfter = async (clockOffsetMs: number) => {
    await setClockOffset(ledger.db.service, { businessId, clockOffsetMs });
    const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [] }]);
    const account = loaded.accounts.get(businessId);
    return (account?.now ?? 0) - (account?.loadedAt ?? 0);
  };
  expect(await nowAfter(-3_600_000)).toBe(-3_600_000);
  expect(await nowAfter(-7_200_000)).toBe(-3_600_000);
  await expect(nowAfter(1)).rejects.toMatchObject({ constraint: "businesses_clock_never_ahead" });
});
