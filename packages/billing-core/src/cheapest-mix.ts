import type { CostBasis } from "./account.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, microTokens, smaller, ZERO } from "./amounts.ts";
import { divCeil } from "./rating.ts";

/**
 * The least money that brings a month's tokens: at most one plan, and whole packages on top. Exact, for any catalogue in
 * one currency. Of equally cheap ones the one that leaves more tokens over: those of packages do not expire.
 *
 * @param plans those one can subscribe to; without a price or tokens they are passed over.
 * @returns null when nothing that is sold brings any tokens and some are needed.
 */
export function cheapestMix({ perMonth, plans, packages }: AskedMix): Mix | null {
  const sold = packages
    .map(toItem)
    .filter(({ tokens }) => tokens > 0n)
    .sort(compareByPricePerToken);
  const bases = [
    NO_PLAN,
    ...plans.flatMap(({ key, price, tokens }) =>
      price && tokens ? [{ key, price: BigInt(price.amount), tokens }] : [],
    ),
  ];
  let best: Found | null = null;
  for (const plan of bases) {
    const found = cover({
      needed: perMonth - plan.tokens,
      items: sold,
      budget: best === null ? null : best.price - plan.price,
    });
    if (found === null) continue;
    const whole = {
      plan: plan.key,
      counts: found.counts,
      price: plan.price + found.price,
      tokens: plan.tokens + found.tokens,
    };
    if (best === null || isBetter(whole, best)) best = whole;
  }
  if (best === null) return null;
  const { counts, plan, price, tokens } = best;
  return {
    plan,
    packages: sold.flatMap(({ key }, index) => ((counts[index] ?? 0) > 0 ? [{ key, count: counts[index] ?? 0 }] : [])),
    price: Number(price),
    // More than a business may own is not told apart.
    tokens: microTokens(smaller(tokens, MAX_MICRO_TOKENS)),
  };
}

export type AskedMix = {
  readonly perMonth: MicroTokens;
  readonly plans: readonly OfferedPlanPrice[];
  readonly packages: readonly OfferedPackage[];
};

/** Of the catalogue; keys may be any word. */
export type OfferedPlanPrice = {
  readonly key: string;
  readonly price: CostBasis | null;
  readonly tokens: MicroTokens | null;
};
export type OfferedPackage = {
  readonly key: string;
  readonly tokens: MicroTokens;
  readonly bonus: MicroTokens;
  readonly price: CostBasis;
};

export type Mix = {
  /** Null: none is needed. */
  readonly plan: string | null;
  readonly packages: readonly { readonly key: string; readonly count: number }[];
  /** In minor units. */
  readonly price: number;
  /** What it brings, at least what was asked for. */
  readonly tokens: MicroTokens;
};

type Item = { readonly key: string; readonly tokens: bigint; readonly price: bigint };
type Cover = { readonly counts: readonly number[]; readonly price: bigint; readonly tokens: bigint };
type Found = Cover & { readonly plan: string | null };

const NO_PLAN = { key: null, price: 0n, tokens: ZERO } as const;

function toItem({ key, tokens, bonus, price }: OfferedPackage): Item {
  return { key, tokens: tokens + bonus, price: BigInt(price.amount) };
}

/**
 * Branch and bound: how many of the package with the lowest price per token, from all it takes downwards, then of the
 * next. A branch ends where even fractions of the best package left would cost more than what was found.
 *
 * @param items the best price per token first. @param budget more than this is of no interest; null: anything is.
 */
function cover({
  needed,
  items,
  budget,
}: {
  readonly needed: bigint;
  readonly items: readonly Item[];
  readonly budget: bigint | null;
}): Cover | null {
  let best: Cover | null = null;
  const counts: number[] = items.map(() => 0);
  search(0, 0n, 0n);
  return best;

  function search(index: number, price: bigint, tokens: bigint): void {
    if (tokens >= needed) {
      const found = { counts: [...counts], price, tokens };
      if ((budget === null || price <= budget) && (best === null || isBetter(found, best))) best = found;
      return;
    }
    const item = items[index];
    if (item === undefined) return;
    for (let count = divCeil(needed - tokens, item.tokens); count >= 0n; count -= 1n) {
      const withItems = { price: price + count * item.price, tokens: tokens + count * item.tokens };
      // Fewer of this one are made up for by dearer ones: once that is hopeless, with fewer still it is as well.
      if (withItems.tokens < needed && isHopeless(withItems, items[index + 1])) break;
      counts[index] = Number(count);
      search(index + 1, withItems.price, withItems.tokens);
    }
    counts[index] = 0;
  }

  /** Whether no rest made of `next` and dearer ones can come out better than what was found. */
  function isHopeless(so: { readonly price: bigint; readonly tokens: bigint }, next: Item | undefined): boolean {
    if (next === undefined) return true;
    const least = so.price + divCeil((needed - so.tokens) * next.price, next.tokens);
    if (budget !== null && least > budget) return true;
    if (best === null || least < best.price) return false;
    if (least > best.price || next.price === 0n) return least > best.price;
    return so.tokens + ((best.price - so.price) * next.tokens) / next.price <= best.tokens;
  }
}

function isBetter(left: Cover, right: Cover): boolean {
  if (left.price !== right.price) return left.price < right.price;
  return left.tokens > right.tokens;
}

function compareByPricePerToken(left: Item, right: Item): number {
  const difference = left.price * right.tokens - right.price * left.tokens;
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return left.tokens > right.tokens ? -1 : 1;
}
