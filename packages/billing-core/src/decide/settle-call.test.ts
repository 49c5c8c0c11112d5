import { describe, expect, test } from "vitest";
import { type MicroTokens, tokens } from "../amounts.ts";
import { balanceOf } from "../balance.ts";
import { MINUTE_MS, SECOND_MS } from "../instants.ts";
import {
  captureHoldCommand,
  correctUsageCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  TEST_NOW,
  testId,
  testIds,
} from "../testing/builders.ts";
import { checkInvariants } from "../testing/check-invariants.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";

const now = TEST_NOW;
const seconds = (count: number) => now + count * SECOND_MS;

describe("a late capture settles the difference, once", () => {
  test.each([
    ["up", 90, tokens(-2)],
    ["down", 15, 500_000n],
    ["not at all", 30, 0n],
  ])("%s", (_, elapsedSeconds, difference) => {
    const ledger = abandonedCall();
    const before = ledger.account.ledgerTotal;
    const settle = captureHoldCommand({ elapsedSeconds });
    const { outcomes } = ledger.submit([settle], at(seconds(1_000)));
    expect(outcomes).toMatchObject([
      {
        outcome: "settled",
        hold: { status: "settled", elapsedSeconds, settledAt: seconds(1_000), closedAt: seconds(330) },
      },
    ]);
    expect(ledger.account.ledgerTotal - before).toBe(difference);
    const standing = [...ledger.lines.values()].filter(({ id }) => !ledger.corrections.has(id));
    expect(standing).toMatchObject([{ quantity: elapsedSeconds, holdId: testId(0x500), occurredAt: now }]);
    expect(ledger.holds.get(testId(0x500))?.lineId).toBe(standing[0]?.id);
    expect(ledger.submit([settle, captureHoldCommand({ elapsedSeconds: 31 })], at(seconds(1_001)))).toMatchObject({
      outcomes: [{ outcome: "replayed" }, { error: { code: "hold_not_open", hold: { status: "settled" } } }],
      effects: null,
    });
    expect(checkInvariants(ledger.wholeAccount(), seconds(1_001))).toEqual([]);
  });

  test("only the difference moves: what an expired grant paid stays paid by it", () => {
    const ledger = new MemoryLedger();
    ledger.submit(
      [
        grantCommand({ key: "short", grantId: testId(0x101), tokens: tokens(10), expiresAt: now + 10 * MINUTE_MS }),
        grantCommand(),
        openHoldCommand(),
      ],
      at(now),
    );
    ledger.submit([extendHoldCommand()], at(seconds(30)));
    ledger.submit([{ kind: "expire" }], at(now + 20 * MINUTE_MS));
    const { effects } = ledger.submit([captureHoldCommand({ elapsedSeconds: 90 })], at(now + 30 * MINUTE_MS));
    expect(effects?.entries.map(({ kind, amount, grantId }) => [kind, amount, grantId])).toEqual([
      ["correction", tokens(1), testId(0x101)],
      ["usage", tokens(-1), testId(0x101)],
      ["usage", tokens(-2), testId(0x100)],
    ]);
    expect(effects?.usage).toMatchObject([{ events: 0, quantity: 60, charged: tokens(2) }]);
  });

  test("at the deadline to the millisecond, in one commit, if the capture comes first", () => {
    const ledger = liveCall(tokens(100));
    ledger.submit([extendHoldCommand()], at(seconds(30)));
    const { outcomes, effects } = ledger.submit([captureHoldCommand({ elapsedSeconds: 335 })], at(seconds(330)));
    expect(outcomes).toMatchObject([{ outcome: "settled", hold: { elapsedSeconds: 335 } }]);
    expect(effects?.usage).toMatchObject([{ events: 1, quantity: 335 }]);
  });

  test("but not after the late window, nor when a person has corrected its line since", () => {
    const late = abandonedCall();
    const lateAfterMs = 10 * MINUTE_MS;
    const command = captureHoldCommand({ elapsedSeconds: 90, lateAfterMs });
    expect(late.submit([command], at(seconds(331) + lateAfterMs)).outcomes).toMatchObject([
      { error: { code: "hold_not_open", hold: { status: "abandoned" } } },
    ]);
    const corrected = abandonedCall();
    corrected.submit([correctUsageCommand({ lineId: testId(0x500) })], at(seconds(340)));
    expect(corrected.submit([command], at(seconds(341))).outcomes).toMatchObject([
      { error: { code: "hold_not_open", hold: { status: "abandoned" } } },
    ]);
  });

  test("the line that replaced the first can be corrected as any other", () => {
    const ledger = abandonedCall();
    ledger.submit([captureHoldCommand({ elapsedSeconds: 90 })], at(seconds(1_000)));
    ledger.submit([correctUsageCommand({ lineId: testId(0x600) })], at(seconds(1_001)));
    expect(balanceOf(ledger.wholeAccount(), seconds(1_001)).available).toBe(tokens(10));
  });
});

function abandonedCall(): MemoryLedger {
  const ledger = liveCall(tokens(10));
  ledger.submit([extendHoldCommand()], at(seconds(30)));
  ledger.submit([{ kind: "expire" }], at(seconds(330)));
  return ledger;
}

function liveCall(balance: MicroTokens): MemoryLedger {
  const ledger = new MemoryLedger();
  ledger.submit([grantCommand({ tokens: balance }), openHoldCommand({ agentId: "anna" })], at(now));
  return ledger;
}

let nextIds = 0x1000_0000;

/** Ids go on from test to test: a settlement takes one of its own in a ledger that has some already. */
function at(instant: number) {
  nextIds += 0x100;
  return { now: instant, newId: testIds(nextIds) };
}
