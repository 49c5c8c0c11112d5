import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Grant } from "./account.ts";
import { compareRepaymentOrder, compareSpendOrder, isExpired, isPaid, isSpendable, isUpcoming } from "./grants.ts";
import { anyGrant } from "./testing/arbitraries.ts";
import { aGrant, TEST_NOW, testId } from "./testing/builders.ts";

const paid = { costBasis: { amount: 500, currency: "usd" } };

describe("M29: the spending order, tie by tie", () => {
  const base: Partial<Grant> = { id: testId(5), expiresAt: TEST_NOW + 50, ...paid };
  test.each<[string, Partial<Grant>]>([
    ["a smaller priority", { priority: 99, expiresAt: null, id: testId(9) }],
    ["a sooner expiry", { expiresAt: TEST_NOW + 49, id: testId(9), effectiveAt: TEST_NOW }],
    ["free tokens", { costBasis: null, id: testId(9), effectiveAt: TEST_NOW }],
    ["a cost of 0, which is free", { costBasis: { amount: 0, currency: "usd" }, id: testId(9), effectiveAt: TEST_NOW }],
    ["an earlier start", { effectiveAt: aGrant().effectiveAt - 1, id: testId(9), createdAt: TEST_NOW }],
    ["an earlier arrival", { createdAt: aGrant().createdAt - 1, id: testId(9) }],
    ["a smaller id", { id: testId(4) }],
  ])("%s is spent first", (_, fields) => {
    expect(compareSpendOrder(aGrant({ ...base, ...fields }), aGrant(base))).toBeLessThan(0);
    expect(compareSpendOrder(aGrant(base), aGrant({ ...base, ...fields }))).toBeGreaterThan(0);
  });

  test("what never expires is spent last of its priority", () => {
    expect(compareSpendOrder(aGrant({ expiresAt: Number.MAX_SAFE_INTEGER }), aGrant({ expiresAt: null }))).toBeLessThan(
      0,
    );
  });
});

test("the spending order is total: opposite, transitive, and equal only for one id", () => {
  fc.assert(
    fc.property(anyGrant, anyGrant, anyGrant, (first, second, third) => {
      const order = (left: Grant, right: Grant) => Math.sign(compareSpendOrder(left, right));
      expect(order(first, second) + order(second, first)).toBe(0);
      expect(order(first, second) === 0).toBe(first.id === second.id && sameButId(first, second));
      if (order(first, second) <= 0 && order(second, third) <= 0) expect(order(first, third)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 2_000 },
  );
});

test("ids are compared byte by byte", () => {
  const ids = ["0a", "00", "a0", "9f", "0f", "ff"].map((start) => `${start}000000-0000-7000-8000-000000000000`);
  const sorted = ids
    .map((id) => aGrant({ id }))
    .sort(compareSpendOrder)
    .map((grant) => grant.id.slice(0, 2));
  expect(sorted).toEqual(["00", "0a", "0f", "9f", "a0", "ff"]);
});

test("debt is repaid from free tokens first, even from those that would be spent last", () => {
  const free = aGrant({ priority: 200 });
  const bought = aGrant({ ...paid, priority: 1 });
  expect(compareSpendOrder(bought, free)).toBeLessThan(0);
  expect(compareRepaymentOrder(free, bought)).toBeLessThan(0);
  expect([isPaid(free), isPaid(bought)]).toEqual([false, true]);
});

test("a grant can be spent from its first instant until just before its last, unless it is frozen", () => {
  const grant = aGrant({ effectiveAt: 100, expiresAt: 200 });
  expect([99, 100, 199, 200].map((now) => isSpendable(grant, now))).toEqual([false, true, true, false]);
  expect([99, 100].map((now) => isUpcoming(grant, now))).toEqual([true, false]);
  expect([199, 200].map((now) => isExpired(grant, now))).toEqual([false, true]);
  const frozen = { ...grant, frozenAt: 150 };
  expect([isSpendable(frozen, 160), isUpcoming(frozen, 99), isExpired(frozen, 200)]).toEqual([false, false, false]);
});

function sameButId(left: Grant, right: Grant): boolean {
  return (
    left.priority === right.priority &&
    left.expiresAt === right.expiresAt &&
    isPaid(left) === isPaid(right) &&
    left.effectiveAt === right.effectiveAt &&
    left.createdAt === right.createdAt
  );
}
