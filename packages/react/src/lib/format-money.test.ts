import { expect, test } from "vitest";
import { formatMoney, formatPerToken, formatPrice, moneyText, parseMoney } from "./format-money.ts";

test("M26: money has the digits of its currency: two, none and three", () => {
  expect(formatMoney({ amount: 1_800, currency: "usd" })).toBe("$18.00");
  expect(formatMoney({ amount: 1_800, currency: "jpy" })).toBe("¥1,800");
  expect(formatMoney({ amount: 1_234, currency: "kwd" }).replace(/\s/, " ")).toBe("KWD 1.234");
  expect(formatMoney({ amount: -1_742, currency: "usd" })).toBe("−$17.42");
});

test("a headline leaves out zeros and nothing else", () => {
  expect(formatPrice({ amount: 2_900, currency: "usd" })).toBe("$29");
  expect(formatPrice({ amount: 2_950, currency: "usd" })).toBe("$29.50");
  expect(formatPrice({ amount: 0, currency: "usd" })).toBe("$0");
});

test("one token's price is shown to a thousandth of a cent", () => {
  expect(formatPerToken({ amount: 1_800, currency: "usd" }, 2_200)).toBe("0.818 ¢");
  expect(formatPerToken({ amount: 2_900, currency: "usd" }, 5_000)).toBe("0.580 ¢");
  expect(formatPerToken({ amount: 1_800, currency: "eur" }, 2_200)).toBe("€0.00818");
  expect(formatPerToken({ amount: 0, currency: "usd" }, 0)).toBeNull();
});

test("typed amounts are read in minor units, or refused", () => {
  expect(parseMoney("54", "usd")).toBe(5_400);
  expect(parseMoney("$1,054.5", "usd")).toBe(105_450);
  expect(parseMoney("54,50", "eur")).toBe(5_450);
  expect(parseMoney("1,234", "usd")).toBe(123_400);
  expect(parseMoney("54.505", "usd")).toBeNull();
  expect(parseMoney("500.5", "jpy")).toBeNull();
  expect(parseMoney("", "usd")).toBeNull();
  expect(moneyText({ amount: 5_400, currency: "usd" })).toBe("54");
  expect(moneyText({ amount: 5_450, currency: "usd" })).toBe("54.50");
});
