import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Account } from "./account.ts";
import { microTokens, tokens, ZERO } from "./amounts.ts";
import { authorize } from "./authorize.ts";
import { decide } from "./decide.ts";
import { anyGrant } from "./testing/arbitraries.ts";
import { aGrant, anAccount, recordUsageCommand, TEST_NOW, testId, testIds } from "./testing/builders.ts";

const call = { service: "outbound_call", quantity: 1 };
const messages = (quantity: number) => ({ service: "sms", quantity });

describe("a live call needs the floor", () => {
  test.each([
    [tokens(10), true, null, 300],
    [microTokens(9_999_999n), false, "below_call_floor", 299],
    [ZERO, false, "below_call_floor", 0],
  ])("with %i micro-tokens: %s", (remaining, allowed, reason, affordable) => {
    expect(ask({ grants: [aGrant({ remaining })] }, call)).toMatchObject({
      allowed,
      reason,
      affordable,
      required: tokens(10),
    });
  });

  test("whatever its quantity will be", () => {
    expect(ask({ grants: [aGrant({ remaining: tokens(10) })] }, { ...call, quantity: 3_600 })).toMatchObject({
      allowed: true,
    });
  });
});

describe("a single event needs its price", () => {
  test.each([
    [4, true, null],
    [5, false, "insufficient_tokens"],
  ])("%i messages on 2 tokens", (quantity, allowed, reason) => {
    expect(ask({ grants: [aGrant({ remaining: tokens(2) })] }, messages(quantity))).toMatchObject({
      allowed,
      reason,
      affordable: 4,
    });
  });

  test("more than any balance can hold is a no, not an overflow", () => {
    const dear = anAccount().rateCards.map((card) => ({
      ...card,
      rates: card.rates.map((rate) => ({ ...rate, tokens: tokens(1_000_000) })),
    }));
    expect(ask({ rateCards: dear, grants: [aGrant()] }, messages(1_000_000_000))).toMatchObject({
      allowed: false,
      required: null,
      affordable: 0,
    });
  });
});

test("an overdraft limit counts as further tokens until debt reaches it", () => {
  expect(ask({ overdraftLimit: tokens(10) }, call)).toMatchObject({ allowed: true, affordable: 300 });
  expect(ask({ overdraftLimit: tokens(10), debt: tokens(9) }, messages(2))).toMatchObject({
    allowed: true,
    affordable: 2,
  });
  expect(ask({ overdraftLimit: tokens(10), debt: tokens(10) }, messages(1))).toMatchObject({
    allowed: false,
    affordable: 0,
    fix: ["add_tokens"],
  });
});

test("each no says what would make it a yes", () => {
  expect(ask({}, messages(1)).fix).toEqual(["add_tokens"]);
  expect(ask({ suspendedAt: TEST_NOW, grants: [aGrant()] }, call)).toMatchObject({
    reason: "business_suspended",
    affordable: 0,
    fix: ["contact_support"],
  });
  expect(ask({ grants: [aGrant()] }, { service: "fax", quantity: 1 })).toMatchObject({
    reason: "unknown_service",
    required: null,
    fix: ["choose_known_service"],
  });
  expect(ask({ grants: [aGrant()] }, call).fix).toEqual([]);
});

test("an event is allowed exactly when recording it would be", () => {
  const grants = fc.uniqueArray(anyGrant, { selector: (grant) => grant.id, maxLength: 5 });
  fc.assert(
    fc.property(
      grants,
      fc.integer({ min: 1, max: 80 }),
      fc.constantFrom(ZERO, tokens(3)),
      (some, quantity, overdraftLimit) => {
        const account = anAccount({ grants: some, overdraftLimit });
        const { outcome } = decide(account, recordUsageCommand({ quantity, lineId: testId(0xfffff) }), {
          now: TEST_NOW,
          newId: testIds(),
        });
        expect(authorize(account, messages(quantity), TEST_NOW).allowed).toBe(outcome.outcome === "recorded");
      },
    ),
    { numRuns: 1_000 },
  );
});

function ask(account: Partial<Account>, use: { readonly service: string; readonly quantity: number }) {
  return authorize(anAccount(account), use, TEST_NOW);
}
