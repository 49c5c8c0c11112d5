import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

test("without options a trace goes as fast as possible, in the order of the file, and is booked whatever the balance is", () => {
  expect(parseOptions(["trace.csv"], {})).toEqual({
    options: {
      file: "trace.csv",
      url: null,
      key: null,
      batch: 500,
      clients: 4,
      speed: null,
      shiftToNow: false,
      allowOverdraft: true,
      shuffle: null,
      lateAfterDays: 35,
      patienceSeconds: 120,
    },
  });
});

test("the late window is the server's, from the same variable", () => {
  expect(parseOptions(["trace.csv"], { FAREBOX_LATE_AFTER_DAYS: "10000" })).toMatchObject({
    options: { lateAfterDays: 10_000 },
  });
});

test.each([
  [[]],
  [["one.csv", "two.csv"]],
  [["trace.csv", "--batch", "0"]],
  [["trace.csv", "--batch", "1001"]],
  [["trace.csv", "--batch", "ten"]],
  [["trace.csv", "--batch", "1.5"]],
  [["trace.csv", "--clients", "0"]],
  [["trace.csv", "--speed", "-1"]],
  [["trace.csv", "--speed", "10", "--shuffle", "1"]],
  [["trace.csv", "--url", "ftp://example.com"]],
  [["trace.csv", "--url", "nonsense"]],
  [["trace.csv", "--key", "a b"]],
  [["trace.csv", "--colour", "blue"]],
])("%j is a mistake that is told, not guessed at", (args) => {
  expect(parseOptions(args, {})).toHaveProperty("mistake");
});
