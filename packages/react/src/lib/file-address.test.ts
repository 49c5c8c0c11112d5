import { expect, test } from "vitest";
import { fileAddress } from "./file-address.ts";

test("the link of a file names its business and what it is filtered by, whatever that has in it", () => {
  const address = fileAddress("/transactions.csv", "b-1", { q: "a&b=ü", type: undefined, timeZone: "Europe/Berlin" });
  const { pathname, searchParams } = new URL(address, "https://example.com");
  expect(pathname).toBe("/api/billing/transactions.csv");
  expect([...searchParams]).toEqual([
    ["businessId", "b-1"],
    ["q", "a&b=ü"],
    ["timeZone", "Europe/Berlin"],
  ]);
});
