import { expect, test } from "vitest";
import { listArriving, pauseBeforeAsking } from "./arriving.ts";

const createdAt = "2026-06-06T12:00:00Z";
const purchase = {
  purchaseId: "0190a000-0000-7000-8000-000000000001",
  status: "processing" as const,
  kind: "package" as const,
  tokens: 2_000,
  total: 2_200,
  createdAt,
};
const nobody = { cameBack: null, grants: [] };

test("a payment that the bank is confirming is on its way, wherever it was begun", () => {
  expect(listArriving([purchase, { ...purchase, status: "paid" }], nobody)).toEqual([purchase]);
});

test("one that waits for a person is on its way only for who came back from paying it", () => {
  const open = { ...purchase, status: "open" as const };
  expect(listArriving([open], nobody)).toEqual([]);
  expect(listArriving([open], { ...nobody, cameBack: { purchase: purchase.purchaseId } })).toEqual([open]);
  expect(listArriving([open], { ...nobody, cameBack: { purchase: purchase.purchaseId, canceled: 1 } })).toEqual([]);
  expect(listArriving([open], { ...nobody, cameBack: { purchase: "another" } })).toEqual([]);
});

test("tokens that stand in the balance are not announced a second time", () => {
  const grant = { source: "purchase", original: 2_000, effectiveAt: "2026-06-06T12:00:30Z" };
  expect(listArriving([purchase], { cameBack: null, grants: [grant] })).toEqual([]);
  const earlier = { ...grant, effectiveAt: "2026-06-01T12:00:00Z" };
  expect(listArriving([purchase], { cameBack: null, grants: [earlier] })).toEqual([purchase]);
});

test("pauses between questions double from a second to a minute", () => {
  const since = Date.parse(createdAt);
  expect([0, 1_000, 2_000, 4_000, 8_000, 500_000].map((age) => pauseBeforeAsking(since, since + age))).toEqual([
    1_000, 1_000, 2_000, 4_000, 8_000, 60_000,
  ]);
});
