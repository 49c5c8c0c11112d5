import { expect, test } from "vitest";
import { countPlaywright } from "./browser-tests.ts";
import { addUp, withRunner } from "./count.ts";
import { countVitest } from "./suites.ts";

test("counts are added up", () => {
  const sum = addUp([
    { passed: 3, failed: 0, skipped: 1 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(sum).toEqual({ passed: 5, failed: 1, skipped: 1 });
});

test("a runner that broke down without a failed test is a failure", () => {
  expect(withRunner({ passed: 3, failed: 0, skipped: 0 }, false).failed).toBe(1);
  expect(withRunner({ passed: 3, failed: 2, skipped: 0 }, false).failed).toBe(2);
  expect(withRunner({ passed: 3, failed: 0, skipped: 0 }, true).failed).toBe(0);
});

test("a runner that found no test at all is a failure", () => {
  expect(withRunner({ passed: 0, failed: 0, skipped: 0 }, true).failed).toBe(1);
});

test("a test file that could not be loaded is a failure", () => {
  const report = {
    testResults: [
      { status: "passed", assertionResults: [{ status: "passed" }, { status: "pending" }] },
      { status: "failed", assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

test("a browser test that passed on its second try has failed", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats })).toEqual({ passed: 4, failed: 2, skipped: 2 });
});
