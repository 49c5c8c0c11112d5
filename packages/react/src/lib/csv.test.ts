import { expect, test } from "vitest";
import { toCsv } from "./csv.ts";

test("names that a spreadsheet would run stay names", () => {
  expect(toCsv([["=HYPERLINK(1)", "@a", "-b", "plain"]])).toBe("\uFEFF'=HYPERLINK(1),'@a,'-b,plain\r\n");
});

test("numbers are written exactly, and with a point in every language", () => {
  expect(toCsv([[0.1 + 0.2, -3.4, 7_999_999_999.999999]])).toBe("\uFEFF0.3,-3.4,7999999999.999999\r\n");
});

test("commas, quotes and line breaks keep to their cell", () => {
  expect(toCsv([['a, "b"', "c\nd"]])).toBe('\uFEFF"a, ""b""","c\nd"\r\n');
});
