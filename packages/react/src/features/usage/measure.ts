import type { Metric } from "../../lib/billing-search.ts";
import { formatMoney } from "../../lib/format-money.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";

/** What the bars count. Things of different units cannot stand on each other: a chart of units shows those of one. */
export type Measure =
  | { readonly kind: "tokens" }
  | { readonly kind: "units"; readonly unit: PeopleUnit; readonly unitOf: (service: string) => PeopleUnit }
  | { readonly kind: "money"; readonly perToken: number; readonly currency: string };

/** "minute", "message", "request" … or "event" where services are mixed. */
export type PeopleUnit = string;

export type Used = {
  readonly key: string;
  readonly charged: number;
  readonly events: number;
  readonly quantity: number;
};

export const TOKENS: Measure = { kind: "tokens" };

/** Chooses what can be counted: the unit of what is isolated, otherwise of what costs most; money only if any was paid. */
export function chooseMeasure(
  metric: Metric,
  facts: {
    readonly by: "service" | "agent";
    readonly only: readonly string[];
    readonly used: readonly Used[];
    readonly rates: readonly { readonly service: string; readonly unit: string }[];
    readonly price: { readonly amount: number; readonly currency: string } | null;
  },
): Measure {
  const { by, only, used, rates, price } = facts;
  if (metric === "money" && price !== null) return { kind: "money", perToken: price.amount, currency: price.currency };
  if (metric !== "units") return TOKENS;
  if (by === "agent") return { kind: "units", unit: "event", unitOf: () => "event" };
  const unitOf = (service: string): PeopleUnit => {
    const unit = rates.find((rate) => rate.service === service)?.unit ?? "event";
    return unit === "second" ? "minute" : unit;
  };
  const isolated = only.find((key) => used.some((one) => one.key === key));
  const largest = [...used].sort((left, right) => right.charged - left.charged)[0]?.key;
  return { kind: "units", unit: unitOf(isolated ?? largest ?? ""), unitOf };
}

/** How much a group is in a measure; null when it is counted in another unit. */
export function measureUse({ key, charged, events, quantity }: Used, measure: Measure): number | null {
  switch (measure.kind) {
    case "tokens":
      return charged;
    case "money":
      return charged * measure.perToken;
    case "units":
      if (measure.unitOf(key) !== measure.unit) return null;
      if (measure.unit === "event") return events;
      return measure.unit === "minute" ? quantity / 60 : quantity;
  }
}

/** A value on its own. */
export function writeValue(value: number, measure: Measure, digits: 0 | 1 = 1): string {
  if (measure.kind === "money") return formatMoney({ amount: Math.round(value), currency: measure.currency });
  return formatTokens(value, { digits: measure.kind === "units" && measure.unit !== "minute" ? 0 : digits });
}

/** What is counted, in a word. */
export function nameMeasure(measure: Measure): string {
  if (measure.kind === "tokens") return strings.balance.tokens;
  if (measure.kind === "money") return measure.currency.toUpperCase();
  return pageStrings.explorer.units[measure.unit] ?? measure.unit;
}
