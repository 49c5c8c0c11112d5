import { NOTICE_KINDS } from "@farebox/billing-core";
import { SAMPLE_NOTICES } from "@farebox/notices/testing";
import { expect, test } from "vitest";
import { backOffSeconds } from "./back-off.ts";
import { NOTICE_TYPES, toWireNotice } from "./notice-wire.ts";
import { readUnsubscribeToken, signUnsubscribeToken } from "./unsubscribe-token.ts";

const samples = Object.entries(SAMPLE_NOTICES);

test("outside, tokens are numbers, times are RFC 3339, and an endpoint is its site only", () => {
  const wire = samples.map(([, notice]) => toWireNotice(notice));
  expect(JSON.stringify(wire)).not.toMatch(/MicroTokens|secret=1|T\d\d:\d\d:\d\d(?!\.\d{3}Z)/);
  expect(toWireNotice(SAMPLE_NOTICES["balance-low"] as never)).toMatchObject({
    type: "balance.low",
    timestamp: "2026-05-28T09:30:00.000Z",
    data: { ruleId: "rule", line: { kind: "tokens", threshold: 100 }, balance: 84 },
  });
  expect(new Set(Object.values(NOTICE_TYPES)).size).toBe(NOTICE_KINDS.length);
});

test("the link that ends mails can be changed into no other", () => {
  const subject = { businessId: "b", userId: "u", kind: "balance_low" } as const;
  const token = signUnsubscribeToken("one secret", subject);
  expect(readUnsubscribeToken("one secret", token)).toEqual(subject);
  const other = signUnsubscribeToken("one secret", { ...subject, userId: "v" });
  const swapped = `${other.split(".")[0]}.${token.split(".")[1]}`;
  for (const wrong of ["", ".", "a.b", token.slice(1), `${token}.x`, swapped, signUnsubscribeToken("another", subject)])
    expect(readUnsubscribeToken("one secret", wrong)).toBeNull();
});

test("attempts come later each time, a tenth more or less, and cover five days", () => {
  const waits = Array.from({ length: 12 }, (_, index) => backOffSeconds(index + 1, 0.5));
  expect(waits.slice(0, 5)).toEqual([60, 300, 1_800, 7_200, 18_000]);
  expect(waits.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(5 * 86_400);
  expect([backOffSeconds(1, 0), backOffSeconds(1, 1)]).toEqual([54, 66]);
});
