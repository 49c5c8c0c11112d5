import type { CostBasis } from "./account.ts";
import { type MicroTokens, tokens, ZERO } from "./amounts.ts";

/** What a plan lets a business have; null is unlimited. */
export type Entitlements = { readonly agents: number | null; readonly concurrentCalls: number | null };

export type PlanKey = "free" | "starter" | "pro" | "business" | "enterprise";

/** A subscription plan of the catalogue. */
export type Plan = {
  readonly key: PlanKey;
  readonly name: string;
  /** What one month costs; null is agreed with each business. */
  readonly price: CostBasis | null;
  /** How often it can be paid; empty when there is nothing to subscribe to by oneself. */
  readonly intervals: readonly ("month" | "year")[];
  /** What every token-month brings; null is agreed with each business. */
  readonly tokens: MicroTokens | null;
  /** What a business gets once for ever: the trial. */
  readonly tokensOnce: MicroTokens;
  /** In words, to be shown. What is checked are the entitlements. */
  readonly features: readonly string[];
  readonly entitlements: Entitlements;
};

/** What the trial brings: one grant per business for ever, written by `trialGrant`. */
export const TRIAL_TOKENS = tokens(100);

/** The plans that every installation begins with, cheapest first. */
export const SEED_PLANS: readonly Plan[] = [
  {
    key: "free",
    name: "Free",
    price: usd(0),
    intervals: [],
    tokens: ZERO,
    tokensOnce: TRIAL_TOKENS,
    features: ["1 agent", "Community support"],
    entitlements: { agents: 1, concurrentCalls: null },
  },
  {
    key: "starter",
    name: "Starter",
    price: usd(900),
    intervals: ["month"],
    tokens: tokens(1_000),
    tokensOnce: ZERO,
    features: ["3 agents", "Email support", "Basic analytics"],
    entitlements: { agents: 3, concurrentCalls: null },
  },
  {
    key: "pro",
    name: "Pro",
    price: usd(2_900),
    intervals: ["month"],
    tokens: tokens(5_000),
    tokensOnce: ZERO,
    features: ["10 agents", "Priority support", "Advanced analytics"],
    entitlements: { agents: 10, concurrentCalls: null },
  },
  {
    key: "business",
    name: "Business",
    price: usd(9_900),
    intervals: ["month"],
    tokens: tokens(20_000),
    tokensOnce: ZERO,
    features: ["Unlimited agents", "Phone support", "White label"],
    entitlements: { agents: null, concurrentCalls: null },
  },
  {
    key: "enterprise",
    name: "Enterprise",
    price: null,
    intervals: [],
    tokens: null,
    tokensOnce: ZERO,
    features: ["Custom price and tokens", "Own rate card", "Overdraft limit", "Custom concurrency"],
    entitlements: { agents: null, concurrentCalls: null },
  },
];

/** Whether one more of something fits into what a plan allows. */
export function isWithin(limit: number | null, count: number): boolean {
  return limit === null || count <= limit;
}

function usd(minorUnits: number): CostBasis {
  return { amount: minorUnits, currency: "usd" };
}
