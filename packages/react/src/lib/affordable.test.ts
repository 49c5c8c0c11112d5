import { expect, test } from "vitest";
import { affordablePeopleUnits, affordableUnits, type WireRate } from "./affordable.ts";

const outbound: WireRate = {
  service: "outbound_call",
  tokens: 2,
  per: 60,
  unit: "second",
  initialIncrement: 1,
  nextIncrement: 1,
  minimum: 0,
  connectFee: 0,
  freeUnits: 0,
};

test("84 tokens are 42 outbound minutes", () => {
  expect(affordablePeopleUnits(outbound, 84)).toBe(42);
});

test("a started minute that cannot be paid in full is not promised", () => {
  expect(affordableUnits(outbound, 1.999999)).toBe(59);
  expect(affordablePeopleUnits(outbound, 1.999999)).toBe(0);
});

test("nothing is affordable on nothing, and on debt", () => {
  expect(affordableUnits(outbound, 0)).toBe(0);
  expect(affordableUnits(outbound, -3.4)).toBe(0);
});

test("messages are counted as they are", () => {
  expect(affordablePeopleUnits({ ...outbound, service: "sms", tokens: 0.5, per: 1, unit: "message" }, 10)).toBe(20);
});

test("the largest balance pays for more than one event may carry", () => {
  expect(affordablePeopleUnits(outbound, 7_999_999_999.999_999)).toBe(3_999_999_999);
  const inbound = { ...outbound, service: "inbound_call", tokens: 1.5 };
  expect(affordablePeopleUnits(inbound, 7_999_999_999.999_999)).toBe(5_333_333_333);
});
