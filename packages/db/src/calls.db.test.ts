import { randomUUID } from "node:crypto";
import { type Command, DAY_MS, microTokens, tokens } from "@farebox/billing-core";
import {
  captureHoldCommand,
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  voidHoldCommand,
} from "@farebox/billing-core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceSandboxClock } from "./balances/advance-sandbox-clock.ts";
import { listDueBusinesses } from "./balances/list-due-businesses.ts";
import { readBalance } from "./balances/read-balance.ts";
import { loadAccounts } from "./load-accounts.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const pass = async (milliseconds: number) => Number(await advanceSandboxClock(ledger.db.service, milliseconds));
const grant = (fields = {}) => grantCommand({ grantId: randomUUID(), key: randomUUID(), ...fields });

/** A business with 100 tokens and one live call on it. */
async function liveCall(fields = {}): Promise<{ businessId: string; holdId: string }> {
  const businessId = await ledger.newBusiness();
  const holdId = randomUUID();
  await ledger.submit(businessId, [grant()]);
  await ledger.submit(businessId, [openHoldCommand({ holdId, callId: `call-${holdId}`, ...fields })]);
  return { businessId, holdId };
}

async function accountOf(businessId: string, commands: readonly Command[] = [], holdIds: readonly string[] = []) {
  const loaded = await loadAccounts(ledger.db.service, [{ businessId, commands, holdIds }]);
  const account = loaded.accounts.get(businessId);
  if (account === undefined) throw new Error("not loaded");
  return account;
}

async function submitOne(businessId: string, command: Command) {
  const [outcome] = await ledger.submit(businessId, [command]);
  return outcome;
}

test("a hold is loaded as it was decided, after its opening and after each heartbeat", async () => {
  const businessId = await ledger.newBusiness();
  await ledger.submit(businessId, [grant()]);
  const opening = openHoldCommand({ holdId: randomUUID(), callId: "CA-1~!", agentId: "anna" });
  const opened = await submitOne(businessId, opening);
  expect(opened).toMatchObject({ outcome: "opened" });
  expect((await accountOf(businessId)).holds).toEqual([opened !== undefined && "hold" in opened && opened.hold]);
  await pass(31_000);
  const extended = await submitOne(businessId, extendHoldCommand({ holdId: opening.holdId, seq: 7 }));
  expect(extended).toMatchObject({ outcome: "extended", hold: { lastSeq: 7, elapsedSeconds: 30 } });
  expect((await accountOf(businessId)).holds).toEqual([extended !== undefined && "hold" in extended && extended.hold]);
});

test("a call ends as one line with the id of its hold, and its hold is loaded only where it is named", async () => {
  const { businessId, holdId } = await liveCall();
  await pass(61_000);
  const captured = await submitOne(businessId, captureHoldCommand({ holdId }));
  expect(captured).toMatchObject({ outcome: "captured", hold: { status: "captured", lineId: holdId, held: 0n } });
  expect((await accountOf(businessId)).holds).toEqual([]);
  const hold = captured !== undefined && "hold" in captured && captured.hold;
  expect((await accountOf(businessId, [extendHoldCommand({ holdId })])).holds).toEqual([hold]);
  expect((await accountOf(businessId, [], [holdId])).holds).toEqual([hold]);
  const lines = await ledger.asSuperuser(
    "select id, hold_id, quantity::int, charged_micro::int, key, ref from usage_tracking where business_id = $1",
    [businessId],
  );
  expect(lines).toEqual([
    { id: holdId, hold_id: holdId, quantity: 61, charged_micro: 2_033_334, key: null, ref: `call-${holdId}` },
  ]);
});

test("the same call opened again answers its hold, whatever became of it; another call of that name is refused", async () => {
  const { businessId, holdId } = await liveCall();
  const again = openHoldCommand({ holdId: randomUUID(), callId: `call-${holdId}` });
  expect(await submitOne(businessId, again)).toMatchObject({ outcome: "replayed", hold: { id: holdId } });
  await ledger.submit(businessId, [voidHoldCommand({ holdId })]);
  expect(await submitOne(businessId, again)).toMatchObject({
    outcome: "replayed",
    hold: { id: holdId, status: "voided" },
  });
  const other = { ...again, service: "inbound_call" };
  expect(await submitOne(businessId, other)).toMatchObject({ error: { code: "idempotency_mismatch" } });
});

test("a void leaves a line and an entry of nothing that prove it", async () => {
  const { businessId, holdId } = await liveCall();
  await ledger.submit(businessId, [voidHoldCommand({ holdId, reason: "busy" })]);
  const rows = await ledger.asSuperuser(
    `select entry.kind, entry.amount_micro::int as amount, line.quantity::int, hold.closed_reason
    from token_transactions entry
    join usage_tracking line on line.business_id = entry.business_id and line.id = entry.run_id
    join token_holds hold on hold.business_id = line.business_id and hold.id = line.hold_id
    where entry.business_id = $1`,
    [businessId],
  );
  expect(rows).toEqual([{ kind: "void", amount: 0, quantity: 0, closed_reason: "busy" }]);
});

test("a business with an overdue call is due; the sweep abandons it, and a late capture settles the difference once", async () => {
  const { businessId, holdId } = await liveCall();
  await pass(40_000);
  await ledger.submit(businessId, [extendHoldCommand({ holdId, elapsedSeconds: 40 })]);
  const due = () => listDueBusinesses(ledger.db.service, { afterId: null, limit: 1_000 });
  expect(await due()).not.toContain(businessId);
  await pass(600_000);
  expect(await due()).toContain(businessId);
  expect(await submitOne(businessId, { kind: "expire" })).toMatchObject({
    abandoned: [{ id: holdId, status: "abandoned", elapsedSeconds: 40 }],
  });
  expect(await due()).not.toContain(businessId);
  const capture = captureHoldCommand({ holdId, lineId: randomUUID(), elapsedSeconds: 100 });
  expect(await submitOne(businessId, capture)).toMatchObject({
    outcome: "settled",
    hold: { status: "settled", lineId: capture.lineId, accrued: 3_333_334n },
  });
  expect(await submitOne(businessId, capture)).toMatchObject({ outcome: "replayed" });
  expect((await accountOf(businessId)).ledgerTotal).toBe(tokens(100) - 3_333_334n);
});

test("a late capture brings the grants its line may return to, exhausted ones included", async () => {
  const { businessId, holdId } = await liveCall();
  await pass(60_000);
  await ledger.submit(businessId, [extendHoldCommand({ holdId, elapsedSeconds: 60 })]);
  await pass(600_000);
  await ledger.submit(businessId, [{ kind: "expire" }]);
  const rest = recordUsageCommand({ lineId: randomUUID(), key: randomUUID(), quantity: 196 });
  expect(await submitOne(businessId, rest)).toMatchObject({ outcome: "recorded" });
  expect((await accountOf(businessId)).grants).toEqual([]);
  const shorter = captureHoldCommand({ holdId, lineId: randomUUID(), elapsedSeconds: 30 });
  expect(await submitOne(businessId, shorter)).toMatchObject({ outcome: "settled" });
  expect((await accountOf(businessId)).grants).toMatchObject([{ remaining: tokens(1) }]);
});

test("caps are replaced as a whole; what was charged is counted in the business's day and month and by agent", async () => {
  const businessId = await ledger.newBusiness({ timeZone: "Asia/Kolkata" });
  const use = (agentId: string | null) => recordUsageCommand({ lineId: randomUUID(), key: randomUUID(), agentId });
  const [first, second] = [use("anna"), use("ben")];
  await ledger.submit(businessId, [grant(), first, second, use(null)]);
  expect((await accountOf(businessId)).charged).toEqual([]);
  const inDay = { agentId: null, every: "day", limit: tokens(5) } as const;
  const ofAnna = { agentId: "anna", every: "month", limit: tokens(2) } as const;
  await ledger.submit(businessId, [{ kind: "set_caps", caps: [inDay, ofAnna] }]);
  const account = await accountOf(businessId);
  expect(account.caps).toEqual([inDay, ofAnna]);
  const spent = (amount: bigint) => ({ today: microTokens(amount), thisMonth: microTokens(amount) });
  expect(account.charged.toSorted((left, right) => compare(left.agentId, right.agentId))).toEqual([
    { agentId: null, ...spent(1_500_000n) },
    { agentId: "anna", ...spent(500_000n) },
    { agentId: "ben", ...spent(500_000n) },
  ]);
  const raised = { ...inDay, limit: tokens(6) };
  const ofBen = { agentId: "ben", every: "day", limit: tokens(1) } as const;
  const replacing: Command = { kind: "set_caps", caps: [raised, ofBen] };
  await ledger.submit(businessId, [replacing]);
  expect((await accountOf(businessId)).caps).toEqual([raised, ofBen]);
  await ledger.submit(businessId, [correctUsageCommand({ correctionId: randomUUID(), lineId: first.lineId })]);
  const [whole] = (await accountOf(businessId)).charged.filter(({ agentId }) => agentId === null);
  expect(whole).toEqual({ agentId: null, ...spent(1_000_000n) });
  await ledger.submit(businessId, [{ kind: "set_caps", caps: [] }]);
  expect(await accountOf(businessId)).toMatchObject({ caps: [], charged: [] });
  expect((await accountOf(businessId, [replacing])).charged).toHaveLength(3);
});

test("a day and a month end at the business's midnight", async () => {
  const businessId = await ledger.newBusiness({ timeZone: "America/New_York" });
  await ledger.submit(businessId, [
    grant(),
    { kind: "set_caps", caps: [{ agentId: null, every: "day", limit: tokens(9) }] },
  ]);
  const insert = (day: string, charged: number) =>
    ledger.asSuperuser(
      "insert into charged_days values ($1, (clock_timestamp() + (select offset_ms from sandbox_clock) * interval '1 millisecond') at time zone 'America/New_York' - $2::interval, '', $3)",
      [businessId, day, charged],
    );
  await insert("0 days", 1);
  await insert("1 day", 10);
  await insert("40 days", 100);
  const now = await pass(0);
  const isFirstOfMonth =
    new Intl.DateTimeFormat("en", { day: "numeric", timeZone: "America/New_York" }).format(now) === "1";
  expect((await accountOf(businessId)).charged).toEqual([
    { agentId: null, today: 1n, thisMonth: isFirstOfMonth ? 1n : 11n },
  ]);
});

test("the limit of live calls is the plan's until it is set for the business, and null then is unlimited", async () => {
  const businessId = await ledger.newBusiness();
  const limit = async () => (await accountOf(businessId)).concurrentCallsLimit;
  await ledger.asSuperuser("update subscription_plans set concurrent_calls_limit = 7 where key = 'free'");
  expect(await limit()).toBe(7);
  await ledger.submit(businessId, [{ kind: "change_settings", suspension: { reason: "asked for" } }]);
  await ledger.asSuperuser("update subscription_plans set concurrent_calls_limit = 3 where key = 'free'");
  expect(await accountOf(businessId)).toMatchObject({ concurrentCallsLimit: 3, suspendedReason: "asked for" });
  await ledger.submit(businessId, [{ kind: "change_settings", suspension: null, concurrentCallsLimit: null }]);
  expect(await accountOf(businessId)).toMatchObject({ concurrentCallsLimit: null, suspendedAt: null });
  await ledger.submit(businessId, [{ kind: "change_settings", concurrentCallsLimit: 0, overdraftLimit: tokens(4) }]);
  expect(await accountOf(businessId)).toMatchObject({ concurrentCallsLimit: 0, overdraftLimit: tokens(4) });
  await ledger.asSuperuser("update subscription_plans set concurrent_calls_limit = null where key = 'free'");
});

test("a balance is read with its live calls", async () => {
  const { businessId, holdId } = await liveCall();
  expect(await readBalance(ledger.db.service, businessId)).toMatchObject({
    holds: [{ id: holdId, status: "open", held: tokens(10) }],
    lastRecordedAt: expect.any(Number),
  });
});

test("what a late capture of another business's call names is not found", async () => {
  const { holdId } = await liveCall();
  const { businessId } = await liveCall();
  const foreign = captureHoldCommand({ holdId, elapsedSeconds: 0, lateAfterMs: 35 * DAY_MS });
  expect(await submitOne(businessId, foreign)).toMatchObject({ error: { code: "not_found", what: "hold" } });
});

function compare(left: string | null, right: string | null): number {
  return (left ?? "").localeCompare(right ?? "");
}
