import fc from "fast-check";
import { expect, test } from "vitest";
import { type MicroTokens, tokens } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import { SECOND_MS } from "./instants.ts";
import { charge } from "./rating.ts";
import { amountBetween, anyRate } from "./testing/arbitraries.ts";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  TEST_NOW,
  testId,
  testIds,
} from "./testing/builders.ts";
import { checkInvariants } from "./testing/check-invariants.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";

const anyCallRate = anyRate.map((rate) => ({ ...rate, shape: "call" as const }));
const someCalls = fc.array(
  fc.record({
    price: amountBetween(300_000n, 9_000_000n),
    per: fc.constantFrom(1, 7, 45, 60),
    beatsEverySeconds: fc.integer({ min: 1, max: 30 }),
  }),
  { minLength: 1, maxLength: 4 },
);

test("whatever the heartbeats, a call is booked as exactly charge(seconds), on one line", () => {
  fc.assert(
    fc.property(
      anyCallRate,
      fc.integer({ min: 0, max: 900 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 900 }), { maxLength: 20 }),
      (rate, duration, beats) => {
        const ledger = ledgerOf([rate], tokens(20_000));
        ledger.submit([openHoldCommand({ service: rate.service })], at(0));
        for (const [index, second] of beats.sort((left, right) => left - right).entries())
          if (second <= duration)
            ledger.submit([extendHoldCommand({ seq: index + 1, elapsedSeconds: second })], at(Math.min(second, 300)));
        ledger.submit([captureHoldCommand({ elapsedSeconds: duration })], at(duration));
        const standing = [...ledger.lines.values()].filter(({ id }) => !ledger.corrections.has(id));
        expect(standing).toMatchObject([{ quantity: duration, charged: charge(rate, duration) }]);
        expect(ledger.account.ledgerTotal).toBe(tokens(20_000) - charge(rate, duration));
      },
    ),
  );
});

test("each granted second of calls that share the last tokens is paid, and all of them end", () => {
  fc.assert(
    fc.property(someCalls, amountBetween(10_000_000n, 60_000_000n), (calls, balance) => {
      const { ledger, endedAt } = runToTheEnd(calls, balance);
      expect(ledger.account.debt).toBe(0n);
      for (const hold of ledger.holds.values()) {
        expect(hold.status).toBe("captured");
        expect(hold.elapsedSeconds).toBe(hold.grantedSeconds);
      }
      expect(checkInvariants(ledger.wholeAccount(), TEST_NOW + endedAt * SECOND_MS)).toEqual([]);
      const dearest = calls.map(({ price, per }) => (price + BigInt(per) - 1n) / BigInt(per));
      const left = balanceOf(ledger.wholeAccount(), TEST_NOW + endedAt * SECOND_MS).available;
      expect(left).toBeLessThan(ledger.holds.size === 0 ? balance + 1n : dearest.reduce((sum, one) => sum + one, 0n));
    }),
  );
});

test("of calls at one price no one gets more than a slice beyond the others, however often it asks", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (eager, lazy) => {
      const calls = [eager, lazy, lazy].map((beatsEverySeconds) => ({
        price: tokens(4) as MicroTokens,
        per: 60,
        beatsEverySeconds,
      }));
      const { ledger } = runToTheEnd(calls, tokens(60));
      const lengths = [...ledger.holds.values()].map(({ elapsedSeconds }) => elapsedSeconds);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(60);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(900 - lengths.length);
    }),
  );
});

type LiveCall = { readonly price: MicroTokens; readonly per: number; readonly beatsEverySeconds: number };

/** Each call beats in its rhythm, and at the end of its grant, until nothing more is granted; then it ends. */
function runToTheEnd(calls: readonly LiveCall[], balance: MicroTokens) {
  const rates = calls.map(({ price, per }, index) => ({
    service: `call_${index}`,
    tokens: price,
    per,
    unit: "second",
    shape: "call" as const,
    initialIncrement: 1,
    nextIncrement: 1,
    minimum: tokens(0),
    connectFee: tokens(0),
    freeUnits: 0,
  }));
  const ledger = ledgerOf(rates, balance);
  for (const index of calls.keys()) {
    const command = openHoldCommand({ holdId: testId(index), callId: `${index}`, service: `call_${index}` });
    ledger.submit([command], at(0));
  }
  let second = 0;
  while ([...ledger.holds.values()].some(({ status }) => status === "open")) {
    second += 1;
    for (const [index, { beatsEverySeconds }] of calls.entries()) {
      const hold = ledger.holds.get(testId(index));
      if (hold?.status !== "open") continue;
      if (second % beatsEverySeconds !== 0 && second !== hold.grantedSeconds) continue;
      const beat = extendHoldCommand({ holdId: hold.id, seq: second, elapsedSeconds: second });
      ledger.submit([beat], at(second));
      if ((ledger.holds.get(hold.id)?.grantedSeconds ?? 0) > second) continue;
      ledger.submit([captureHoldCommand({ holdId: hold.id, elapsedSeconds: second })], at(second));
    }
  }
  return { ledger, endedAt: second };
}

function ledgerOf(
  rates: readonly (typeof anyRate extends fc.Arbitrary<infer Rate> ? Rate : never)[],
  balance: MicroTokens,
) {
  const card = { id: testId(9), businessId: null, version: 1, validFrom: 0, validTo: null, rates };
  const ledger = new MemoryLedger({ rateCards: [card] });
  ledger.submit([grantCommand({ tokens: balance })], at(0));
  return ledger;
}

function at(second: number) {
  return { now: TEST_NOW + second * SECOND_MS, newId: testIds() };
}
