import { describe, expect, test } from "vitest";
import type { Account } from "../account.ts";
import { microTokens, tokens, ZERO } from "../amounts.ts";
import { balanceOf } from "../balance.ts";
import type { OpenHoldCommand } from "../commands.ts";
import { decide } from "../decide.ts";
import { MINUTE_MS, SECOND_MS } from "../instants.ts";
import { SEED_RATE_CARD } from "../rates.ts";
import {
  aGrant,
  anAccount,
  captureHoldCommand,
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
const ten = { grants: [aGrant({ original: tokens(10) })] };

describe("the first slice", () => {
  test("is the floor where a minute costs less, and pays 300 seconds of an outbound call", () => {
    const { outcome, effects } = open(ten);
    expect(outcome).toMatchObject({
      outcome: "opened",
      affordableSeconds: 300,
      final: true,
      hold: { status: "open", held: tokens(10), lent: ZERO, accrued: ZERO, grantedSeconds: 300, rateVersion: 1 },
    });
    expect(effects).toMatchObject({
      entries: [],
      lines: [],
      keys: [{ scope: "hold", key: "call-1", of: "hold", subjectId: testId(0x500) }],
      holdsInserted: [{ openedAt: now, expiresAt: now + 330 * SECOND_MS, lineId: null }],
    });
  });

  test("is a minute where that costs more than the floor, but never more than there is", () => {
    const dear = atPrice(tokens(40));
    expect(open({ ...dear, grants: [aGrant()] }).outcome).toMatchObject({
      hold: { held: tokens(40), grantedSeconds: 60 },
      affordableSeconds: 150,
      final: false,
    });
    expect(open({ ...dear, ...ten }).outcome).toMatchObject({ hold: { held: tokens(10), grantedSeconds: 15 } });
  });

  test("that pays less than a second says what its first second costs", () => {
    expect(open({ ...atPrice(tokens(601)), ...ten }).outcome).toMatchObject({ error: { code: "insufficient_tokens" } });
  });

  test("of a call without a price a second lasts 24 hours", () => {
    expect(open({ ...atPrice(ZERO), ...ten }).outcome).toMatchObject({ hold: { grantedSeconds: 86_400 }, final: true });
  });
});

test("ten opens on 10 tokens are one hold and nine below_call_floor, on 100 tokens ten holds", () => {
  for (const [balance, opened] of [
    [tokens(10), 1],
    [tokens(100), 10],
  ] as const) {
    const ledger = ledgerWith(balance);
    const calls = Array.from({ length: 10 }, (_, index) =>
      openHoldCommand({ holdId: testId(0x500 + index), callId: `call-${index}` }),
    );
    const { outcomes } = ledger.submit(calls, at(now));
    expect(outcomes.filter(({ outcome }) => outcome === "opened")).toHaveLength(opened);
    expect(outcomes.filter((one) => one.outcome === "refused" && one.error.code === "below_call_floor")).toHaveLength(
      10 - opened,
    );
    expect(balanceOf(ledger.wholeAccount(), now)).toMatchObject({ available: ZERO, held: balance, total: balance });
    expect(checkInvariants(ledger.wholeAccount(), now)).toEqual([]);
  }
});

describe("the same call again", () => {
  test("is answered with its hold as it is by now, whatever became of it", () => {
    const ledger = ledgerWith(tokens(10));
    ledger.submit([openHoldCommand()], at(now));
    const again = openHoldCommand({ holdId: testId(0x999) });
    expect(ledger.submit([again], at(now + 1))).toMatchObject({
      outcomes: [{ outcome: "replayed", hold: { id: testId(0x500), status: "open" } }],
      effects: null,
    });
    ledger.submit([captureHoldCommand()], at(now + MINUTE_MS));
    expect(ledger.submit([again], at(now + MINUTE_MS)).outcomes).toMatchObject([
      { outcome: "replayed", hold: { status: "captured", elapsedSeconds: 61 }, affordableSeconds: 0, final: true },
    ]);
  });

  test.each<[string, Partial<OpenHoldCommand>]>([
    ["service", { service: "inbound_call", agentId: "ben" }],
    ["agentId", { agentId: "ben" }],
  ])("with other content is a mismatch: %s", (field, other) => {
    const ledger = ledgerWith(tokens(10));
    ledger.submit([openHoldCommand()], at(now));
    expect(ledger.submit([openHoldCommand(other)], at(now)).outcomes).toEqual([
      { outcome: "refused", error: { code: "idempotency_mismatch", key: "call-1", field } },
    ]);
  });
});

describe("refusals take no key and write nothing", () => {
  test.each<[string, Partial<Account>, Partial<OpenHoldCommand>, object]>([
    ["an unknown service", {}, { service: "fax" }, { code: "unknown_service", service: "fax" }],
    ["a service that is no call", {}, { service: "sms" }, { code: "validation_failed", field: "service" }],
    [
      "a suspended business",
      { suspendedAt: now, suspendedReason: "unpaid" },
      {},
      { code: "business_suspended", reason: "unpaid" },
    ],
    [
      "too little for the floor",
      { grants: [aGrant({ original: microTokens(9_999_999n) })] },
      {},
      { code: "below_call_floor", available: 9_999_999n, floor: tokens(10) },
    ],
    ["no slot", { concurrentCallsLimit: 0 }, {}, { code: "concurrency_limit", limit: 0 }],
    [
      "a cap",
      { caps: [{ agentId: null, every: "day", limit: microTokens(9_999_999n) }] },
      {},
      { code: "cap_reached", used: ZERO },
    ],
  ])("%s", (_, account, command, error) => {
    expect(open({ ...ten, ...account }, command)).toMatchObject({
      outcome: { outcome: "refused", error },
      effects: null,
    });
  });
});

describe("an overdraft limit", () => {
  test("stands for what tokens do not reach, and is used up by live calls as by debt", () => {
    const ledger = ledgerWith(tokens(4), { overdraftLimit: tokens(10) });
    expect(ledger.submit([openHoldCommand()], at(now)).outcomes).toMatchObject([
      { hold: { held: tokens(4), lent: tokens(6), grantedSeconds: 300 } },
    ]);
    expect(balanceOf(ledger.wholeAccount(), now)).toMatchObject({ available: ZERO, held: tokens(4), debt: ZERO });
    expect(
      ledger.submit([recordUsageCommand({ service: "ai_agent_request", quantity: 5 })], at(now)).outcomes,
    ).toMatchObject([{ error: { code: "insufficient_tokens", shortBy: tokens(1) } }]);
    ledger.submit([captureHoldCommand({ elapsedSeconds: 300 })], at(now + 300 * SECOND_MS));
    expect(ledger.account.debt).toBe(tokens(6));
    expect(checkInvariants(ledger.wholeAccount(), now + 300 * SECOND_MS)).toEqual([]);
  });
});

test("a call keeps the price of its opening when the card changes", () => {
  const [card] = [SEED_RATE_CARD];
  const dearer = card.rates.map((rate) => ({ ...rate, tokens: microTokens(rate.tokens * 2n) }));
  const rateCards = [
    { ...card, validTo: now + MINUTE_MS },
    { ...card, id: testId(7), version: 2, validFrom: now + MINUTE_MS, rates: dearer },
  ];
  const ledger = ledgerWith(tokens(100), { rateCards });
  ledger.submit([openHoldCommand()], at(now));
  const { effects } = ledger.submit([captureHoldCommand({ elapsedSeconds: 120 })], at(now + 2 * MINUTE_MS));
  expect(effects?.lines).toMatchObject([{ charged: tokens(4), rateVersion: 1, occurredAt: now }]);
});

function open(account: Partial<Account>, command: Partial<OpenHoldCommand> = {}) {
  return decide(anAccount(account), openHoldCommand(command), at(now));
}

function atPrice(price: ReturnType<typeof tokens>): Partial<Account> {
  return {
    rateCards: [{ ...SEED_RATE_CARD, rates: SEED_RATE_CARD.rates.map((rate) => ({ ...rate, tokens: price })) }],
  };
}

function ledgerWith(balance: ReturnType<typeof tokens>, settings: Partial<Account> = {}): MemoryLedger {
  const ledger = new MemoryLedger(settings);
  ledger.submit([grantCommand({ tokens: balance })], at(now));
  return ledger;
}

function at(instant: number) {
  return { now: instant, newId: testIds() };
}
