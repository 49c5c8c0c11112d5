import { expect, test } from "vitest";
import { formatShare, formatTokens, slotDigits, splitTokens } from "./format-number.ts";

test("a negative amount carries a real minus sign", () => {
  expect(formatTokens(-9.325, { digits: 3 })).toBe("−9.325");
});

test("an addition is marked only where signs are asked for", () => {
  expect(formatTokens(300, { digits: 3, sign: "always" })).toBe("+300");
  expect(formatTokens(300, { digits: 3 })).toBe("300");
  expect(formatTokens(0, { digits: 3, sign: "always" })).toBe("0");
});

test("an amount is cut at its decimal separator", () => {
  expect(splitTokens(1184.6, { digits: 1 })).toEqual({ whole: "1,184", fraction: ".6" });
  expect(splitTokens(100, { digits: 1, atLeast: 1 })).toEqual({ whole: "100", fraction: ".0" });
  expect(splitTokens(100, { digits: 3 })).toEqual({ whole: "100", fraction: "" });
});

test("what is left never looks like more than it is", () => {
  expect(formatTokens(9.99, { digits: 1 })).toBe("9.9");
  expect(formatTokens(-3.49, { digits: 1 })).toBe("−3.4");
});

test("a tiny amount below zero is not shown as minus zero", () => {
  expect(formatTokens(-0.0001, { digits: 1 })).toBe("0");
});

test("a share that exists is never shown as nothing", () => {
  expect(formatShare(0)).toBe("0%");
  expect(formatShare(0.0004)).toBe("<1%");
  expect(formatShare(0.524)).toBe("52%");
});

test("a column of amounts is as wide as its most exact one needs", () => {
  expect(slotDigits([-1, 0.5])).toBe(1);
  expect(slotDigits([1, -9.325])).toBe(3);
  expect(slotDigits([0.1 + 0.2, 2.033334])).toBe(6);
});
