import type { CostBasis } from "../account.ts";
import type { MicroTokens } from "../amounts.ts";

/** A package that sells tokens for less than a plan does: nobody would keep the plan. */
export type Inversion = { readonly packageKey: string; readonly planKey: string };

type Offer = { readonly key: string; readonly tokens: MicroTokens; readonly price: CostBasis };

/** @param packages with their bonus counted among their tokens. */
export function inversions(plans: readonly Offer[], packages: readonly Offer[]): readonly Inversion[] {
  return packages.flatMap((one) =>
    plans
      .filter((plan) => plan.tokens > 0n && plan.price.currency === one.price.currency && isCheaper(one, plan))
      .map((plan) => ({ packageKey: one.key, planKey: plan.key })),
  );
}

function isCheaper(one: Offer, than: Offer): boolean {
  return BigInt(one.price.amount) * than.tokens < BigInt(than.price.amount) * one.tokens;
}
