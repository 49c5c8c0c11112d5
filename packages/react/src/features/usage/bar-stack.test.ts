import { expect, test } from "vitest";
import { stackParts } from "./bar-stack.ts";

const scale = { yOf: (tokens: number) => 240 - tokens, base: 240 };

test("parts touch without gaps, and only the last one is the top", () => {
  const parts = stackParts([10.4, 0, 20.3, 5.2], scale);
  expect(parts.map(({ index }) => index)).toEqual([0, 2, 3]);
  expect(parts.map(({ isTop }) => isTop)).toEqual([false, false, true]);
  for (const [place, part] of parts.entries()) {
    const below = parts[place - 1];
    expect(part.y + part.height).toBe(below === undefined ? 240 : below.y);
  }
});

test("the smallest use is still one pixel", () => {
  expect(stackParts([0.01, 0.01], scale).map(({ height }) => height)).toEqual([1, 1]);
});
