import { SETTLEMENT_REASON } from "@farebox/billing-core";
import { expect, test } from "vitest";
import { listFolded } from "./fold-calls.ts";
import { groupByDay } from "./history-days.ts";
import type { Entry } from "./use-history.ts";

const call: NonNullable<Entry["call"]> = {
  holdId: "first",
  callId: "CA1",
  status: "settled",
  openedAt: "2025-06-06T10:00:00.000Z",
  closedAt: "2025-06-06T10:05:30.000Z",
  settledAt: "2025-06-06T10:20:00.000Z",
  closedReason: null,
  story: [],
};
const settled = [
  entry({ id: "replacement", seq: 9, amount: -6.4, call }),
  entry({ id: "correction", seq: 8, type: "correction", amount: 2, reason: SETTLEMENT_REASON, call }),
  entry({ id: "sms", seq: 7, key: "of-a-reporter", amount: -0.5 }),
  entry({ id: "first", seq: 6, amount: -2, status: "corrected", call }),
];

test("a call that was settled late is the one line that stands for it", () => {
  expect([...listFolded(settled)].sort()).toEqual(["correction", "first"]);
});

test("nothing is hidden while the line that stands for the call is not in the list", () => {
  expect(listFolded(settled.slice(1)).size).toBe(0);
});

test("a correction that somebody made stays a row of its own", () => {
  const made = entry({ id: "made", type: "correction", reason: "wrong number", call });
  expect(listFolded([made, ...settled]).has("made")).toBe(false);
});

test("the day counts all of its entries, shown or not", () => {
  const rows = groupByDay(settled, { timeZone: "UTC", hasMore: false });
  expect(rows[0]).toMatchObject({ kind: "day", count: 2, used: -6.9 });
  expect(rows.slice(1).map((row) => row.kind === "entry" && row.entry.id)).toEqual(["replacement", "sms"]);
});

function entry(more: Partial<Entry>): Entry {
  return {
    id: "id",
    seq: 1,
    type: "usage",
    amount: -1,
    balanceAfter: 0,
    occurredAt: "2025-06-06T10:00:00.000Z",
    recordedAt: "2025-06-06T10:00:00.000Z",
    grants: [],
    status: "settled",
    ...more,
  };
}
