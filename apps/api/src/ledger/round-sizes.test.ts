import { expect, test } from "vitest";
import { RoundSizes } from "./round-sizes.ts";

test("an idle ledger begins with whatever is there", () => {
  expect(new RoundSizes().next({ now: 0, underWay: 0, ready: 1, waiting: 1 })).not.toBeNull();
});

test("a crowd that comes together is shared by three rounds", () => {
  const sizes = new RoundSizes();
  expect(sizes.next({ now: 0, underWay: 0, ready: 256, waiting: 256 })).toBe(86);
  expect(sizes.next({ now: 0, underWay: 1, ready: 170, waiting: 256 })).toBe(85);
  expect(sizes.next({ now: 0, underWay: 2, ready: 85, waiting: 256 })).toBe(85);
  expect(sizes.next({ now: 0, underWay: 3, ready: 128, waiting: 384 })).toBeNull();
});

test("of a crowd that comes one by one, the first few do not make a round beside others", () => {
  const sizes = new RoundSizes();
  sizes.next({ now: 0, underWay: 0, ready: 256, waiting: 256 });
  expect(sizes.next({ now: 5, underWay: 2, ready: 20, waiting: 190 })).toBeNull();
  expect(sizes.next({ now: 9, underWay: 2, ready: 64, waiting: 234 })).toBe(64);
});

test("a few callers do not wait for a crowd that has left, also while a round hangs", () => {
  const sizes = new RoundSizes();
  sizes.next({ now: 0, underWay: 0, ready: 256, waiting: 256 });
  expect(sizes.next({ now: 1_000, underWay: 1, ready: 16, waiting: 32 })).toBe(16);
});

test("a queue of any length begins rounds of the greatest size, not greater ones", () => {
  expect(new RoundSizes().next({ now: 0, underWay: 2, ready: 128, waiting: 30_000 })).toBe(128);
});
