import { type Rate, tokens } from "@farebox/billing-core";
import { expect, test } from "vitest";
import { toCalculation } from "./receipt-answers.ts";

const rate: Rate = {
  service: "outbound_call",
  shape: "call",
  unit: "second",
  tokens: tokens(2),
  per: 60,
  initialIncrement: 1,
  nextIncrement: 1,
  minimum: tokens(1),
  connectFee: tokens(0),
  freeUnits: 0,
};

test("a charge above the minimum is explained without it", () => {
  expect(toCalculation(rate, 60, tokens(2))).toMatchObject({
    isMinimumApplied: false,
    formula: "60 second × 2 / 60 = 2",
  });
});

test("a charge raised to the minimum shows what it would have been", () => {
  expect(toCalculation(rate, 3, tokens(1))).toMatchObject({
    isMinimumApplied: true,
    charged: 1,
    formula: "3 second × 2 / 60 = 0.1; at least 1",
  });
});

test("a charge that is the minimum by itself was not raised to it", () => {
  expect(toCalculation(rate, 30, tokens(1))).toMatchObject({
    isMinimumApplied: false,
    formula: "30 second × 2 / 60 = 1",
  });
});
