import { expect, test } from "vitest";
import { parseBillingSearch } from "./billing-search.ts";

test("what is wrong in an address is left out, never an error", () => {
  expect(
    parseBillingSearch({
      tz: "Mars/Base",
      range: "century",
      every: 3,
      type: "gift",
      since: "2025-02-30",
      q: "  ",
      by: "service",
    }),
  ).toEqual({});
});

test("custom dates need both days in order", () => {
  expect(parseBillingSearch({ range: "custom", from: "2025-06-06", to: "2025-06-01" })).toEqual({});
  expect(parseBillingSearch({ range: "custom", from: "2025-06-01" })).toEqual({});
  expect(parseBillingSearch({ range: "custom", from: "2025-06-01", to: "2025-06-06" })).toEqual({
    range: "custom",
    from: "2025-06-01",
    to: "2025-06-06",
  });
});

test("an address that says everything is read in full", () => {
  const search = {
    tz: "Asia/Kolkata",
    range: "90d",
    by: "agent",
    every: "week",
    type: "usage",
    agent: "agt_1",
    q: "CA9",
    view: "table",
    status: "no_charge",
    least: 0.5,
    most: 12,
  };
  expect(parseBillingSearch(search)).toEqual(search);
});

test("amounts are read as numbers and as text, and only as the API would take them", () => {
  expect(parseBillingSearch({ least: "0.000001", most: "8000000000" })).toEqual({ least: 0.000001, most: 8e9 });
  for (const wrong of [-1, "x", "", 0.0000001, 8_000_000_001, Number.NaN, {}])
    expect(parseBillingSearch({ least: wrong })).toEqual({});
  expect(parseBillingSearch({ least: 2, most: 1 })).toEqual({});
});

test("a search that looks like a number stays text", () => {
  expect(parseBillingSearch({ q: 49 })).toEqual({ q: "49" });
});
