import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { throttle } from "./throttle.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("the first call runs at once and a burst runs once more at the end", () => {
  const action = vi.fn();
  const { run } = throttle(action, 500);
  for (let call = 0; call < 20; call += 1) run();
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(500);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(action).toHaveBeenCalledTimes(2);
});

test("nothing runs after it is stopped", () => {
  const action = vi.fn();
  const { run, stop } = throttle(action, 500);
  run();
  run();
  stop();
  vi.advanceTimersByTime(5_000);
  expect(action).toHaveBeenCalledTimes(1);
});
