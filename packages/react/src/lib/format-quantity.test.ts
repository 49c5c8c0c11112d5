import { expect, test } from "vitest";
import { formatQuantity, formatUnits } from "./format-quantity.ts";

test.each([
  [1, "1 s"],
  [60, "1 min"],
  [306, "5 min 06 s"],
  [5100, "1 h 25 min"],
  [-61, "−1 min 01 s"],
])("%i seconds read as %s", (seconds, expected) => {
  expect(formatQuantity(seconds, "second")).toBe(expected);
});

test("units agree with their number, and unknown ones stay as they are", () => {
  expect(formatQuantity(1, "message")).toBe("1 message");
  expect(formatQuantity(24, "message")).toBe("24 messages");
  expect(formatQuantity(2, "page")).toBe("2 page");
});

test("a sum of seconds is whole minutes", () => {
  expect(formatUnits(86_340, "second")).toBe("1,439 min");
  expect(formatUnits(45, "second")).toBe("45 s");
});
