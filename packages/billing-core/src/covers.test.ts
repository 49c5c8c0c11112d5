import { expect, test } from "vitest";
import { type MicroTokens, tokens, ZERO } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import { SECOND_MS } from "./instants.ts";
import {
  captureHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  TEST_NOW,
  testId,
  testIds,
  voidHoldCommand,
} from "./testing/builders.ts";
import { checkInvariants } from "./testing/check-invariants.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";

const now = TEST_NOW;
const seconds = (count: number) => now + count * SECOND_MS;

test("C13: a grant that expires under an open hold lapses but for what the hold needs, and the rest when it may", () => {
  const ledger = expiringUnderCall(tokens(25));
  ledger.submit([{ kind: "expire" }], at(seconds(60)));
  expect(lapsed(ledger)).toBe(tokens(15));
  expectBalance(ledger, 60, { available: ZERO, held: tokens(10), covered: tokens(10), total: tokens(10) });
  ledger.submit([captureHoldCommand({ elapsedSeconds: 90 })], at(seconds(90)));
  expect(ledger.legsOf(testId(0x500))).toEqual([{ grantId: testId(0x100), amount: tokens(3) }]);
  expect(lapsed(ledger)).toBe(tokens(22));
  expectBalance(ledger, 90, { available: ZERO, held: ZERO, covered: ZERO, total: ZERO, debt: ZERO });
});

test("covered tokens pay nothing but captures", () => {
  const ledger = expiringUnderCall(tokens(25));
  const past = recordUsageCommand({ key: "past", lineId: testId(0x201), allowOverdraft: true });
  expect(ledger.submit([recordUsageCommand(), past], at(seconds(60))).outcomes).toMatchObject([
    { error: { code: "insufficient_tokens", available: ZERO } },
    { outcome: "recorded" },
  ]);
  expectBalance(ledger, 60, { available: ZERO, held: tokens(10), covered: tokens(10), debt: 500_000n as MicroTokens });
});

test("a new grant under the hold takes the cover's place: what it covers lapses, and only the rest is available", () => {
  const ledger = expiringUnderCall(tokens(25));
  ledger.submit([{ kind: "expire" }], at(seconds(60)));
  ledger.submit([grantCommand({ key: "new", grantId: testId(0x101), tokens: tokens(4) })], at(seconds(61)));
  expectBalance(ledger, 61, { available: ZERO, held: tokens(10), covered: tokens(6), total: tokens(10) });
  ledger.submit([grantCommand({ key: "newer", grantId: testId(0x102), tokens: tokens(9) })], at(seconds(62)));
  expectBalance(ledger, 62, { available: tokens(3), held: tokens(10), covered: ZERO, total: tokens(13) });
  expect(lapsed(ledger)).toBe(tokens(25));
});

test("a call that is voided lets its whole cover lapse, unless there is debt: expired tokens repay none", () => {
  const ledger = expiringUnderCall(tokens(10));
  ledger.submit([recordUsageCommand({ allowOverdraft: true })], at(seconds(60)));
  ledger.submit([voidHoldCommand()], at(seconds(61)));
  expectBalance(ledger, 61, { available: ZERO, held: ZERO, covered: ZERO, debt: 500_000n as MicroTokens });
  expect(lapsed(ledger)).toBe(tokens(10));
});

test("C06: a deduction at the boundary instant finds the grant expired; spent + expired = granted", () => {
  const ledger = expiringUnderCall(tokens(25));
  const spend = recordUsageCommand({ service: "ai_agent_request", quantity: 15 });
  expect(ledger.submit([spend], at(seconds(60) - 1)).outcomes).toMatchObject([{ outcome: "recorded" }]);
  ledger.submit([captureHoldCommand({ elapsedSeconds: 60 })], at(seconds(60)));
  expect(lapsed(ledger)).toBe(tokens(8));
  expect(ledger.grants.get(testId(0x100))?.remaining).toBe(ZERO);
});

test("a freeze under open holds leaves them what they were granted, and the formulas hold at every step", () => {
  const ledger = new MemoryLedger();
  ledger.submit([grantCommand({ tokens: tokens(25) }), openHoldCommand()], at(now));
  freeze(ledger, seconds(10));
  expectBalance(ledger, 10, { available: ZERO, held: tokens(10), covered: tokens(10), frozen: tokens(15) });
  ledger.submit([grantCommand({ key: "new", grantId: testId(0x101), tokens: tokens(4) })], at(seconds(20)));
  expectBalance(ledger, 20, { available: ZERO, covered: tokens(6), frozen: tokens(19) });
  ledger.submit([captureHoldCommand({ elapsedSeconds: 210 })], at(seconds(210)));
  expect(ledger.legsOf(testId(0x500))).toEqual([
    { grantId: testId(0x101), amount: tokens(4) },
    { grantId: testId(0x100), amount: tokens(3) },
  ]);
  expectBalance(ledger, 210, { available: ZERO, held: ZERO, covered: ZERO, frozen: tokens(22), debt: ZERO });
});

/** A call on the floor, and a grant that expires a minute into it. */
function expiringUnderCall(granted: MicroTokens): MemoryLedger {
  const ledger = new MemoryLedger();
  ledger.submit([grantCommand({ tokens: granted, expiresAt: seconds(60) }), openHoldCommand()], at(now));
  return ledger;
}

function expectBalance(ledger: MemoryLedger, second: number, expected: Partial<ReturnType<typeof balanceOf>>): void {
  expect(balanceOf(ledger.wholeAccount(), seconds(second))).toMatchObject(expected);
  expect(checkInvariants(ledger.wholeAccount(), seconds(second))).toEqual([]);
}

function lapsed({ entries }: MemoryLedger): bigint {
  return entries.reduce((sum, { kind, amount }) => (kind === "expiry" ? sum - amount : sum), 0n);
}

function freeze(ledger: MemoryLedger, at: number): void {
  for (const grant of ledger.grants.values()) ledger.grants.set(grant.id, { ...grant, frozenAt: at });
}

function at(instant: number) {
  return { now: instant, newId: testIds() };
}
