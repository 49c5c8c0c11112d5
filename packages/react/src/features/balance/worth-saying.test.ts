import { expect, test } from "vitest";
import { worthSaying } from "./worth-saying.ts";

test("ticks of a call are not announced, a tenth of the balance is", () => {
  expect(worthSaying({ available: 1000, status: "ok" }, { available: 995, status: "ok" })).toBe(false);
  expect(worthSaying({ available: 1000, status: "ok" }, { available: 900, status: "ok" })).toBe(true);
});

test("a crossed threshold is announced however small the change", () => {
  expect(worthSaying({ available: 100, status: "ok" }, { available: 99.9, status: "low" })).toBe(true);
});
