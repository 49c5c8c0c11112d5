/** One drawn part of a stack, on whole pixels, so that no dark seam shows between two of them. */
export type StackPart = {
  readonly index: number;
  readonly y: number;
  readonly height: number;
  readonly isTop: boolean;
};

/** Pixels of a stack from its base upwards. Every part that exists gets at least one pixel while the stack has room. */
export function stackParts(
  parts: readonly number[],
  { yOf, base }: { yOf: (tokens: number) => number; base: number },
): readonly StackPart[] {
  const drawn: { index: number; y: number; height: number; isTop: boolean }[] = [];
  let sum = 0;
  let bottom = base;
  for (const [index, tokens] of parts.entries()) {
    if (tokens <= 0) continue;
    sum += tokens;
    const y = Math.min(Math.round(yOf(sum)), bottom - 1);
    drawn.push({ index, y, height: bottom - y, isTop: false });
    bottom = y;
  }
  const top = drawn.at(-1);
  if (top !== undefined) top.isTop = true;
  return drawn;
}
