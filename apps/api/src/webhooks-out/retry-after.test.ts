import { expect, test } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const now = Date.UTC(2026, 10, 22, 12, 0, 0);

test.each([
  ["120", 120],
  [" 5 ", 5],
  ["0", 1],
  ["99999999999999999999", 86_400],
  ["Sun, 22 Nov 2026 12:02:00 GMT", 120],
  ["Sun, 22 Nov 2026 11:00:00 GMT", 1],
  ["Sun, 22 Nov 2099 11:00:00 GMT", 86_400],
  ["-1", null],
  ["1.5", null],
  ["tomorrow", null],
  ["2026-11-22", null],
  ["", null],
  [null, null],
])("%j asks for %j seconds", (text, seconds) => {
  expect(readRetryAfter(text, now)).toBe(seconds);
});
