import { describe, expect, test } from "vitest";
import { microTokens, tokens, ZERO } from "../amounts.ts";
import type { Command } from "../commands.ts";
import { DAY_MS, HOUR_MS } from "../instants.ts";
import {
  correctUsageCommand,
  grantCommand,
  recordUsageCommand,
  TEST_NOW,
  testId,
  testIds,
} from "../testing/builders.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";

const now = TEST_NOW;

test("everything a line cost returns to the grants that paid it, last taken first", () => {
  const ledger = ledgerWith(grant(1, 2, { expiresAt: now + HOUR_MS }), grant(2, 10), requests(5));
  const { outcomes } = ledger.submit([correctUsageCommand()], at(now + 1));
  expect(outcomes).toMatchObject([
    { outcome: "corrected", correction: { returned: tokens(5), balanceAfter: tokens(12), replacement: null } },
  ]);
  expect(lastRun(ledger)).toEqual([
    ["correction", tokens(3), testId(2)],
    ["correction", tokens(2), testId(1)],
  ]);
  expect(ledger.entries.at(-1)).toMatchObject({ runId: testId(0x300), occurredAt: now, recordedAt: now + 1 });
});

test("today's debt shrinks before any grant gets something back", () => {
  const ledger = ledgerWith(grant(1, 5), requests(4), { ...requests(3), key: "second", lineId: testId(0x201) });
  expect(ledger.account.debt).toBe(tokens(2));
  ledger.submit([correctUsageCommand()], at(now));
  expect(lastRun(ledger)).toEqual([
    ["correction", tokens(2), null],
    ["correction", tokens(2), testId(1)],
  ]);
  expect(ledger.account.debt).toBe(ZERO);
  expect(ledger.grants.get(testId(1))).toMatchObject({ remaining: tokens(2), debtRepaid: tokens(2) });
});

test("a line that was debt, repaid since, returns to the grant that repaid it", () => {
  const ledger = ledgerWith(requests(3), grant(1, 5));
  expect(ledger.grants.get(testId(1))).toMatchObject({ remaining: tokens(2), debtRepaid: tokens(3) });
  ledger.submit([correctUsageCommand()], at(now));
  expect(lastRun(ledger)).toEqual([["correction", tokens(3), testId(1)]]);
  expect(ledger.grants.get(testId(1))).toMatchObject({ remaining: tokens(5), debtRepaid: ZERO });
});

test("what returns to an expired grant lapses at once, in the same run", () => {
  const ledger = ledgerWith(grant(1, 5, { expiresAt: now + HOUR_MS }), requests(2));
  const { outcomes } = ledger.submit([correctUsageCommand()], at(now + HOUR_MS));
  expect(outcomes).toMatchObject([{ correction: { returned: tokens(2), balanceAfter: ZERO } }]);
  expect(lastRun(ledger)).toEqual([
    ["correction", tokens(2), testId(1)],
    ["expiry", tokens(-2), testId(1)],
  ]);
});

test("a line that cost nothing is corrected without an entry", () => {
  const ledger = ledgerWith(grant(1, 5));
  ledger.account = {
    ...ledger.account,
    rateCards: ledger.account.rateCards.map((card) => ({
      ...card,
      rates: card.rates.map((rate) => ({ ...rate, freeUnits: 9 })),
    })),
  };
  ledger.submit([requests(5)], at(now));
  const { outcomes, effects } = ledger.submit([correctUsageCommand()], at(now));
  expect(outcomes).toMatchObject([{ outcome: "corrected", correction: { returned: ZERO } }]);
  expect(effects).toMatchObject({ entries: [], corrections: [{}], usage: [{ events: -1, quantity: -5, charged: 0n }] });
});

describe("a replacement", () => {
  const replacement = { lineId: testId(0x301), service: "sms", quantity: 4 };

  test("is a line of its own, where and when the first one was", () => {
    const ledger = ledgerWith(grant(1, 5), { ...requests(5), agentId: "anna", ref: "r-1", occurredAt: now - DAY_MS });
    const { outcomes, effects } = ledger.submit([correctUsageCommand({ replacement })], at(now + 1));
    expect(outcomes).toMatchObject([
      {
        correction: {
          balanceAfter: tokens(5),
          replacement: {
            id: testId(0x301),
            key: null,
            charged: tokens(2),
            balanceAfter: tokens(3),
            occurredAt: now - DAY_MS,
            recordedAt: now + 1,
            agentId: "anna",
            ref: "r-1",
            replacesLineId: testId(0x200),
          },
        },
      },
    ]);
    expect(effects?.entries.map(({ runId }) => runId)).toEqual([testId(0x300), testId(0x301)]);
    expect(effects?.usage.map(({ service, events, charged }) => [service, events, charged])).toEqual([
      ["ai_agent_request", -1, tokens(-5)],
      ["sms", 1, tokens(2)],
    ]);
  });

  test("is booked even if it leaves debt, and can be corrected in its turn", () => {
    const ledger = ledgerWith(grant(1, 1), requests(1));
    ledger.submit([correctUsageCommand({ replacement: { ...replacement, quantity: 10 } })], at(now));
    expect(ledger.account).toMatchObject({ debt: tokens(4), ledgerTotal: tokens(-4) });
    ledger.submit([correctUsageCommand({ lineId: testId(0x301), correctionId: testId(0x302) })], at(now));
    expect(ledger.account).toMatchObject({ debt: ZERO, ledgerTotal: tokens(1) });
  });

  test.each([
    [
      { ...replacement, service: "fax" },
      { code: "unknown_service", service: "fax" },
    ],
    [
      { ...replacement, quantity: 1_000_000_000, service: "outbound_call" },
      { code: "validation_failed", field: "replacement.quantity" },
    ],
  ])("that cannot be priced leaves the line as it was: %o", (wrong, error) => {
    const ledger = ledgerWith(grant(1, 5), requests(5));
    ledger.account = {
      ...ledger.account,
      debt: ZERO,
      rateCards: ledger.account.rateCards.map((card) => ({
        ...card,
        rates: card.rates.map((rate) => ({ ...rate, tokens: microTokens(rate.tokens * 1_000n) })),
      })),
    };
    const { outcomes, effects } = ledger.submit([correctUsageCommand({ replacement: wrong })], at(now));
    expect(outcomes).toMatchObject([{ outcome: "refused", error }]);
    expect(effects).toBeNull();
  });
});

describe("once", () => {
  const replacement = { lineId: testId(0x301), service: "sms", quantity: 4 };

  test("the same correction again is answered again, within a batch and after it", () => {
    const ledger = ledgerWith(grant(1, 5), requests(5));
    const again = correctUsageCommand({
      correctionId: testId(0x999),
      replacement: { ...replacement, lineId: testId(0x998) },
    });
    const { outcomes } = ledger.submit([correctUsageCommand({ replacement }), again], at(now));
    expect(outcomes).toMatchObject([
      { outcome: "corrected" },
      { outcome: "replayed", correction: { id: testId(0x300), replacement: { id: testId(0x301) } } },
    ]);
    expect(ledger.submit([again], at(now))).toMatchObject({ outcomes: [{ outcome: "replayed" }], effects: null });
  });

  test.each([
    ["reason", { reason: "other", replacement: null }],
    ["replacement", { replacement: null }],
    ["replacement.service", { replacement: { ...replacement, service: "fax", quantity: 5 } }],
    ["replacement.quantity", { replacement: { ...replacement, quantity: 5 } }],
  ])("another correction of the line is a mismatch that names the field: %s", (field, other) => {
    const ledger = ledgerWith(grant(1, 5), requests(5));
    ledger.submit([correctUsageCommand({ replacement })], at(now));
    expect(ledger.submit([correctUsageCommand(other)], at(now)).outcomes).toEqual([
      { outcome: "refused", error: { code: "idempotency_mismatch", key: `correct:${testId(0x200)}`, field } },
    ]);
  });

  test("an unknown line is not found", () => {
    expect(ledgerWith().submit([correctUsageCommand()], at(now)).outcomes).toEqual([
      { outcome: "refused", error: { code: "not_found", what: "line" } },
    ]);
  });
});

function requests(quantity: number) {
  return recordUsageCommand({ service: "ai_agent_request", quantity, allowOverdraft: true });
}

function grant(number: number, whole: number, fields: { readonly expiresAt?: number } = {}) {
  return grantCommand({ key: `grant-${number}`, grantId: testId(number), tokens: tokens(whole), ...fields });
}

function ledgerWith(...commands: readonly Command[]): MemoryLedger {
  const ledger = new MemoryLedger();
  for (const command of commands) ledger.submit([command], at(now));
  return ledger;
}

function lastRun(ledger: MemoryLedger) {
  const runId = ledger.entries.at(-1)?.runId;
  return ledger.entries
    .filter((entry) => entry.runId === runId)
    .map(({ kind, amount, grantId }) => [kind, amount, grantId]);
}

function at(instant: number) {
  return { now: instant, newId: testIds() };
}
