import { randomUUID } from "node:crypto";
import { DAY_MS, microTokens, tokens } from "@farebox/billing-core";
import { grantCommand, recordUsageCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commitEffects } from "./commit-effects.ts";
import { DatabaseFailure } from "./connections/database-failure.ts";
import { type LoadedAccount, type LoadedAccounts, loadAccounts } from "./load-accounts.ts";
import { decideOn, openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const grant = (fields = {}) => grantCommand({ grantId: randomUUID(), key: randomUUID(), ...fields });
const use = (fields = {}) => recordUsageCommand({ lineId: randomUUID(), key: randomUUID(), ...fields });

async function businessWithTokens(): Promise<string> {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [grant()]);
  return businessId;
}

/** Loads and decides, but does not commit yet. */
async function decided(businessId: string, commands = [use()]) {
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands }]);
  const effects = decideOn(loaded, businessId, commands);
  if (effects === null) throw new Error("nothing to write");
  return { loaded, effects, account: accountIn(loaded, businessId) };
}

function accountIn(loaded: LoadedAccounts, businessId: string): LoadedAccount {
  const account = loaded.accounts.get(businessId);
  if (account === undefined) throw new Error("not loaded");
  return account;
}

function withAccount(loaded: LoadedAccounts, account: LoadedAccount): LoadedAccounts {
  return { ...loaded, accounts: new Map([[account.businessId, account]]) };
}

async function versionOf(businessId: string): Promise<number> {
  const rows = await ledger.asSuperuser("select version::int from token_balances where business_id = $1", [businessId]);
  return Number(rows[0]?.["version"]);
}

test("C01 of two commits decided on one version exactly one is written", async () => {
  const businessId = await businessWithTokens();
  for (let round = 0; round < 20; round += 1) {
    const before = await versionOf(businessId);
    const decisions = await Promise.all([decided(businessId), decided(businessId), decided(businessId)]);
    const results = await Promise.all(
      decisions.map(({ loaded, effects }) => commitEffects(ledger.db.service, loaded, [effects])),
    );
    expect(results.filter(({ committed }) => committed.has(businessId))).toHaveLength(1);
    expect(await versionOf(businessId)).toBe(before + 1);
  }
});

test("a decision more than two seconds old is not written", async () => {
  const businessId = await businessWithTokens();
  const { loaded, effects, account } = await decided(businessId);
  const old = withAccount(loaded, { ...account, loadedAt: account.loadedAt - 2_001 });
  expect((await commitEffects(ledger.db.service, old, [effects])).committed.size).toBe(0);
  expect((await commitEffects(ledger.db.service, loaded, [effects])).committed.size).toBe(1);
});

test("P15 a decision earlier than the newest thing recorded is not written", async () => {
  const businessId = await businessWithTokens();
  const { loaded, effects, account } = await decided(businessId);
  const lastRecordedAt = account.lastRecordedAt ?? 0;
  const early = { ...effects, now: lastRecordedAt - 1 };
  expect((await commitEffects(ledger.db.service, loaded, [early])).committed.size).toBe(0);
});

test("C07 a commit that waited while a grant it draws from expired is not written", async () => {
  const businessId = await ledger.newBusiness();
  const [{ now_ms }] = (await ledger.asSuperuser(
    "select (extract(epoch from clock_timestamp()) * 1000)::bigint::float8 as now_ms",
  )) as [{ now_ms: number }];
  await ledger.submit(businessId, [grant({ expiresAt: now_ms + 400 })]);
  const { loaded, effects } = await decided(businessId);
  await ledger.asSuperuser(
    "select pg_sleep(greatest(0, (($1::float8 + 1) - extract(epoch from clock_timestamp()) * 1000) / 1000))",
    [now_ms + 400],
  );
  expect((await commitEffects(ledger.db.service, loaded, [effects])).committed.size).toBe(0);
  const [outcome] = await ledger.submit(businessId, [use()]);
  expect(outcome).toMatchObject({ outcome: "refused", error: { code: "insufficient_tokens" } });
});

test("a commit that would write fewer rows than it should writes none", async () => {
  const businessId = await businessWithTokens();
  const { loaded, effects, account } = await decided(businessId);
  const before = await versionOf(businessId);
  const [owned] = account.grants;
  if (owned === undefined) throw new Error("no grant");
  const torn = { ...effects, grantsUpdated: [{ ...owned, id: randomUUID() }] };
  const failure = await commitEffects(ledger.db.service, loaded, [torn]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DatabaseFailure);
  expect((failure as DatabaseFailure).sqlState).toBe("FB001");
  expect(await versionOf(businessId)).toBe(before);
});

test("effects that name another business's grant write nothing, there or here", async () => {
  const [businessId, other] = [await businessWithTokens(), await businessWithTokens()];
  const theirs = accountIn(await loadAccounts(ledger.db.service, [{ businessId: other, commands: [] }]), other).grants;
  const before = [await versionOf(businessId), await versionOf(other)];
  const { loaded, effects } = await decided(businessId);
  const update = { ...effects, grantsUpdated: theirs.map((grant) => ({ ...grant, remaining: microTokens(1n) })) };
  await expect(commitEffects(ledger.db.service, loaded, [update])).rejects.toMatchObject({ sqlState: "FB001" });
  const entries = effects.entries.map((entry) => ({ ...entry, grantId: theirs[0]?.id ?? null }));
  const draw = commitEffects(ledger.db.service, loaded, [{ ...effects, entries }]);
  await expect(draw).rejects.toMatchObject({ sqlState: "FB001" });
  expect([await versionOf(businessId), await versionOf(other)]).toEqual(before);
  const rows = await ledger.asSuperuser("select remaining_micro from token_grants where business_id = $1", [other]);
  expect(rows).toEqual([{ remaining_micro: "100000000" }]);
});

test("an entry of a grant that the commit does not write is not written, nor anything else", async () => {
  const businessId = await businessWithTokens();
  const { loaded, effects } = await decided(businessId);
  const torn = { ...effects, grantsUpdated: [] };
  await expect(commitEffects(ledger.db.service, loaded, [torn])).rejects.toMatchObject({ sqlState: "FB001" });
  expect(await versionOf(businessId)).toBe(1);
  expect((await commitEffects(ledger.db.service, loaded, [effects])).committed.size).toBe(1);
});

test("a commit with rare rows that would write fewer than it should writes none", async () => {
  const businessId = await businessWithTokens();
  const { loaded, effects } = await decided(businessId, [use(), use({ occurredAt: Date.now() - 40 * DAY_MS })]);
  const [review] = effects.reviewsInserted;
  if (review === undefined) throw new Error("nothing was put under review");
  const torn = { ...effects, reviewsUpdated: [{ ...review, id: randomUUID() }] };
  const failing = commitEffects(ledger.db.service, loaded, [torn]);
  await expect(failing).rejects.toMatchObject({ sqlState: "FB001" });
  expect(await versionOf(businessId)).toBe(1);
  expect((await commitEffects(ledger.db.service, loaded, [effects])).committed.size).toBe(1);
});

test("an account that moved is left alone while the others of the batch are written", async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, businessWithTokens));
  const loaded = await loadAccounts(
    ledger.db.service,
    ids.map((businessId) => ({ businessId, commands: [] })),
  );
  const effects = ids.flatMap((businessId) => decideOn(loaded, businessId, [use()]) ?? []);
  const [moved = ""] = ids;
  await ledger.submit(moved, [use()]);
  const { committed } = await commitEffects(ledger.db.service, loaded, effects);
  expect([...committed].sort()).toEqual(ids.filter((id) => id !== moved).sort());
  const rows = await ledger.asSuperuser("select count(*)::int as lines from usage_tracking where business_id = $1", [
    moved,
  ]);
  expect(rows[0]?.["lines"]).toBe(1);
});

test("an account that somebody else has locked counts as moved, and nobody waits for it", async () => {
  const [stuck, free] = [await businessWithTokens(), await businessWithTokens()];
  const loaded = await loadAccounts(
    ledger.db.service,
    [stuck, free].map((businessId) => ({ businessId, commands: [] })),
  );
  const effects = [stuck, free].flatMap((businessId) => decideOn(loaded, businessId, [use()]) ?? []);
  await ledger.asSuperuser("begin");
  await ledger.asSuperuser("select from token_balances where business_id = $1 for update", [stuck]);
  const { committed } = await commitEffects(ledger.db.service, loaded, effects);
  await ledger.asSuperuser("rollback");
  expect([...committed]).toEqual([free]);
  expect([await versionOf(stuck), await versionOf(free)]).toEqual([1, 2]);
});

test("C05 the same key is another key for another business and in another scope", async () => {
  const [first, second] = await Promise.all([businessWithTokens(), businessWithTokens()]);
  const key = "the-same";
  for (const businessId of [first, second]) {
    const outcomes = await ledger.submit(businessId, [use({ key }), grant({ key })]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["recorded", "granted"]);
  }
});

test("a key that a decision did not know of is taken only once: the account is not written", async () => {
  const businessId = await businessWithTokens();
  await ledger.submit(businessId, [use({ key: "taken" })]);
  const commands = [use({ key: "taken" })];
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [] }]);
  const effects = decideOn(loaded, businessId, commands);
  const { committed } = await commitEffects(ledger.db.service, loaded, effects === null ? [] : [effects]);
  expect([...committed]).toEqual([]);
  expect(await versionOf(businessId)).toBe(2);
});

test("a fact of the payment provider backs one grant across all businesses", async () => {
  const [first, second] = await Promise.all([ledger.newBusiness(), ledger.newBusiness()]);
  const fact = { scope: "fact", key: "invoice:in_1" } as const;
  await ledger.submit(first, [grant(fact)]);
  await expect(ledger.submit(second, [grant(fact)])).rejects.toMatchObject({ constraint: "provider_facts_pkey" });
});

test("C27 what a sweep expired is not brought back by a decision made before it", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [grant({ tokens: tokens(5) })]);
  await ledger.asSuperuser(
    "update token_grants set expires_at = clock_timestamp() + interval '1 hour' where business_id = $1",
    [businessId],
  );
  const { loaded, effects } = await decided(businessId);
  await ledger.asSuperuser(
    "update token_grants set effective_at = '2020-01-01', expires_at = '2020-01-02' where business_id = $1",
    [businessId],
  );
  await ledger.submit(businessId, [{ kind: "expire" }]);
  expect((await commitEffects(ledger.db.service, loaded, [effects])).committed.size).toBe(0);
  const rows = await ledger.asSuperuser("select remaining_micro::int from token_grants where business_id = $1", [
    businessId,
  ]);
  expect(rows[0]?.["remaining_micro"]).toBe(0);
});
