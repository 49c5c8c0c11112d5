import { describe, expect, test } from "vitest";
import { type MicroTokens, tokens, ZERO } from "../amounts.ts";
import { balanceOf } from "../balance.ts";
import { SECOND_MS } from "../instants.ts";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  TEST_NOW,
  testId,
  testIds,
  voidHoldCommand,
} from "../testing/builders.ts";
import { checkInvariants } from "../testing/check-invariants.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";

const now = TEST_NOW;
const seconds = (count: number) => now + count * SECOND_MS;

test("C12: a call is booked as one usage line, and the rest of its hold is released", () => {
  const ledger = liveCall(tokens(10));
  const { outcomes, effects } = ledger.submit([captureHoldCommand()], at(seconds(61)));
  expect(outcomes).toMatchObject([
    {
      outcome: "captured",
      hold: { status: "captured", elapsedSeconds: 61, accrued: 2_033_334n, held: ZERO, closedAt: seconds(61) },
    },
  ]);
  expect(effects?.lines).toMatchObject([
    {
      id: testId(0x500),
      holdId: testId(0x500),
      key: null,
      quantity: 61,
      charged: 2_033_334n,
      occurredAt: now,
      recordedAt: seconds(61),
      agentId: "anna",
      ref: "call-1",
    },
  ]);
  expect(effects?.entries).toMatchObject([{ kind: "usage", runId: testId(0x500), amount: -2_033_334n }]);
  expect(effects).toMatchObject({
    usage: [{ service: "outbound_call", agentId: "anna", events: 1, quantity: 61 }],
    charges: [{ day: "2025-10-01", agentId: "anna", charged: 2_033_334n }],
  });
  expect(balanceOf(ledger.wholeAccount(), seconds(61))).toMatchObject({ available: 7_966_666n, held: ZERO });
});

test("C11: beyond its own hold a call takes what is available, then becomes debt; never another hold's cover", () => {
  const ledger = liveCall(tokens(10));
  ledger.submit(
    [
      grantCommand({ key: "more", grantId: testId(0x101), tokens: tokens(11) }),
      openHoldCommand({ holdId: testId(0x501), callId: "call-2" }),
    ],
    at(now),
  );
  ledger.submit([extendHoldCommand({ elapsedSeconds: 270 })], at(seconds(270)));
  const { outcomes } = ledger.submit([captureHoldCommand({ elapsedSeconds: 334 })], at(seconds(329)));
  expect(outcomes).toMatchObject([{ outcome: "captured", hold: { accrued: 11_133_334n } }]);
  expect(balanceOf(ledger.wholeAccount(), seconds(329))).toMatchObject({
    available: ZERO,
    held: tokens(10),
    debt: 133_334n,
  });
  expect(checkInvariants(ledger.wholeAccount(), seconds(329))).toEqual([]);
});

test("C10: the same capture again is answered again, another one with the final state", () => {
  const ledger = liveCall(tokens(10));
  ledger.submit([captureHoldCommand()], at(seconds(61)));
  const again = captureHoldCommand({ lineId: testId(0x999) });
  expect(ledger.submit([again, captureHoldCommand({ elapsedSeconds: 60 })], at(seconds(62)))).toMatchObject({
    outcomes: [
      { outcome: "replayed", hold: { elapsedSeconds: 61 } },
      { error: { code: "hold_not_open", hold: { status: "captured", elapsedSeconds: 61 } } },
    ],
    effects: null,
  });
});

test.each([
  ["capture then void", [captureHoldCommand(), voidHoldCommand()], "captured"],
  ["void then capture", [voidHoldCommand(), captureHoldCommand()], "voided"],
] as const)("C09: %s: the first wins, the second gets the final state", (_, commands, status) => {
  const { outcomes } = liveCall(tokens(10)).submit([...commands], at(seconds(61)));
  expect(outcomes).toMatchObject([
    { outcome: status, hold: { status } },
    { error: { code: "hold_not_open", hold: { status } } },
  ]);
});

test("a call that is captured after 0 seconds costs nothing, and counts as no event", () => {
  const { outcomes, effects } = liveCall(tokens(10)).submit([captureHoldCommand({ elapsedSeconds: 0 })], at(now));
  expect(outcomes).toMatchObject([{ outcome: "captured", hold: { accrued: ZERO } }]);
  expect(effects).toMatchObject({ lines: [{ quantity: 0 }], entries: [{ kind: "usage", amount: 0n }], usage: [] });
});

describe("void", () => {
  test("releases everything, and a line of 0 tokens proves it", () => {
    const ledger = liveCall(tokens(10));
    const { outcomes, effects } = ledger.submit([voidHoldCommand()], at(seconds(5)));
    expect(outcomes).toMatchObject([{ outcome: "voided", hold: { closedReason: "no answer", closedAt: seconds(5) } }]);
    expect(effects).toMatchObject({
      lines: [{ id: testId(0x500), quantity: 0, charged: ZERO }],
      entries: [{ kind: "void", amount: 0n, grantId: null, runId: testId(0x500) }],
      usage: [],
      charges: [],
    });
    expect(balanceOf(ledger.wholeAccount(), seconds(5))).toMatchObject({ available: tokens(10), held: ZERO });
    expect(ledger.submit([voidHoldCommand(), voidHoldCommand({ reason: "busy" })], at(seconds(6)))).toMatchObject({
      outcomes: [{ outcome: "replayed" }, { error: { code: "hold_not_open" } }],
      effects: null,
    });
  });

  test("is refused once something is accrued", () => {
    const ledger = liveCall(tokens(10));
    ledger.submit([extendHoldCommand()], at(seconds(30)));
    expect(ledger.submit([voidHoldCommand()], at(seconds(31)))).toMatchObject({
      outcomes: [{ error: { code: "validation_failed", field: "holdId", hold: { elapsedSeconds: 30 } } }],
      effects: null,
    });
  });
});

describe("C08: a hold that nobody ends", () => {
  test("is abandoned at its deadline, booked up to the last reported second, however late the sweep is", () => {
    const ledger = liveCall(tokens(100));
    ledger.submit([extendHoldCommand()], at(seconds(30)));
    expect(ledger.submit([{ kind: "expire" }], at(seconds(330) - 1))).toMatchObject({ effects: null });
    const { outcomes, effects } = ledger.submit([{ kind: "expire" }], at(seconds(4_000)));
    const abandoned = { status: "abandoned", elapsedSeconds: 30, accrued: tokens(1), closedAt: seconds(330) };
    expect(outcomes).toMatchObject([{ outcome: "expired", grants: 0, abandoned: [abandoned] }]);
    expect(effects).toMatchObject({
      lines: [{ id: testId(0x500), quantity: 30, charged: tokens(1), recordedAt: seconds(4_000) }],
      holdsUpdated: [abandoned],
    });
  });

  test("is free when the call handler crashed before its first heartbeat", () => {
    const ledger = liveCall(tokens(10));
    ledger.submit([{ kind: "expire" }], at(seconds(330)));
    expect(ledger.lines.get(testId(0x500))).toMatchObject({ quantity: 0, charged: ZERO });
    expect(balanceOf(ledger.wholeAccount(), seconds(330)).available).toBe(tokens(10));
  });

  test("shows as abandoned before a sweep wrote it", () => {
    const ledger = liveCall(tokens(10));
    ledger.submit([extendHoldCommand()], at(seconds(30)));
    expect(balanceOf(ledger.wholeAccount(), seconds(329))).toMatchObject({ available: ZERO, held: tokens(10) });
    expect(balanceOf(ledger.wholeAccount(), seconds(330))).toMatchObject({ available: tokens(9), held: ZERO });
  });
});

function liveCall(balance: MicroTokens): MemoryLedger {
  const ledger = new MemoryLedger();
  ledger.submit([grantCommand({ tokens: balance }), openHoldCommand({ agentId: "anna" })], at(now));
  return ledger;
}

function at(instant: number) {
  return { now: instant, newId: testIds() };
}
