import { formatCount } from "../../lib/format-number.ts";
import { leftToRight } from "../../lib/left-to-right.ts";
import type { Package } from "../../lib/use-catalogue.ts";

type Offer = Pick<Package, "key" | "price" | "total">;

export const MONTH_DAYS = 30;

/** How much less a token costs than in the dearest package: "−18 %". Null for the dearest itself, and across currencies. */
export function againstBase(one: Offer, packages: readonly Offer[]): string | null {
  const base = Math.max(
    ...packages.filter(({ price }) => price.currency === one.price.currency).map((other) => perToken(other)),
  );
  const less = Math.round((1 - perToken(one) / base) * 100);
  return less > 0 ? leftToRight(`−${formatCount(less)} %`) : null;
}

/** Whole days that a package lasts at the pace of the last 30; null without a pace. */
export function daysAtPace({ total }: Pick<Package, "total">, pace: number | null): number | null {
  return pace === null || pace <= 0 ? null : Math.floor((total / pace) * MONTH_DAYS);
}

/** What is chosen before anybody chose: the smallest that covers 30 days at the pace, otherwise the second. */
export function usualPackage(packages: readonly Offer[], pace: number | null): string | null {
  return coveringPackage(packages, pace) ?? (packages[1] ?? packages[0])?.key ?? null;
}

/** The smallest package that covers 30 days at the pace; null when none does, or without a pace. */
export function coveringPackage(packages: readonly Offer[], pace: number | null): string | null {
  return pace === null ? null : (packages.find(({ total }) => total >= pace)?.key ?? null);
}

function perToken({ price, total }: Offer): number {
  return price.amount / total;
}
