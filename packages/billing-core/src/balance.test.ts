import { describe, expect, test } from "vitest";
import { tokens, ZERO } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import { HOUR_MS } from "./instants.ts";
import { aGrant, anAccount, TEST_NOW, testId } from "./testing/builders.ts";

const now = TEST_NOW;

describe("status", () => {
  test.each([
    [tokens(100), ZERO, "ok", false],
    [tokens(99), ZERO, "low", true],
    [tokens(10), ZERO, "low", true],
    [tokens(9), ZERO, "critical", true],
    [ZERO, ZERO, "empty", true],
    [ZERO, tokens(3), "overdrawn", true],
  ])("%i micro-tokens left and %i of debt are %s", (remaining, debt, status, low) => {
    const account = anAccount({ grants: [aGrant({ remaining })], debt });
    expect(balanceOf(account, now)).toMatchObject({ status, low, available: remaining, debt });
  });
});

test("upcoming and frozen tokens are told apart from those that can be spent", () => {
  const account = anAccount({
    grants: [
      aGrant({ id: testId(1), remaining: tokens(5) }),
      aGrant({ id: testId(2), remaining: tokens(7), effectiveAt: now + 1 }),
      aGrant({ id: testId(3), remaining: tokens(11), frozenAt: now - 1, expiresAt: now - 1 }),
    ],
  });
  expect(balanceOf(account, now)).toMatchObject({
    available: tokens(5),
    total: tokens(5),
    upcoming: tokens(7),
    frozen: tokens(11),
    held: ZERO,
  });
  expect(balanceOf(account, now + 1)).toMatchObject({ available: tokens(12), upcoming: ZERO });
});

test("a grant counts for nothing from its expiry on, swept or not", () => {
  const account = anAccount({ grants: [aGrant({ expiresAt: now })] });
  expect(balanceOf(account, now - 1).available).toBe(tokens(100));
  expect(balanceOf(account, now).available).toBe(ZERO);
});

test("what has become spendable is shown as having repaid debt, even if it has expired since", () => {
  const account = anAccount({
    debt: tokens(30),
    grants: [aGrant({ remaining: tokens(20), effectiveAt: now - 2 * HOUR_MS, expiresAt: now - HOUR_MS })],
  });
  expect(balanceOf(account, now)).toMatchObject({
    available: ZERO,
    debt: tokens(10),
    total: tokens(-10),
    status: "overdrawn",
  });
});
