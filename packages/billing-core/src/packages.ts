import type { CostBasis } from "./account.ts";
import { type MicroTokens, tokens, ZERO } from "./amounts.ts";

export type PackageKey = "starter_pack" | "growth_pack" | "scale_pack" | "enterprise_pack";

/** Tokens to be bought once. A purchase becomes two grants: what was paid for, and the bonus with a cost basis of 0. Neither expires. */
export type TokenPackage = {
  readonly key: PackageKey;
  readonly name: string;
  readonly tokens: MicroTokens;
  /** On top, for nothing. */
  readonly bonus: MicroTokens;
  readonly price: CostBasis;
};

/** The packages that every installation begins with, smallest first. */
export const SEED_PACKAGES: readonly TokenPackage[] = [
  {
    key: "starter_pack",
    name: "Starter Pack",
    tokens: tokens(500),
    bonus: ZERO,
    price: { amount: 500, currency: "usd" },
  },
  {
    key: "growth_pack",
    name: "Growth Pack",
    tokens: tokens(2_000),
    bonus: tokens(200),
    price: { amount: 1_800, currency: "usd" },
  },
  {
    key: "scale_pack",
    name: "Scale Pack",
    tokens: tokens(5_000),
    bonus: tokens(750),
    price: { amount: 4_000, currency: "usd" },
  },
  {
    key: "enterprise_pack",
    name: "Enterprise Pack",
    tokens: tokens(20_000),
    bonus: tokens(5_000),
    price: { amount: 15_000, currency: "usd" },
  },
];
