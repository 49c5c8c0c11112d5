import type { Balance } from "./use-balance.ts";

type Grant = Balance["grants"][number];

export type Composition = {
  /** In spending order. */
  readonly spendable: readonly Grant[];
  readonly upcoming: readonly Grant[];
  readonly frozen: readonly Grant[];
  /** What calls hold beyond what can be spent: it stands in expired or frozen tokens, which are kept for them. */
  readonly covered: number;
  /** Parts of the bar, largest share 1 for all of it: what is held first, because it is already spoken for. */
  readonly segments: readonly { readonly key: string; readonly tone: "held" | 1 | 2 | 3; readonly share: number }[];
};

export function composeBalance({
  grants,
  held,
  available,
}: Pick<Balance, "grants" | "held" | "available">): Composition {
  const spendable = grants.filter(({ state }) => state === "spendable");
  const whole = spendable.reduce((sum, grant) => sum + grant.remaining, 0);
  const heldShare = whole === 0 ? 0 : Math.min(1, held / whole);
  let toCover = held;
  const segments: Composition["segments"][number][] =
    heldShare > 0 ? [{ key: "held", tone: "held", share: heldShare }] : [];
  for (const [index, grant] of spendable.entries()) {
    // Calls in progress will take from the grants that are spent first.
    const covered = Math.min(toCover, grant.remaining);
    toCover -= covered;
    const share = whole === 0 ? 0 : (grant.remaining - covered) / whole;
    if (share > 0) segments.push({ key: grant.id, tone: toneOf(index), share });
  }
  return {
    spendable,
    upcoming: grants.filter(({ state }) => state === "upcoming"),
    frozen: grants.filter(({ state }) => state === "frozen"),
    covered: Math.max(0, toMicro(available) + toMicro(held) - sumMicro(spendable)) / MICRO,
    segments,
  };
}

const MICRO = 1_000_000;

function toMicro(tokens: number): number {
  return Math.round(tokens * MICRO);
}

function sumMicro(grants: readonly Grant[]): number {
  return grants.reduce((sum, { remaining }) => sum + toMicro(remaining), 0);
}

/** Three tones: the darkest is spent first, everything from the third on shares the lightest. */
export function toneOf(index: number): 1 | 2 | 3 {
  return index === 0 ? 1 : index === 1 ? 2 : 3;
}
