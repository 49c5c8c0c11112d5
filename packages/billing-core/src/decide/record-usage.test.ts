import { describe, expect, test } from "vitest";
import type { Account } from "../account.ts";
import { MAX_MICRO_TOKENS, microTokens, tokens, ZERO } from "../amounts.ts";
import type { RecordUsageCommand } from "../commands.ts";
import { decide, decideAll } from "../decide.ts";
import { DAY_MS, MINUTE_MS } from "../instants.ts";
import { aGrant, anAccount, grantCommand, recordUsageCommand, TEST_NOW, testId, testIds } from "../testing/builders.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";

const now = TEST_NOW;
const tenTokens = { grants: [aGrant({ original: tokens(10) })] };

test("a use is charged to the micro-token and says what was left", () => {
  const { outcome, effects } = record(tenTokens, { service: "outbound_call", quantity: 61, agentId: "anna" });
  expect(outcome).toMatchObject({
    outcome: "recorded",
    line: { charged: 2_033_334n, balanceAfter: 7_966_666n, rateVersion: 1, occurredAt: now, statedOccurredAt: null },
  });
  expect(effects?.usage).toEqual([
    {
      quarterStart: now,
      day: "2025-10-01",
      service: "outbound_call",
      agentId: "anna",
      events: 1,
      quantity: 61,
      charged: 2_033_334n,
    },
  ]);
  expect(effects?.grantsUpdated).toMatchObject([{ remaining: 7_966_666n }]);
});

test("several grants pay in spending order, one leg each", () => {
  const grants = [
    aGrant({ id: testId(1), original: tokens(3) }),
    aGrant({ id: testId(2), original: tokens(3), expiresAt: now + 1 }),
  ];
  const { effects } = record({ grants, lastSeq: 2n }, { service: "ai_agent_request", quantity: 5 });
  expect(effects?.entries.map(({ seq, leg, legs, amount, grantId }) => [seq, leg, legs, amount, grantId])).toEqual([
    [3n, 1, 2, tokens(-3), testId(2)],
    [4n, 2, 2, tokens(-2), testId(1)],
  ]);
});

test("C06: a grant pays until just before its expiry, and not at it", () => {
  const grants = [aGrant({ original: tokens(1), expiresAt: now })];
  expect(record({ grants }, {}, now - 1).outcome.outcome).toBe("recorded");
  expect(record({ grants }, {}, now).outcome).toMatchObject({
    outcome: "refused",
    error: { code: "insufficient_tokens", available: ZERO },
  });
});

describe("funds", () => {
  test("too little is refused, with how much is missing", () => {
    const { outcome, effects } = record(tenTokens, { service: "ai_agent_request", quantity: 12 });
    expect(outcome).toEqual({
      outcome: "refused",
      error: {
        code: "insufficient_tokens",
        available: tokens(10),
        debt: ZERO,
        required: tokens(12),
        shortBy: tokens(2),
      },
    });
    expect(effects).toBeNull();
  });

  test("an overdraft limit lends what grants cannot pay", () => {
    const { effects } = record(
      { ...tenTokens, overdraftLimit: tokens(2) },
      { service: "ai_agent_request", quantity: 12 },
    );
    expect(effects?.entries.map(({ amount, grantId }) => [amount, grantId])).toEqual([
      [tokens(-10), testId(1)],
      [tokens(-2), null],
    ]);
    expect(effects?.balance.debt).toBe(tokens(2));
  });

  test.each([
    [tokens(2), tokens(2), 1, "refused"],
    [tokens(2), microTokens(1_500_000n), 1, "recorded"],
    [tokens(2), microTokens(1_500_000n), 2, "refused"],
    [ZERO, microTokens(1n), 1, "refused"],
  ])("limit %i, debt %i, %i messages: %s", (overdraftLimit, debt, quantity, expected) => {
    expect(record({ overdraftLimit, debt }, { quantity }).outcome.outcome).toBe(expected);
  });

  test.each<[string, Partial<Account>, Partial<RecordUsageCommand>, bigint]>([
    ["debt is repaid first", { debt: tokens(2) }, { quantity: 1 }, 2_500_000n],
    ["an overdraft limit lends its part", { debt: tokens(2), overdraftLimit: tokens(1) }, { quantity: 4 }, 3_000_000n],
    ["a limit that is used up", { debt: tokens(2), overdraftLimit: tokens(2) }, { quantity: 1 }, 500_000n],
    ["debt at the limit, a price of next to nothing", { debt: tokens(2), overdraftLimit: tokens(2) }, {}, 500_000n],
    ["no debt, a limit", { ...tenTokens, overdraftLimit: tokens(1) }, { quantity: 23 }, 500_000n],
  ])("shortBy is the least that makes the same event be accepted: %s", (_, account, event, expected) => {
    const refusal = record(account, event).outcome;
    const shortBy = refusal.outcome === "refused" && "shortBy" in refusal.error ? refusal.error.shortBy : ZERO;
    expect(shortBy).toBe(expected);
    for (const [added, outcome] of [
      [shortBy - 1n, "refused"],
      [shortBy, "recorded"],
    ] as const) {
      const commands = [
        ...(added > 0n ? [grantCommand({ grantId: testId(0x777), tokens: microTokens(added) })] : []),
        recordUsageCommand(event),
      ];
      expect(decideAll(anAccount(account), commands, context()).outcomes.at(-1)).toMatchObject({ outcome });
    }
  });

  test("work that already happened is booked whatever the balance is", () => {
    const { outcome, effects } = record({ debt: tokens(5) }, { allowOverdraft: true });
    expect(outcome).toMatchObject({ outcome: "recorded", line: { balanceAfter: microTokens(-5_500_000n) } });
    expect(effects?.entries).toMatchObject([{ kind: "usage", amount: -500_000n, grantId: null }]);
  });

  test("a use that costs nothing leaves one entry of 0, but debt refuses it as well", () => {
    const rateCards = anAccount().rateCards.map((card) => ({
      ...card,
      rates: card.rates.map((rate) => ({ ...rate, freeUnits: 5 })),
    }));
    const { effects } = record({ rateCards }, { quantity: 5 });
    expect(effects?.entries).toMatchObject([{ kind: "usage", amount: 0n, grantId: null, legs: 1 }]);
    expect(record({ rateCards, debt: tokens(1) }, { quantity: 5 }).outcome).toMatchObject({
      error: { code: "insufficient_tokens", shortBy: tokens(1) },
    });
  });

  test("I04: a price beyond the bound is refused, not an overflow", () => {
    const nearTheBound = { debt: microTokens(MAX_MICRO_TOKENS - 499_999n) };
    expect(record(nearTheBound, { allowOverdraft: true }).outcome).toMatchObject({
      error: { code: "validation_failed", field: "quantity" },
    });
    const dear = anAccount().rateCards.map((card) => ({
      ...card,
      rates: card.rates.map((rate) => ({ ...rate, tokens: tokens(1_000_000) })),
    }));
    expect(record({ rateCards: dear }, { quantity: 1_000_000_000 }).outcome).toMatchObject({
      error: { code: "validation_failed", field: "quantity" },
    });
  });
});

describe("time", () => {
  test.each([
    [5 * MINUTE_MS, "recorded"],
    [5 * MINUTE_MS + 1, "refused"],
    [-35 * DAY_MS, "recorded"],
    [-35 * DAY_MS - 1, "review"],
  ])("an event of now %+i ms is %s", (offsetMs, expected) => {
    expect(record(tenTokens, { occurredAt: now + offsetMs }).outcome.outcome).toBe(expected);
  });

  test("an event is priced and summed by when it happened, and recorded now", () => {
    const rateCards = [
      { ...firstCard(), validTo: now - 1 },
      { ...firstCard(), id: testId(7), version: 2, validFrom: now - 1, rates: [] },
    ];
    const { outcome, effects } = record(
      { ...tenTokens, rateCards, timeZone: "Asia/Kolkata" },
      { occurredAt: now - DAY_MS - 1 },
    );
    expect(outcome).toMatchObject({ line: { rateVersion: 1, occurredAt: now - DAY_MS - 1, recordedAt: now } });
    expect(effects?.usage).toMatchObject([{ day: "2025-09-30", quarterStart: now - DAY_MS - 15 * MINUTE_MS }]);
    expect(effects?.entries).toMatchObject([{ occurredAt: now - DAY_MS - 1, recordedAt: now }]);
    expect(record({ ...tenTokens, rateCards }, {}).outcome).toMatchObject({ error: { code: "unknown_service" } });
  });

  test("M30: an event beyond the late window waits, takes its key and moves nothing", () => {
    const { outcome, effects } = record({}, { occurredAt: now - 36 * DAY_MS });
    expect(outcome).toMatchObject({
      outcome: "review",
      replayed: false,
      review: { id: testId(0x200), status: "pending" },
    });
    expect(effects).toMatchObject({
      entries: [],
      lines: [],
      usage: [],
      reviewsInserted: [{ key: "message-1" }],
      keys: [{ scope: "usage", of: "review" }],
    });
  });
});

test.each([
  ["a service that has no price", { service: "fax", occurredAt: now - 36 * DAY_MS }],
  ["a time before the first price", { occurredAt: -1 }],
])("%s is refused however late it is, and takes no key: it could never be accepted", (_, event) => {
  const { outcome, effects } = record(tenTokens, event);
  expect(outcome).toMatchObject({ outcome: "refused", error: { code: "unknown_service" } });
  expect(effects).toBeNull();
});

test("I05: an unknown service is refused with those that are known, and takes no key", () => {
  const { outcome, effects } = record(tenTokens, { service: "fax", allowOverdraft: true });
  expect(outcome).toEqual({
    outcome: "refused",
    error: {
      code: "unknown_service",
      service: "fax",
      known: ["ai_agent_request", "inbound_call", "outbound_call", "sms", "transcription"],
    },
  });
  expect(effects).toBeNull();
});

test("a suspended business may start nothing, but what happened is booked", () => {
  const suspended = { ...tenTokens, suspendedAt: now, suspendedReason: "unpaid invoice" };
  expect(record(suspended, {}).outcome).toEqual({
    outcome: "refused",
    error: { code: "business_suspended", reason: "unpaid invoice" },
  });
  expect(record(suspended, { allowOverdraft: true }).outcome.outcome).toBe("recorded");
});

describe("a key seen before", () => {
  test("answers the first line again, whatever has changed since", () => {
    const ledger = new MemoryLedger({ overdraftLimit: tokens(10) });
    const [first] = ledger.submit([recordUsageCommand()], context()).outcomes;
    ledger.account = { ...ledger.account, suspendedAt: now, rateCards: [] };
    const { outcomes, effects } = ledger.submit(
      [recordUsageCommand({ lineId: testId(0x999), allowOverdraft: true, metadata: { other: 1 } })],
      context(),
    );
    expect(outcomes).toEqual([{ ...first, outcome: "replayed" }]);
    expect(effects).toBeNull();
  });

  test.each<[string, Partial<RecordUsageCommand>]>([
    ["service", { service: "fax", quantity: 9 }],
    ["quantity", { quantity: 9, occurredAt: now }],
    ["occurredAt", { occurredAt: now, agentId: "ben" }],
    ["agentId", { agentId: "ben", ref: "r" }],
    ["ref", { ref: "r" }],
  ])("with other content is a mismatch that names the first field that differs: %s", (field, other) => {
    const ledger = new MemoryLedger({ overdraftLimit: tokens(10) });
    ledger.submit([recordUsageCommand()], context());
    expect(ledger.submit([recordUsageCommand(other)], context()).outcomes).toEqual([
      { outcome: "refused", error: { code: "idempotency_mismatch", key: "message-1", field } },
    ]);
  });

  test("of a review answers the review again", () => {
    const ledger = new MemoryLedger();
    const late = recordUsageCommand({ occurredAt: now - 36 * DAY_MS });
    const { outcomes } = ledger.submit([late, { ...late, lineId: testId(0x999) }], context());
    expect(outcomes).toMatchObject([
      { outcome: "review", replayed: false },
      { outcome: "review", replayed: true, review: { id: testId(0x200) } },
    ]);
    expect(ledger.submit([{ ...late, quantity: 2 }], context()).outcomes).toMatchObject([
      { error: { field: "quantity" } },
    ]);
  });
});

function record(account: Partial<Account>, command: Partial<RecordUsageCommand>, at = now) {
  return decide(anAccount(account), recordUsageCommand(command), { now: at, newId: testIds() });
}

function firstCard() {
  const [card] = anAccount().rateCards;
  if (card === undefined) throw new Error("a test account has prices");
  return card;
}

function context() {
  return { now, newId: testIds() };
}
