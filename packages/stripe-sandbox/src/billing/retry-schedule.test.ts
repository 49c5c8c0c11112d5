import { expect, test } from "vitest";
import { nextAttemptAt, SMART_RETRIES } from "./retry-schedule.ts";

test("eight retries within two weeks of the first failure, then none", () => {
  const firstFailedAt = 1_800_000_000;
  const attempts = Array.from({ length: 9 }, (_, index) =>
    nextAttemptAt(SMART_RETRIES, { firstFailedAt, attemptCount: index + 1 }),
  );
  expect(attempts.filter((at) => at !== null)).toHaveLength(8);
  expect(attempts[7]).toBe(firstFailedAt + 14 * 86_400);
  expect(attempts[8]).toBeNull();
});
