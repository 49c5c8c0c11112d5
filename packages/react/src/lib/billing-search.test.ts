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
  };
  expect(parseBillingSearch(search)).toEqual(search);
});

test("a search that looks like a number stays text", () => {
  expect(parseBillingSearch({ q: 49 })).toEqual({ q: "49" });
});
