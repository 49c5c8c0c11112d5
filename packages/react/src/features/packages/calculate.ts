import { cheapestMix, estimate, fromTokens, type MicroTokens, planHint, toTokens } from "@farebox/billing-core";
import { toRate, type WireRate } from "../../lib/affordable.ts";
import type { Package, Plan } from "../../lib/use-catalogue.ts";
import type { CalculatorDraft } from "./calculator-draft.ts";

type Catalogue = {
  readonly rates: readonly WireRate[];
  readonly plans: readonly Pick<Plan, "key" | "price" | "tokens" | "intervals">[];
  readonly packages: readonly Pick<Package, "key" | "price" | "tokens" | "bonus">[];
};

/** What a month of such days costs and the cheapest ways to buy it, by the rules that the API answers by. */
export function calculate(draft: CalculatorDraft, { rates, plans, packages }: Catalogue) {
  const month = estimate(draft, rates.map(toRate));
  const currency = packages[0]?.price.currency ?? "usd";
  const asked = {
    perMonth: month.perMonth,
    // Only what is sold in one currency can be compared.
    plans: plans
      .filter(({ price, intervals }) => price?.currency === currency && intervals.includes("month"))
      .map(({ key, price, tokens }) => ({ key, price, tokens: tokens === null ? null : readMicro(tokens) })),
    packages: packages
      .filter(({ price }) => price.currency === currency)
      .map(({ key, price, tokens, bonus }) => ({ key, price, tokens: readMicro(tokens), bonus: readMicro(bonus) })),
  };
  const mix = month.perMonth === 0n ? null : cheapestMix(asked);
  const [way] = month.perMonth === 0n ? [] : planHint(asked).ways;
  return {
    perMonth: toTokens(month.perMonth),
    lines: month.lines.map(({ service, events, tokens }) => ({ service, events, tokens: toTokens(tokens) })),
    unpriced: month.unpriced,
    mix: mix && {
      plan: mix.plan,
      packages: mix.packages,
      price: { amount: mix.price, currency },
      tokens: toTokens(mix.tokens),
      over: toTokens((mix.tokens - month.perMonth) as MicroTokens),
    },
    way: way === undefined ? null : { ...way, average: { amount: way.average, currency } },
  };
}

export type Calculation = ReturnType<typeof calculate>;

function readMicro(tokens: number): MicroTokens {
  return tokens === 0 ? (0n as MicroTokens) : (fromTokens(tokens) as MicroTokens);
}
