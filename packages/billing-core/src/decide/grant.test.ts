import { describe, expect, test } from "vitest";
import type { Account } from "../account.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, microTokens, tokens, ZERO } from "../amounts.ts";
import type { GrantCommand } from "../commands.ts";
import { decide } from "../decide.ts";
import { HOUR_MS } from "../instants.ts";
import { aGrant, anAccount, grantCommand, TEST_NOW, testId, testIds } from "../testing/builders.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";

const now = TEST_NOW;

test("tokens arrive as one entry of their source", () => {
  const { outcome, effects } = grant({}, { source: "trial", tokens: tokens(100) });
  expect(outcome).toMatchObject({
    outcome: "granted",
    balanceAfter: tokens(100),
    grant: { remaining: tokens(100), effectiveAt: now, createdAt: now },
  });
  expect(effects?.entries).toEqual([
    {
      seq: 1n,
      runId: testId(0x100),
      leg: 1,
      legs: 1,
      kind: "trial",
      amount: tokens(100),
      grantId: testId(0x100),
      balanceAfter: tokens(100),
      occurredAt: now,
      recordedAt: now,
    },
  ]);
  expect(effects?.keys).toEqual([{ scope: "grant", key: "welcome", of: "grant", subjectId: testId(0x100) }]);
  expect(effects?.balance).toEqual({ lastSeq: 1n, ledgerTotal: tokens(100), debt: ZERO });
});

describe("debt is repaid in the same run", () => {
  test("with what the grant has, and no more than is owed", () => {
    const { outcome, effects } = grant({ debt: tokens(30) }, { tokens: tokens(100) });
    expect(outcome).toMatchObject({
      outcome: "granted",
      balanceAfter: tokens(70),
      grant: { remaining: tokens(70), debtRepaid: tokens(30) },
    });
    expect(effects?.entries.map(({ leg, legs, kind, amount, grantId }) => [leg, legs, kind, amount, grantId])).toEqual([
      [1, 3, "promotion", tokens(100), testId(0x100)],
      [2, 3, "debt_repayment", tokens(-30), testId(0x100)],
      [3, 3, "debt_repayment", tokens(30), null],
    ]);
    expect(effects?.balance.debt).toBe(ZERO);
  });

  test("as far as it goes", () => {
    const { effects } = grant({ debt: tokens(30) }, { tokens: tokens(10) });
    expect(effects?.balance).toEqual({ lastSeq: 3n, ledgerTotal: tokens(-20), debt: tokens(20) });
  });

  test("but not before the grant can be spent", () => {
    const { effects } = grant({ debt: tokens(30) }, { effectiveAt: now + 1 });
    expect(effects?.entries).toHaveLength(1);
    expect(effects?.balance.debt).toBe(tokens(30));
  });
});

describe("the same key again", () => {
  test("with the same content answers the grant as it is now, and writes nothing", () => {
    const ledger = new MemoryLedger();
    ledger.submit([grantCommand()], context());
    ledger.submit([grantCommand({ key: "other", grantId: testId(0x101) })], context());
    const { outcomes, effects } = ledger.submit([grantCommand({ grantId: testId(0x999) })], context());
    expect(outcomes).toMatchObject([{ outcome: "replayed", balanceAfter: tokens(100), grant: { id: testId(0x100) } }]);
    expect(effects).toBeNull();
  });

  test("may leave out a start that was left out before, or name the one it came to", () => {
    const ledger = new MemoryLedger();
    ledger.submit([grantCommand()], context());
    const later = { now: now + HOUR_MS, newId: testIds() };
    expect(ledger.submit([grantCommand({ effectiveAt: now }), grantCommand()], later).outcomes).toMatchObject([
      { outcome: "replayed" },
      { outcome: "replayed" },
    ]);
  });

  test.each<[string, Partial<GrantCommand>]>([
    ["tokens", { tokens: tokens(99), source: "bonus" }],
    ["source", { source: "bonus", reason: "other" }],
    ["reason", { reason: "other", priority: 1 }],
    ["priority", { priority: 1, effectiveAt: now + 1 }],
    ["effectiveAt", { effectiveAt: now + 1, expiresAt: now + 2 }],
    ["expiresAt", { expiresAt: now + 2 }],
  ])("with other content names the first field that differs: %s", (field, other) => {
    const ledger = new MemoryLedger();
    ledger.submit([grantCommand()], context());
    expect(ledger.submit([grantCommand(other)], context()).outcomes).toEqual([
      { outcome: "refused", error: { code: "idempotency_mismatch", key: "welcome", field } },
    ]);
  });

  test("in another scope is another key", () => {
    const ledger = new MemoryLedger();
    const asFact = grantCommand({ scope: "fact", grantId: testId(0x101) });
    expect(ledger.submit([grantCommand(), asFact], context()).outcomes).toMatchObject([
      { outcome: "granted" },
      { outcome: "granted" },
    ]);
  });
});

describe("refused, with the field and without a row", () => {
  test.each<[string, Partial<GrantCommand>, Partial<Account>]>([
    ["tokens", { tokens: ZERO }, {}],
    ["tokens", { tokens: microTokens(-1n) }, {}],
    ["tokens", { tokens: (MAX_MICRO_TOKENS + 1n) as MicroTokens }, {}],
    ["tokens", { tokens: microTokens(MAX_MICRO_TOKENS) }, { grants: [aGrant({ original: microTokens(1n) })] }],
    [
      "tokens",
      { tokens: microTokens(MAX_MICRO_TOKENS), effectiveAt: now + 1 },
      { debt: tokens(1), ledgerTotal: ZERO, grants: [aGrant({ original: tokens(1), effectiveAt: now + 1 })] },
    ],
    ["expiresAt", { expiresAt: now }, {}],
    ["expiresAt", { effectiveAt: now + 5, expiresAt: now + 5 }, {}],
    ["expiresAt", { effectiveAt: now - 9, expiresAt: now - 5 }, {}],
  ])("%s of %o", (field, command, account) => {
    const { outcome, effects } = grant(account, command);
    expect(outcome).toMatchObject({ outcome: "refused", error: { code: "validation_failed", field } });
    expect(effects).toBeNull();
  });

  test("but the bound itself can be granted", () => {
    expect(grant({}, { tokens: microTokens(MAX_MICRO_TOKENS) }).outcome.outcome).toBe("granted");
  });
});

function grant(account: Partial<Account>, command: Partial<GrantCommand>) {
  return decide(anAccount({ ...account, lastSeq: 0n }), grantCommand(command), context());
}

function context() {
  return { now, newId: testIds() };
}
