import { expect, test } from "vitest";
import { nameEntry, quantityOf, statusOf } from "./entry-view.ts";

test("usage is named by its service, everything else by its type", () => {
  expect(nameEntry({ type: "usage", service: "outbound_call" })).toBe("Outbound call");
  expect(nameEntry({ type: "usage", service: "fax" })).toBe("fax");
  expect(nameEntry({ type: "promotion" })).toBe("Promotion tokens");
});

test("a use that cost nothing says so", () => {
  expect(statusOf({ type: "usage", amount: 0, status: "settled" }).text).toBe("No charge");
});

test("how a call ended, when that is not as usual", () => {
  expect(statusOf({ type: "usage", amount: -1, status: "abandoned" })).toEqual({ text: "Abandoned", tone: "warn" });
  expect(statusOf({ type: "usage", amount: 0, status: "no_charge" }).text).toBe("No charge");
});

test("a correction can add and can take", () => {
  expect(statusOf({ type: "correction", amount: 1, status: "settled" }).text).toBe("Added");
  expect(statusOf({ type: "correction", amount: -1, status: "settled" }).text).toBe("Settled");
});

test("what has no quantity shows a dash", () => {
  expect(quantityOf({})).toBe("–");
  expect(quantityOf({ quantity: 373, unit: "second" })).toBe("6 min 13 s");
});
