import { randomUUID } from "node:crypto";
import { type AccountEffects, balanceOf, type Command, type Grant, tokens } from "@farebox/billing-core";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceSandboxClock, advanceSandboxClockTo } from "./balances/advance-sandbox-clock.ts";
import { commitEffects } from "./commit-effects.ts";
import { inTransaction } from "./connections/in-transaction.ts";
import { loadAccounts } from "./load-accounts.ts";
import { decideOn, openTestLedger, type TestLedger } from "./testing/test-ledger.ts";
import { verifyLedger } from "./verify-ledger/verify-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const now = async () => Number(await advanceSandboxClock(ledger.db.service, 0));
const MINUTES = 60_000;

/** A business whose tokens expire in ten minutes. */
async function expiringTokens(fields: Partial<Grant> = {}): Promise<{ businessId: string; expiresAt: number }> {
  const businessId = await ledger.newBusiness();
  const expiresAt = (await now()) + 10 * MINUTES;
  await ledger.submit(businessId, [
    grantCommand({ grantId: randomUUID(), key: "expiring", tokens: fields.original ?? tokens(25), expiresAt }),
  ]);
  return { businessId, expiresAt };
}

async function open(businessId: string): Promise<string> {
  const holdId = randomUUID();
  await ledger.submit(businessId, [openHoldCommand({ holdId, callId: holdId })]);
  return holdId;
}

async function accountOf(businessId: string) {
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [] }]);
  const account = loaded.accounts.get(businessId);
  if (account === undefined) throw new Error("not loaded");
  return { account, balance: balanceOf(account, account.now) };
}

async function decided(businessId: string, command: Command) {
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [command] }]);
  const effects = decideOn(loaded, businessId, [command]);
  if (effects === null) throw new Error("nothing to write");
  const commit = async (written: AccountEffects = effects) =>
    (await commitEffects(ledger.db.service, loaded, [written])).committed.has(businessId);
  return { effects, commit };
}

async function problems(businessId: string): Promise<unknown[]> {
  const results = await inTransaction(
    ledger.db.servicePool,
    (sql) => verifyLedger(sql, { businessIds: [businessId] }),
    "snapshot, read only",
  );
  return results.flatMap(({ findings }) => findings);
}

test("C13 of a grant that expires under a live call only what the call does not need lapses, and the rest with the call", async () => {
  const { businessId, expiresAt } = await expiringTokens();
  await advanceSandboxClockTo(ledger.db.service, expiresAt - MINUTES);
  const holdId = await open(businessId);
  await advanceSandboxClockTo(ledger.db.service, expiresAt + MINUTES);
  await ledger.submit(businessId, [{ kind: "expire" }]);
  const under = await accountOf(businessId);
  expect(under.account.grants).toMatchObject([{ remaining: tokens(10) }]);
  expect(under.balance).toMatchObject({ available: 0n, held: tokens(10), covered: tokens(10) });
  expect(await problems(businessId)).toEqual([]);

  await ledger.submit(businessId, [captureHoldCommand({ holdId, elapsedSeconds: 120 })]);
  const after = await accountOf(businessId);
  expect(after.account).toMatchObject({ grants: [], debt: 0n, ledgerTotal: 0n });
  const entries = await ledger.asSuperuser(
    "select kind, amount_micro::int as amount from token_transactions where business_id = $1 order by seq",
    [businessId],
  );
  expect(entries).toEqual([
    { kind: "promotion", amount: 25_000_000 },
    { kind: "expiry", amount: -15_000_000 },
    { kind: "usage", amount: -4_000_000 },
    { kind: "expiry", amount: -6_000_000 },
  ]);
  expect(await problems(businessId)).toEqual([]);
});

test("C07 a call that waited for its opening while the tokens expired is not opened on them", async () => {
  const { businessId, expiresAt } = await expiringTokens();
  await advanceSandboxClockTo(ledger.db.service, expiresAt - MINUTES);
  const holdId = randomUUID();
  const { commit } = await decided(businessId, openHoldCommand({ holdId, callId: holdId }));
  await advanceSandboxClockTo(ledger.db.service, expiresAt);
  expect(await commit()).toBe(false);
  const [outcome] = await ledger.submit(businessId, [openHoldCommand({ holdId, callId: holdId })]);
  expect(outcome).toMatchObject({ outcome: "refused", error: { code: "below_call_floor" } });
});

test("C07 a heartbeat that waited while the tokens expired takes no more of them", async () => {
  const { businessId, expiresAt } = await expiringTokens();
  await advanceSandboxClockTo(ledger.db.service, expiresAt - 5 * MINUTES);
  const holdId = await open(businessId);
  await advanceSandboxClockTo(ledger.db.service, expiresAt - 5_000);
  const heartbeat = extendHoldCommand({ holdId, elapsedSeconds: 290 });
  const { effects, commit } = await decided(businessId, heartbeat);
  expect(effects.holdsUpdated[0]?.held).toBeGreaterThan(tokens(10));
  await advanceSandboxClockTo(ledger.db.service, expiresAt);
  expect(await commit()).toBe(false);
  const [outcome] = await ledger.submit(businessId, [heartbeat]);
  expect(outcome).toMatchObject({ outcome: "extended", hold: { held: tokens(10), grantedSeconds: 300 }, final: true });
});

test("C07 a call that ends may be paid by tokens that were kept for it, however long ago they expired", async () => {
  const { businessId, expiresAt } = await expiringTokens();
  await advanceSandboxClockTo(ledger.db.service, expiresAt - MINUTES);
  const holdId = await open(businessId);
  await advanceSandboxClockTo(ledger.db.service, expiresAt + MINUTES);
  const { commit } = await decided(businessId, captureHoldCommand({ holdId, elapsedSeconds: 100 }));
  expect(await commit()).toBe(true);
  expect((await accountOf(businessId)).account).toMatchObject({ debt: 0n });
});

test("a call that ended does not change again, whatever was decided behind the door's back", async () => {
  const { businessId } = await expiringTokens();
  const holdId = await open(businessId);
  const { effects } = await decided(businessId, captureHoldCommand({ holdId, elapsedSeconds: 1 }));
  await ledger.submit(businessId, [voidHoldCommand({ holdId })]);
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands: [] }]);
  const account = loaded.accounts.get(businessId);
  if (account === undefined) throw new Error("not loaded");
  const { version, now, lastSeq, ledgerTotal, debt } = account;
  const nothingElse = { entries: [], lines: [], usage: [], charges: [], grantsUpdated: [] };
  const balance = { lastSeq, ledgerTotal, debt };
  const again = { ...effects, ...nothingElse, version, now, balance };
  await expect(commitEffects(ledger.db.service, loaded, [again])).rejects.toMatchObject({ sqlState: "FB001" });
});

test("a heartbeat changes no column of any index, so that it stays on its page", async () => {
  const rows = await ledger.asSuperuser<{ column: string }>(
    `select distinct attname as column
    from pg_index index
    join pg_depend on classid = 'pg_class'::regclass and objid = indexrelid and refobjid = indrelid and refobjsubid > 0
    join pg_attribute on attrelid = indrelid and attnum = refobjsubid
    where indrelid = 'token_holds'::regclass
    union
    select attname from pg_index, unnest(indkey) key, pg_attribute
    where indrelid = 'token_holds'::regclass and attrelid = indrelid and attnum = key
    order by 1`,
  );
  // The status changes when a call ends.
  expect(rows.map(({ column }) => column)).toEqual(["business_id", "closed_at", "id", "status"]);
});
