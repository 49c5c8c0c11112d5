import { expect, test } from "vitest";
import { groupByDay } from "./history-days.ts";
import type { Entry } from "./use-history.ts";

const berlin = { timeZone: "Europe/Berlin", hasMore: false };

test("entries stand under the day of the zone, with the day's exact sum", () => {
  const rows = groupByDay(
    [
      entry(3, "2025-06-05T22:30:00.000Z", -0.1),
      entry(2, "2025-06-05T22:10:00.000Z", -0.2),
      { ...entry(1, "2025-06-05T21:50:00.000Z", 300), type: "promotion" },
    ],
    berlin,
  );
  expect(rows.filter((row) => row.kind === "day")).toEqual([
    { kind: "day", day: "2025-06-06", count: 2, used: -0.3, added: 0, isCut: false },
    { kind: "day", day: "2025-06-05", count: 1, used: 0, added: 300, isCut: false },
  ]);
});

test("only the last day is cut, and only while there is more", () => {
  const entries = [entry(2, "2025-06-06T12:00:00.000Z", -1), entry(1, "2025-06-05T12:00:00.000Z", -1)];
  const cuts = (hasMore: boolean) =>
    groupByDay(entries, { ...berlin, hasMore }).flatMap((row) => (row.kind === "day" ? [row.isCut] : []));
  expect(cuts(true)).toEqual([false, true]);
  expect(cuts(false)).toEqual([false, false]);
});

test("an entry reported late says that it happened on another day", () => {
  const late = { ...entry(1, "2025-06-06T12:00:00.000Z", -1), occurredAt: "2025-06-03T12:00:00.000Z" };
  expect(groupByDay([late], berlin)[1]).toMatchObject({ kind: "entry", isOtherDay: true });
});

function entry(seq: number, at: string, amount: number): Entry {
  return {
    id: `entry-${seq}`,
    seq,
    type: "usage",
    amount,
    balanceAfter: 0,
    occurredAt: at,
    recordedAt: at,
    grants: [],
    status: "settled",
  };
}
