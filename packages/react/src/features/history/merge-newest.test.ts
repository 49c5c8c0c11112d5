import { expect, test } from "vitest";
import { mergeNewest } from "./merge-newest.ts";

test("new entries come on top, and none twice", () => {
  expect(seqs(mergeNewest(list(9, 8, 7), list(7, 6, 5)))).toEqual([9, 8, 7, 6, 5]);
});

test("a gap between the newest and the loaded entries is noticed, not hidden", () => {
  const merged = mergeNewest(list(20, 19), list(7, 6));
  expect(merged.isTorn).toBe(true);
  expect(seqs(merged)).toEqual([7, 6]);
});

test("the fresher copy of an entry wins", () => {
  const merged = mergeNewest([{ seq: 7, status: "corrected" }], [{ seq: 7, status: "settled" }]);
  expect(merged.entries).toEqual([{ seq: 7, status: "corrected" }]);
});

test("the first entry of an empty history appears", () => {
  expect(seqs(mergeNewest(list(1), []))).toEqual([1]);
  expect(seqs(mergeNewest([], []))).toEqual([]);
});

function list(...numbers: number[]) {
  return numbers.map((seq) => ({ seq }));
}

function seqs({ entries }: { entries: readonly { seq: number }[] }) {
  return entries.map(({ seq }) => seq);
}
