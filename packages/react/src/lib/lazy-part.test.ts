import { expect, test, vi } from "vitest";
import { loadPatiently } from "./lazy-part.ts";

test("code that does not come is asked for again until it does", async () => {
  vi.useFakeTimers();
  let asked = 0;
  const loaded = loadPatiently(async () => {
    asked += 1;
    if (asked < 4) throw new TypeError("Failed to fetch dynamically imported module");
    return "the part";
  });
  await vi.advanceTimersByTimeAsync(1_000 + 2_000 + 4_000);
  expect(await loaded).toBe("the part");
  expect(asked).toBe(4);
  vi.useRealTimers();
});
