import { expect, test } from "vitest";
import { microTokens, tokens, ZERO } from "./amounts.ts";
import { usualIfUnusual } from "./unusual-day.ts";

const ten = tokens(10);

test.each([
  ["four times the usual is still usual", tokens(40), [ten, ten, ten], null],
  ["a millionth beyond four times is not", microTokens(40_000_001n), [ten, ten, ten], ten],
  ["days without use are no part of the usual", microTokens(40_000_001n), [ten, ZERO, ten, ZERO, ten], ten],
  ["two days with use tell nothing", tokens(1_000), [ten, ten, ZERO], null],
  ["a day without use is never unusual", ZERO, [ten, ten, ten], null],
  ["the mean is compared before it is rounded", tokens(21), [tokens(5), tokens(5), tokens(6)], null],
])("%s", (_, charged, before, usual) => {
  expect(usualIfUnusual(charged, before)).toBe(usual);
});
