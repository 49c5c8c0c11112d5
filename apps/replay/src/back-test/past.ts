import { type MicroTokens, microTokens } from "@farebox/billing-core";

/** What one business used, as far as it is known afterwards. */
export type Past = {
  readonly firstAt: number;
  usedBetween(from: number, to: number): MicroTokens;
  /** When an amount will have been used from an instant on; null: not within what is known. */
  whenUsed(from: number, amount: MicroTokens): number | null;
};

/** @param events of one business, at least one. */
export function pastOf(events: readonly { readonly at: number; readonly charged: MicroTokens }[]): Past {
  const inOrder = events.toSorted((left, right) => left.at - right.at);
  const sums: bigint[] = [0n];
  for (const { charged } of inOrder) sums.push((sums.at(-1) ?? 0n) + charged);
  const indexAt = (at: number): number => lowest(inOrder.length, (index) => (inOrder[index]?.at ?? 0) >= at);
  const usedBefore = (at: number): bigint => sums[indexAt(at)] ?? 0n;
  return {
    firstAt: inOrder[0]?.at ?? 0,
    usedBetween: (from, to) => microTokens(usedBefore(to) - usedBefore(from)),
    whenUsed(from, amount) {
      const sought = usedBefore(from) + amount;
      const index = lowest(sums.length, (candidate) => (sums[candidate] ?? 0n) >= sought);
      return inOrder[index - 1]?.at ?? null;
    },
  };
}

/** The first index from 0 for which something that stays true is true; `end` when it is for none. */
function lowest(end: number, isTrue: (index: number) => boolean): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
