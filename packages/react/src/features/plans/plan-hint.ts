import type { Package, Plan } from "../../lib/use-catalogue.ts";

/** One way to buy a month's tokens: a plan, packages, or a plan with packages for what it lacks. */
export type Mix = { readonly planKey: string | null; readonly packageKey: string | null; readonly amount: number };

/** A package that lasts longer than this is money spent far ahead: it is not compared. */
const LONGEST_DAYS = 122;
const MONTH_DAYS = 30;

type OfferedPlan = Pick<Plan, "key" | "price" | "tokens">;
type OfferedPackage = Pick<Package, "key" | "price" | "total">;

/**
 * Every way to buy `pace` tokens a month, the cheapest first, in minor units a month. What a plan lacks is priced by the
 * package that would be bought for it. Only what is sold in one currency can be compared.
 */
export function compareMixes({
  pace,
  plans,
  packages,
}: {
  pace: number;
  plans: readonly OfferedPlan[];
  packages: readonly OfferedPackage[];
}): readonly Mix[] {
  const currency = packages[0]?.price.currency;
  const offered = packages.filter(({ price }) => price.currency === currency);
  const ways: (Mix | null)[] = [addPackages({ planKey: null, price: 0, missing: pace }, offered)];
  for (const { key, price, tokens } of plans) {
    if (price === null || tokens === null || tokens <= 0 || price.currency !== currency) continue;
    ways.push(addPackages({ planKey: key, price: price.amount, missing: Math.max(0, pace - tokens) }, offered));
  }
  return ways.filter((way) => way !== null).sort((left, right) => left.amount - right.amount);
}

function addPackages(
  { planKey, price, missing }: { planKey: string | null; price: number; missing: number },
  packages: readonly OfferedPackage[],
): Mix | null {
  if (missing === 0) return { planKey, packageKey: null, amount: price };
  const sensible = packages.filter(({ total }) => (total / missing) * MONTH_DAYS <= LONGEST_DAYS);
  const bought = (sensible.length > 0 ? sensible : packages.slice(0, 1)).reduce<OfferedPackage | null>(
    (best, one) => (best === null || perToken(one) < perToken(best) ? one : best),
    null,
  );
  if (bought === null) return null;
  return { planKey, packageKey: bought.key, amount: Math.round(price + missing * perToken(bought)) };
}

function perToken({ price, total }: OfferedPackage): number {
  return price.amount / total;
}
