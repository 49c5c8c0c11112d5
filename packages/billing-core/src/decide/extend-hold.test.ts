import { describe, expect, test } from "vitest";
import type { Account } from "../account.ts";
import { type MicroTokens, microTokens, tokens, ZERO } from "../amounts.ts";
import { balanceOf } from "../balance.ts";
import { HOUR_MS, SECOND_MS } from "../instants.ts";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  TEST_NOW,
  testId,
  testIds,
} from "../testing/builders.ts";
import { checkInvariants } from "../testing/check-invariants.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";

const now = TEST_NOW;
const seconds = (count: number) => now + count * SECOND_MS;

test("a heartbeat accrues what the call has cost and keeps the rest of its first slice", () => {
  const ledger = liveCall(tokens(100));
  expect(ledger.submit([extendHoldCommand()], at(seconds(30)))).toMatchObject({
    outcomes: [
      {
        outcome: "extended",
        hold: { accrued: tokens(1), held: tokens(10), elapsedSeconds: 30, lastSeq: 1, grantedSeconds: 300 },
        affordableSeconds: 3_000,
        final: false,
      },
    ],
    effects: { entries: [], lines: [], holdsUpdated: [{ expiresAt: seconds(330) }] },
  });
});

test("the slice is topped up to 60 seconds beyond the last reported one", () => {
  const ledger = liveCall(tokens(100));
  const { outcomes } = ledger.submit([extendHoldCommand({ elapsedSeconds: 270 })], at(seconds(270)));
  expect(outcomes).toMatchObject([
    { hold: { accrued: tokens(9), held: tokens(11), grantedSeconds: 330, expiresAt: seconds(360) } },
  ]);
  expect(balanceOf(ledger.wholeAccount(), seconds(270))).toMatchObject({ available: tokens(89), held: tokens(11) });
});

describe("a heartbeat that does not count", () => {
  test.each([
    ["the same again", 3, 40],
    ["an older one", 2, 45],
  ])("%s is answered with the current state", (_, seq, elapsedSeconds) => {
    const ledger = liveCall(tokens(100));
    ledger.submit([extendHoldCommand({ seq: 3, elapsedSeconds: 40 })], at(seconds(40)));
    expect(ledger.submit([extendHoldCommand({ seq, elapsedSeconds })], at(seconds(50)))).toMatchObject({
      outcomes: [{ outcome: "replayed", hold: { lastSeq: 3, elapsedSeconds: 40 } }],
      effects: null,
    });
  });

  test.each([
    ["backwards", 39, 50],
    ["faster than the clock and 5 seconds more", 56, 50],
    ["below nothing", -1, 50],
    ["not a whole second", 41.5, 50],
    ["beyond 24 hours", 86_401, 90_000],
  ])("%s is refused with the state", (_, elapsedSeconds, passed) => {
    const ledger = liveCall(tokens(10_000));
    ledger.submit([extendHoldCommand({ seq: 3, elapsedSeconds: 40 })], at(seconds(40)));
    const hold = ledger.holds.get(testId(0x500));
    if (hold !== undefined) ledger.holds.set(hold.id, { ...hold, expiresAt: now + 48 * HOUR_MS });
    const { outcomes, effects } = ledger.submit([extendHoldCommand({ seq: 4, elapsedSeconds })], at(seconds(passed)));
    expect(outcomes).toMatchObject([
      { error: { code: "validation_failed", field: "elapsedSeconds", hold: { elapsedSeconds: 40, lastSeq: 3 } } },
    ]);
    expect(effects).toBeNull();
  });

  test("5 seconds ahead of the clock are allowed", () => {
    const ledger = liveCall(tokens(100));
    const { outcomes } = ledger.submit([extendHoldCommand({ elapsedSeconds: 35 })], at(seconds(30)));
    expect(outcomes).toMatchObject([{ outcome: "extended" }]);
  });

  test("an unknown hold is not found, an ended one answers with its final state", () => {
    const ledger = liveCall(tokens(100));
    ledger.submit([captureHoldCommand()], at(seconds(61)));
    const unknown = extendHoldCommand({ holdId: testId(0x999) });
    expect(ledger.submit([unknown, extendHoldCommand({ seq: 9 })], at(seconds(62)))).toMatchObject({
      outcomes: [
        { error: { code: "not_found", what: "hold" } },
        { error: { code: "hold_not_open", hold: { status: "captured", elapsedSeconds: 61 } } },
      ],
      effects: null,
    });
  });
});

test("C14: a heartbeat counts until just before the deadline; at it the call is abandoned", () => {
  expect(beatAt(seconds(330) - 1)).toMatchObject({ outcome: "extended" });
  expect(beatAt(seconds(330))).toMatchObject({
    error: { code: "hold_not_open", hold: { status: "abandoned", closedAt: seconds(330), lineId: testId(0x500) } },
  });
});

test("other spending can take what is available, never what a live call was granted", () => {
  const ledger = liveCall(tokens(12));
  const request = recordUsageCommand({ service: "ai_agent_request", quantity: 2 });
  const further = recordUsageCommand({ key: "further", lineId: testId(0x201), quantity: 1 });
  const past = recordUsageCommand({ key: "past", lineId: testId(0x202), quantity: 1, allowOverdraft: true });
  expect(ledger.submit([request, further, past], at(seconds(10))).outcomes).toMatchObject([
    { outcome: "recorded" },
    { error: { code: "insufficient_tokens", available: ZERO, shortBy: 500_000n } },
    { outcome: "recorded" },
  ]);
  expect(ledger.account.debt).toBe(500_000n);
  ledger.submit([captureHoldCommand({ elapsedSeconds: 300 })], at(seconds(300)));
  expect(ledger.legsOf(testId(0x500))).toMatchObject([{ grantId: testId(0x100), amount: tokens(10) }]);
});

test("what a call releases while there is debt repays it in the same commit", () => {
  const ledger = liveCall(tokens(10));
  ledger.submit([recordUsageCommand({ quantity: 6, allowOverdraft: true })], at(seconds(10)));
  expect(ledger.account.debt).toBe(tokens(3));
  const { effects } = ledger.submit([captureHoldCommand({ elapsedSeconds: 60 })], at(seconds(60)));
  expect(effects?.entries.map(({ kind, amount }) => [kind, amount])).toEqual([
    ["usage", tokens(-2)],
    ["debt_repayment", tokens(-3)],
    ["debt_repayment", tokens(3)],
  ]);
  expect(effects?.balance.debt).toBe(ZERO);
});

test("a call that outlasts its grant takes what is available, and then keeps less than it has cost", () => {
  const ledger = liveCall(tokens(11));
  const [outcome] = ledger.submit([extendHoldCommand({ elapsedSeconds: 334 })], at(seconds(329))).outcomes;
  expect(outcome).toMatchObject({
    hold: { accrued: microTokens(11_133_334n), held: tokens(11), grantedSeconds: 330 },
    final: true,
  });
  expect(checkInvariants(ledger.wholeAccount(), seconds(329))).toEqual([]);
  ledger.submit([{ kind: "expire" }], at(seconds(360)));
  expect(ledger.account.debt).toBe(133_334n);
});

test("neither a cap nor a suspension ends a running call", () => {
  const ledger = liveCall(tokens(100));
  ledger.submit(
    [
      { kind: "set_caps", caps: [{ agentId: null, every: "day", limit: ZERO }] },
      { kind: "change_settings", suspension: { reason: "unpaid" }, concurrentCallsLimit: 0 },
    ],
    at(seconds(1)),
  );
  expect(ledger.submit([extendHoldCommand({ elapsedSeconds: 270 })], at(seconds(270))).outcomes).toMatchObject([
    { outcome: "extended", hold: { grantedSeconds: 330 } },
  ]);
});

test("I04: a call whose price is beyond the bound is refused, not an overflow", () => {
  const ledger = liveCall(tokens(7_000_000_000), {
    rateCards: [
      {
        id: testId(9),
        businessId: null,
        version: 1,
        validFrom: 0,
        validTo: null,
        rates: [
          {
            service: "outbound_call",
            tokens: tokens(1_000_000_000),
            per: 1,
            unit: "second",
            shape: "call",
            initialIncrement: 1,
            nextIncrement: 1,
            minimum: ZERO,
            connectFee: ZERO,
            freeUnits: 0,
          },
        ],
      },
    ],
  });
  expect(ledger.submit([extendHoldCommand({ elapsedSeconds: 9 })], at(seconds(9))).outcomes).toMatchObject([
    { error: { code: "validation_failed", field: "elapsedSeconds" } },
  ]);
  expect(ledger.submit([captureHoldCommand({ elapsedSeconds: 9 })], at(seconds(9))).outcomes).toMatchObject([
    { error: { code: "validation_failed", field: "elapsedSeconds" } },
  ]);
});

function beatAt(instant: number) {
  return liveCall(tokens(100)).submit([extendHoldCommand({ elapsedSeconds: 300 })], at(instant)).outcomes[0];
}

function liveCall(balance: MicroTokens, settings: Partial<Account> = {}): MemoryLedger {
  const ledger = new MemoryLedger(settings);
  ledger.submit([grantCommand({ tokens: balance }), openHoldCommand()], at(now));
  return ledger;
}

function at(instant: number) {
  return { now: instant, newId: testIds() };
}
