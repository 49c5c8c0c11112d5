import { describe, expect, test } from "vitest";
import { tokens, ZERO } from "./amounts.ts";
import { decide, decideAll } from "./decide.ts";
import { HOUR_MS } from "./instants.ts";
import { aGrant, anAccount, grantCommand, recordUsageCommand, TEST_NOW, testId, testIds } from "./testing/builders.ts";

const now = TEST_NOW;
const context = () => ({ now, newId: testIds() });

describe("time passes first", () => {
  const overdue = aGrant({ id: testId(1), original: tokens(5), expiresAt: now - HOUR_MS });
  const started = aGrant({ id: testId(2), original: tokens(7), effectiveAt: now - HOUR_MS });

  test("an expired grant lapses in the commit of the next command, at the instant it expired", () => {
    const { effects } = decide(anAccount({ grants: [overdue] }), grantCommand(), context());
    expect(effects?.entries).toMatchObject([
      {
        seq: 2n,
        kind: "expiry",
        amount: tokens(-5),
        grantId: testId(1),
        occurredAt: now - HOUR_MS,
        recordedAt: now,
        leg: 1,
        legs: 1,
        runId: testId(0x1000_0000),
      },
      { seq: 3n, kind: "promotion" },
    ]);
    expect(effects?.grantsUpdated).toMatchObject([{ id: testId(1), remaining: ZERO }]);
  });

  test("a refusal or a replay writes none of it, but is judged as if it were written", () => {
    const refused = decide(anAccount({ grants: [overdue] }), recordUsageCommand(), context());
    expect(refused).toMatchObject({
      outcome: { error: { code: "insufficient_tokens", available: ZERO } },
      effects: null,
    });
    const owing = decide(anAccount({ grants: [started], debt: tokens(9) }), recordUsageCommand(), context());
    expect(owing).toMatchObject({ outcome: { error: { debt: tokens(2) } }, effects: null });
  });

  test("what became spendable repays debt before it pays for anything new", () => {
    const { effects } = decide(anAccount({ grants: [started], debt: tokens(3) }), recordUsageCommand(), context());
    expect(
      effects?.entries.map(({ kind, amount, grantId, occurredAt }) => [kind, amount, grantId, occurredAt]),
    ).toEqual([
      ["debt_repayment", tokens(-3), testId(2), now - HOUR_MS],
      ["debt_repayment", tokens(3), null, now - HOUR_MS],
      ["usage", -500_000n, testId(2), now],
    ]);
    expect(effects?.balance.debt).toBe(ZERO);
  });

  test("free tokens repay before paid ones that started at the same instant", () => {
    const paid = aGrant({
      id: testId(3),
      original: tokens(7),
      effectiveAt: started.effectiveAt,
      priority: 1,
      costBasis: { amount: 1, currency: "usd" },
    });
    const { effects } = decide(anAccount({ grants: [paid, started], debt: tokens(8) }), { kind: "expire" }, context());
    expect(
      effects?.entries.filter(({ grantId }) => grantId !== null).map(({ amount, grantId }) => [amount, grantId]),
    ).toEqual([
      [tokens(-7), testId(2)],
      [tokens(-1), testId(3)],
    ]);
  });

  test("tokens that came and went while nobody looked have repaid debt before they lapsed", () => {
    const passing = aGrant({ original: tokens(5), effectiveAt: now - 2 * HOUR_MS, expiresAt: now - HOUR_MS });
    const { outcome, effects } = decide(
      anAccount({ grants: [passing], debt: tokens(3) }),
      { kind: "expire" },
      context(),
    );
    expect(outcome).toEqual({ outcome: "expired", repaid: tokens(3), lapsed: tokens(2), grants: 1, abandoned: [] });
    expect(effects?.entries.map(({ kind, runId }) => [kind, runId])).toEqual([
      ["debt_repayment", testId(0x1000_0000)],
      ["debt_repayment", testId(0x1000_0000)],
      ["expiry", testId(0x1000_0001)],
    ]);
  });

  test("C27: with nothing due there is nothing to write", () => {
    const account = anAccount({
      grants: [aGrant({ expiresAt: now + 1 }), aGrant({ id: testId(2), expiresAt: now, frozenAt: now - 1 })],
    });
    expect(decide(account, { kind: "expire" }, context())).toEqual({
      outcome: { outcome: "expired", lapsed: ZERO, repaid: ZERO, grants: 0, abandoned: [] },
      effects: null,
    });
  });
});

describe("several commands at once", () => {
  test("C02, I13: each sees what those before it did, and only what can be paid is recorded", () => {
    const commands = Array.from({ length: 50 }, (_, index) =>
      recordUsageCommand({ key: `k-${index}`, lineId: testId(0x500 + index), service: "ai_agent_request" }),
    );
    const { outcomes, effects } = decideAll(
      anAccount({ grants: [aGrant({ original: tokens(10) })] }),
      commands,
      context(),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...new Array(10).fill("recorded"),
      ...new Array(40).fill("refused"),
    ]);
    expect(effects?.grantsUpdated).toMatchObject([{ remaining: ZERO }]);
    expect(effects?.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 10 }, (_, index) => BigInt(index + 2)));
    expect(effects?.usage).toMatchObject([{ events: 10, quantity: 10, charged: tokens(10) }]);
  });

  test("C03: equal keys have one effect, the rest are answered again", () => {
    const commands = Array.from({ length: 50 }, (_, index) => recordUsageCommand({ lineId: testId(0x500 + index) }));
    const { outcomes, effects } = decideAll(anAccount({ grants: [aGrant()] }), commands, context());
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["recorded", ...new Array(49).fill("replayed")]);
    expect(effects).toMatchObject({ lines: [{ id: testId(0x500) }], keys: [{}], entries: [{}] });
  });

  test("a refused key may be tried again, and is decided anew", () => {
    const { outcomes } = decideAll(
      anAccount(),
      [recordUsageCommand(), grantCommand(), recordUsageCommand()],
      context(),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["refused", "granted", "recorded"]);
  });

  test("a refused event disturbs neither its neighbours nor the ledger", () => {
    const commands = [
      recordUsageCommand(),
      recordUsageCommand({ key: "x", service: "fax" }),
      recordUsageCommand({ key: "y", lineId: testId(0x201) }),
    ];
    const { outcomes, effects } = decideAll(anAccount({ grants: [aGrant()] }), commands, context());
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["recorded", "refused", "recorded"]);
    expect(effects?.entries.map(({ seq }) => seq)).toEqual([2n, 3n]);
  });

  test("no command is no effect", () => {
    expect(decideAll(anAccount({ grants: [aGrant({ expiresAt: now })] }), [], context())).toEqual({
      outcomes: [],
      effects: null,
    });
  });
});

test("an account is not changed by what is decided on it, in whatever order its grants come", () => {
  const grants = [aGrant({ id: testId(2), expiresAt: null }), aGrant({ id: testId(1), expiresAt: now + 1 })].map(
    (grant) => Object.freeze(grant),
  );
  const account = Object.freeze(anAccount({ grants: Object.freeze(grants) as typeof grants }));
  const first = decide(account, recordUsageCommand(), context());
  expect(decide(account, recordUsageCommand(), context())).toEqual(first);
  expect(first.effects?.entries).toMatchObject([{ grantId: testId(1) }]);
  expect(account.grants.map(({ remaining }) => remaining)).toEqual([tokens(100), tokens(100)]);
});
