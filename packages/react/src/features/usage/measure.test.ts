import { expect, test } from "vitest";
import { chooseMeasure, measureUse, writeValue } from "./measure.ts";

const rates = [
  { service: "outbound_call", unit: "second" },
  { service: "transcription", unit: "second" },
  { service: "sms", unit: "message" },
];
const calls = { key: "outbound_call", charged: 4, events: 2, quantity: 120 };
const sms = { key: "sms", charged: 9, events: 18, quantity: 18 };
const facts = { by: "service" as const, only: [], used: [calls, sms], rates, price: null };

test("units of one kind only are added: those of what is isolated, otherwise of what costs most", () => {
  const largest = chooseMeasure("units", facts);
  expect([measureUse(sms, largest), measureUse(calls, largest)]).toEqual([18, null]);
  const isolated = chooseMeasure("units", { ...facts, only: ["outbound_call"] });
  expect([measureUse(sms, isolated), measureUse(calls, isolated)]).toEqual([null, 2]);
});

test("agents are compared by events, whatever these were", () => {
  const measure = chooseMeasure("units", { ...facts, by: "agent" });
  expect(measureUse({ ...calls, key: "front-desk" }, measure)).toBe(2);
});

test("money is tokens at what was paid for them, and cannot be told before anything was", () => {
  expect(chooseMeasure("money", facts)).toEqual({ kind: "tokens" });
  const measure = chooseMeasure("money", { ...facts, price: { amount: 0.7, currency: "usd" } });
  expect(writeValue(measureUse({ ...calls, charged: 1_000 }, measure) ?? 0, measure)).toBe("$7.00");
});
