import { type MicroTokens, ZERO } from "./amounts.ts";
import type { OfferedPackage, OfferedPlanPrice } from "./cheapest-mix.ts";
import { divCeil } from "./rating.ts";

/**
 * What the tokens of a month cost on each plan and in each package, as they are: also when the answer is to stay, or that
 * packages are cheaper. Packages are counted by their average price, because their tokens do not expire.
 *
 * @param perMonth what is used in a month. @param plans and @param packages of one currency.
 */
export function planHint({
  perMonth,
  plans,
  packages,
}: {
  readonly perMonth: MicroTokens;
  readonly plans: readonly OfferedPlanPrice[];
  readonly packages: readonly OfferedPackage[];
}): PlanHint {
  const inPackages = packages.map((offered) => ({
    key: offered.key,
    average: Number(divRounded(perMonth * BigInt(offered.price.amount), totalOf(offered))),
    upFront: offered.price.amount,
    lastsMonths: perMonth === 0n ? null : Number(totalOf(offered)) / Number(perMonth),
  }));
  const onPlans = plans.flatMap(({ key, price, tokens }) =>
    price === null || tokens === null || tokens === 0n
      ? []
      : [
          {
            key,
            price: price.amount,
            isEnough: tokens >= perMonth,
            breakEvens: packages.flatMap(breakEvenOf(price.amount, tokens)),
          },
        ],
  );
  const best = bestOf(onPlans, inPackages);
  return { perMonth, plans: onPlans, packages: inPackages, best, ways: waysTo(perMonth, plans, packages) };
}

/** Money in minor units. */
export type PlanHint = {
  readonly perMonth: MicroTokens;
  readonly plans: readonly {
    readonly key: string;
    readonly price: number;
    /** Whether its tokens are enough for such a month. */
    readonly isEnough: boolean;
    readonly breakEvens: readonly BreakEven[];
  }[];
  readonly packages: readonly PackageAverage[];
  /** The cheapest way to such a month: a plan that is enough, or a package that lasts `COMPARED_MONTHS` at the most (if none does, the smallest). */
  readonly best: { readonly kind: "plan" | "package"; readonly key: string; readonly price: number } | null;
  /** Packages alone, and each plan with the packages for what it lacks: the cheapest first. */
  readonly ways: readonly Way[];
};

/** What a month costs on average when it is bought so. */
export type Way = { readonly plan: string | null; readonly package: string | null; readonly average: number };

/** A month of more than `above` tokens is cheaper on the plan. Missing where the package is cheaper for all it brings. */
export type BreakEven = { readonly package: string; readonly above: MicroTokens };

export type PackageAverage = {
  readonly key: string;
  /** What a month's tokens cost at its price. */
  readonly average: number;
  /** What has to be paid at once for that. */
  readonly upFront: number;
  /** How many such months it lasts; null when nothing is used. */
  readonly lastsMonths: number | null;
};

/** A package for more months than these is an investment, not a price to compare with. */
const COMPARED_MONTHS = 3;

function breakEvenOf(planPrice: number, planTokens: MicroTokens) {
  return (offered: OfferedPackage): readonly BreakEven[] => {
    if (offered.price.amount === 0) return [];
    const above = (BigInt(planPrice) * totalOf(offered)) / BigInt(offered.price.amount);
    return above < planTokens ? [{ package: offered.key, above: above as MicroTokens }] : [];
  };
}

function bestOf(plans: PlanHint["plans"], packages: readonly PackageAverage[]): PlanHint["best"] {
  const within = packages.filter(({ lastsMonths }) => lastsMonths === null || lastsMonths <= COMPARED_MONTHS);
  const smallest = packages.toSorted((left, right) => left.upFront - right.upFront).slice(0, 1);
  const choices = [
    ...plans.filter(({ isEnough }) => isEnough).map(({ key, price }) => ({ kind: "plan", key, price }) as const),
    ...(within.length > 0 ? within : smallest).map(
      ({ key, average }) => ({ kind: "package", key, price: average }) as const,
    ),
  ];
  return choices.toSorted((left, right) => left.price - right.price)[0] ?? null;
}

function waysTo(
  perMonth: MicroTokens,
  plans: readonly OfferedPlanPrice[],
  packages: readonly OfferedPackage[],
): readonly Way[] {
  const subscribed = plans.flatMap(({ key, price, tokens }) =>
    price === null || tokens === null || tokens === 0n ? [] : [{ key, price: price.amount, tokens }],
  );
  return [{ key: null, price: 0, tokens: ZERO }, ...subscribed]
    .flatMap(({ key, price, tokens }): readonly Way[] => {
      const missing = perMonth - tokens;
      if (missing <= 0n) return key === null ? [] : [{ plan: key, package: null, average: price }];
      const filling = cheapestFor(missing, packages);
      if (filling === null) return [];
      const cost = divRounded(missing * BigInt(filling.price.amount), totalOf(filling));
      return [{ plan: key, package: filling.key, average: price + Number(cost) }];
    })
    .toSorted((left, right) => left.average - right.average);
}

/** The lowest price per token among the packages that do not last longer than is compared; if all do, the smallest. */
function cheapestFor(missing: bigint, packages: readonly OfferedPackage[]): OfferedPackage | null {
  const bySize = packages.toSorted((left, right) => left.price.amount - right.price.amount);
  const sensible = bySize.filter((offered) => totalOf(offered) <= missing * BigInt(COMPARED_MONTHS));
  return (sensible.length > 0 ? sensible : bySize.slice(0, 1)).reduce<OfferedPackage | null>(
    (best, one) => (best === null || isCheaper(one, best) ? one : best),
    null,
  );
}

function isCheaper(left: OfferedPackage, right: OfferedPackage): boolean {
  return BigInt(left.price.amount) * totalOf(right) < BigInt(right.price.amount) * totalOf(left);
}

function totalOf({ tokens, bonus }: OfferedPackage): bigint {
  return tokens + bonus;
}

function divRounded(dividend: bigint, divisor: bigint): bigint {
  return divCeil(2n * dividend - divisor, 2n * divisor);
}
