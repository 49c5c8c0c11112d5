import fc from "fast-check";
import { expect, test } from "vitest";
import { readNumber, writeNumber } from "./read-number.ts";

test.each([
  ["12", "en", 12],
  ["1.5", "en", 1.5],
  ["1,5", "en", 1.5],
  ["1.5", "de", 1.5],
  ["1,5", "de", 1.5],
  ["1,500", "en", 1500],
  ["1,500", "de", 1.5],
  ["1.500", "de", 1500],
  ["1.500", "en", 1.5],
  ["0,500", "en", 0.5],
  ["1.234.567,89", "de", 1_234_567.89],
  ["1,234,567.89", "de", 1_234_567.89],
  ["1 234 567", "en", 1_234_567],
  ["1’000", "de-CH", 1000],
  [".25", "en", 0.25],
  ["12,", "en", 12],
  ["−3.4", "en", -3.4],
  ["-.5", "en", -0.5],
  ["١٢٫٥", "ar", 12.5],
  ["٢٬٠٠٠", "ar", 2000],
])("%s is read in %s as %d", (text, tag, wanted) => {
  expect(readNumber(text, tag)).toBe(wanted);
});

test.each(["", " ", "abc", "1.2.3", "1,23,4", "--1", "1e3", "5 tokens"])("%j is no number", (text) => {
  expect(readNumber(text, "en")).toBeNull();
});

test("whatever is written into a field is read as the same number, in every language", () => {
  const amounts = fc.integer({ min: 0, max: 8_000_000_000_000 }).map((micro) => micro / 1e6);
  fc.assert(
    fc.property(amounts, fc.constantFrom("en", "de", "ar", "ar-EG", "de-CH", "en-IN"), (amount, tag) => {
      expect(readNumber(writeNumber(amount, tag), tag)).toBe(amount);
    }),
  );
});
