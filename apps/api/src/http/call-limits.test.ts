import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Key } from "../auth/caller.ts";
import { createCallLimits } from "./call-limits.ts";
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

test("a reporter that works hard is never refused, one that floods is told when to come back", () => {
  const limits = createCallLimits();
  const key: Key = { kind: "key", keyId: "k", businessId: null, scopes: new Set(["usage:write"]) };
  for (let second = 0; second < 10; second += 1) {
    for (let call = 0; call < 4_000; call += 1) limits.countCall(key);
    vi.advanceTimersByTime(1_000);
  }
  expect(() => {
    for (let call = 0; call < 60_000; call += 1) limits.countCall(key);
  }).toThrow(expect.objectContaining({ billingCode: "rate_limited", retryAfterSeconds: 1 }));
});
