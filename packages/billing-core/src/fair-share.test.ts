import { expect, test } from "vitest";
import { microTokens, tokens, ZERO } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import { SECOND_MS } from "./instants.ts";
import { holdAt } from "./lease.ts";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  TEST_NOW,
  testId,
  testIds,
} from "./testing/builders.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";

const [outbound, inbound, other] = [testId(0x501), testId(0x502), testId(0x503)];

test("live calls share the last tokens by weight of their prices, each alone gets the rest", () => {
  const ledger = twoCalls(21);
  // 2 and 1.5 tokens a minute share 1 token: 4/7 of it pay 17 seconds of the first.
  expect(beat(ledger, outbound, 300)).toMatchObject({
    hold: { held: microTokens(10_566_667n), grantedSeconds: 317, expiresAt: instant(347) },
    final: false,
  });
  ledger.submit([captureHoldCommand({ holdId: outbound, elapsedSeconds: 317 })], at(317));
  expect(beat(ledger, inbound, 400)).toMatchObject({ hold: { held: microTokens(10_425_000n), grantedSeconds: 417 } });
  expect(balanceOf(ledger.wholeAccount(), instant(400))).toMatchObject({ available: 8_333n, debt: ZERO });
});

test("what a call holds already stays its own, even beyond its share", () => {
  const ledger = twoCalls(20);
  expect(beat(ledger, outbound, 60)).toMatchObject({ hold: { held: tokens(10), grantedSeconds: 300 }, final: true });
});

test("a call that ends leaves its tokens to those that go on", () => {
  const ledger = twoCalls(20);
  expect(beat(ledger, outbound, 270)).toMatchObject({ hold: { grantedSeconds: 300 }, final: true });
  ledger.submit([captureHoldCommand({ holdId: inbound, elapsedSeconds: 40 })], at(271));
  expect(beat(ledger, outbound, 290)).toMatchObject({ hold: { grantedSeconds: 350 }, affordableSeconds: 570 });
});

test("a call's state can be asked for without a heartbeat, overdue or not", () => {
  const ledger = twoCalls(27);
  expect(holdAt(ledger.wholeAccount(), outbound, instant(10))).toMatchObject({
    hold: { status: "open" },
    affordableSeconds: 420,
    final: false,
  });
  expect(holdAt(ledger.wholeAccount(), outbound, instant(330))).toMatchObject({
    hold: { status: "abandoned" },
    affordableSeconds: 0,
    final: true,
  });
  expect(holdAt(ledger.wholeAccount(), other, instant(10))).toBeNull();
});

function twoCalls(balance: number): MemoryLedger {
  const ledger = new MemoryLedger();
  ledger.submit(
    [
      grantCommand({ tokens: tokens(balance) }),
      openHoldCommand({ holdId: outbound, callId: "outbound" }),
      openHoldCommand({ holdId: inbound, callId: "inbound", service: "inbound_call" }),
    ],
    at(0),
  );
  return ledger;
}

function beat(ledger: MemoryLedger, holdId: string, second: number) {
  const command = extendHoldCommand({ holdId, seq: second, elapsedSeconds: second });
  return ledger.submit([command], at(second)).outcomes[0];
}

function instant(second: number) {
  return TEST_NOW + second * SECOND_MS;
}

function at(second: number) {
  return { now: instant(second), newId: testIds() };
}
