import { expect, test } from "vitest";
import { isOwnPath, readUuid } from "./search-fields.ts";

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "dashboard",
  "/\t/evil.example",
  "",
])("a sign-in does not lead on to %j", (path) => {
  expect(isOwnPath(path)).toBe(false);
});

test("a sign-in leads back to a page of ours", () => {
  expect(isOwnPath("/dashboard/billing?range=90d&business=1")).toBe(true);
});

test("what is not an id names no business", () => {
  expect(readUuid("business", "acme")).toEqual({});
  expect(readUuid("business", "0198F3A0-0000-7000-8000-000000000001")).toEqual({
    business: "0198f3a0-0000-7000-8000-000000000001",
  });
});
