import { describe, expect, test } from "vitest";
import { explainCharge, writeFormula } from "./arithmetic.ts";

const call = {
  quantity: 192,
  unit: "second",
  billed: 192,
  freeUnits: 0,
  paidUnits: 192,
  rate: { tokens: 2, per: 60 },
  initialIncrement: 1,
  nextIncrement: 1,
  connectFee: 0,
  minimum: 0,
  isMinimumApplied: false,
  charged: 6.4,
  formula: "192 second × 2 / 60 = 6.4",
};

describe("a receipt shows its arithmetic", () => {
  test("a call by the second", () => {
    expect(explainCharge(call, "outbound calls")).toEqual([
      { name: "Duration", value: "3 min 12 s" },
      { name: "Billed by the second", value: "192 s" },
      { name: "Rate, outbound calls", value: "2.0 per min" },
    ]);
    expect(writeFormula(call)).toBe("192 ÷ 60 × 2.0");
  });

  test("messages", () => {
    const messages = {
      ...call,
      quantity: 24,
      unit: "message",
      billed: 24,
      paidUnits: 24,
      rate: { tokens: 0.5, per: 1 },
      charged: 12,
    };
    expect(explainCharge(messages, "SMS").map(({ value }) => value)).toEqual(["24 messages", "0.5 per message"]);
    expect(writeFormula(messages)).toBe("24 × 0.5");
  });

  test("steps, free units, a fee and a minimum each have their line", () => {
    const stepped = {
      ...call,
      quantity: 61,
      billed: 90,
      freeUnits: 30,
      paidUnits: 60,
      initialIncrement: 60,
      nextIncrement: 30,
      connectFee: 0.25,
    };
    expect(explainCharge(stepped, "calls").map(({ name }) => name)).toEqual([
      "Duration",
      "Billed in steps",
      "Free units",
      "Rate, calls",
      "Connection",
    ]);
    expect(writeFormula(stepped)).toBe("60 ÷ 60 × 2.0 + 0.25");
    const least = { ...call, minimum: 1, isMinimumApplied: true };
    expect(explainCharge(least, "calls").at(-1)).toEqual({ name: "Least charge", value: "1.0" });
  });
});
