import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Key } from "../auth/caller.ts";
import { type CallLimits, createCallLimits } from "./call-limits.ts";
import { createTokenBuckets } from "./token-bucket.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("a burst is let through, then as many as come back a second", () => {
  const buckets = createTokenBuckets({ burst: 3, perSecond: 2 });
  expect([1, 2, 3].map(() => buckets.take("a"))).toEqual([0, 0, 0]);
  expect(buckets.take("a")).toBe(1);
  expect(buckets.take("b")).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect([1, 2, 3].map(() => buckets.take("a") > 0)).toEqual([false, false, true]);
});

test("nobody gathers more than a burst by waiting", () => {
  const buckets = createTokenBuckets({ burst: 2, perSecond: 1 });
  vi.advanceTimersByTime(3_600_000);
  expect([1, 2, 3].map(() => buckets.take("a") > 0)).toEqual([false, false, true]);
});

test("of very many names, those that did least lately are forgotten, never one that is refused now", () => {
  const buckets = createTokenBuckets({ burst: 2, perSecond: 0.001, mostNames: 100 });
  for (let visit = 0; visit < 1_000; visit += 1) {
    vi.advanceTimersByTime(1);
    buckets.take(`visitor ${visit}`);
    buckets.take("busy");
  }
  expect(buckets.secondsUntilFree("visitor 0")).toBe(0);
  expect(buckets.take("visitor 999")).toBe(0);
  expect(buckets.take("visitor 999")).toBeGreaterThan(0);
});

const key = (keyId: string, businessId: string | null): Key => ({
  kind: "key",
  keyId,
  businessId,
  scopes: new Set(["usage:write"]),
});

/** Calls until they are refused. */
function countUntilRefused(limits: CallLimits, caller: Key): number {
  for (let calls = 0; ; calls += 1) {
    try {
      limits.countCall(caller);
    } catch (error) {
      expect(error).toMatchObject({ billingCode: "rate_limited", retryAfterSeconds: 1 });
      return calls;
    }
  }
}

test("a reporter that works hard is never refused, one that floods is told when to come back", () => {
  const limits = createCallLimits();
  const reporter = key("k", "b");
  for (let second = 0; second < 5; second += 1) {
    for (let call = 0; call < 20_000; call += 1) limits.countCall(reporter);
    vi.advanceTimersByTime(1_000);
  }
  expect(countUntilRefused(limits, reporter)).toBe(200_000);
});

test("many keys of one business have no more room than the business (A31)", () => {
  const limits = createCallLimits();
  const counts = ["k1", "k2", "k3", "k4"].map((keyId) => countUntilRefused(limits, key(keyId, "b")));
  expect(counts).toEqual([200_000, 200_000, 0, 0]);
  expect(countUntilRefused(limits, key("another", "c"))).toBe(200_000);
});

test("a key of the installation has room for all its businesses", () => {
  expect(countUntilRefused(createCallLimits(), key("k", null))).toBe(1_000_000);
});
