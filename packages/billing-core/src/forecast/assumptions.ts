import type { Grant } from "../account.ts";
import { type MicroTokens, microTokens } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import { type BurnRate, NEEDED_DAYS } from "./burn-rate.ts";
import type { ComingPlan } from "./coming-tokens.ts";
import { estimatedMicroTokens } from "./estimated.ts";
import type { Run } from "./run-forward.ts";

/** What a forecast rests on; `assumptionText` says it in words. */
export type Assumption =
  | { readonly code: "average_of_days"; readonly days: 7 | 28; readonly perDay: MicroTokens }
  | { readonly code: "days_of_week_differ" }
  | { readonly code: "not_enough_usage"; readonly daysWithUse: number; readonly needed: number }
  | { readonly code: "tokens_expire"; readonly tokens: MicroTokens; readonly at: Instant }
  | { readonly code: "tokens_become_spendable"; readonly tokens: MicroTokens; readonly at: Instant }
  | { readonly code: "plan_renews"; readonly tokens: MicroTokens; readonly at: Instant }
  | { readonly code: "paid_month_begins"; readonly tokens: MicroTokens; readonly at: Instant }
  | { readonly code: "plan_ends"; readonly at: Instant }
  | { readonly code: "frozen_left_out"; readonly tokens: MicroTokens }
  | { readonly code: "purchases_left_out" };

/** In the order in which they are told. `end`: how far the expected course goes. */
export function assumptionsOf(known: {
  readonly rate: BurnRate;
  readonly grants: readonly Grant[];
  readonly lapses: Run["lapses"];
  readonly plan: ComingPlan;
  readonly now: Instant;
  readonly end: Instant;
}): readonly Assumption[] {
  const { rate, grants, lapses, plan, now, end } = known;
  const assumptions: Assumption[] = [
    { code: "average_of_days", days: rate.basis === "7_days" ? 7 : 28, perDay: estimatedMicroTokens(rate.perDay) },
  ];
  if (rate.pace !== null) assumptions.push({ code: "days_of_week_differ" });
  for (const { at, tokens } of lapses)
    assumptions.push({ code: "tokens_expire", tokens: estimatedMicroTokens(tokens), at });
  let frozen = 0n;
  for (const { frozenAt, effectiveAt, remaining } of grants) {
    if (frozenAt !== null) frozen += remaining;
    else if (remaining > 0n && effectiveAt > now && effectiveAt <= end)
      assumptions.push({ code: "tokens_become_spendable", tokens: remaining, at: effectiveAt });
  }
  for (const { at, tokens, cause } of plan.tokens)
    if (at <= end) assumptions.push({ code: cause === "renewal" ? "plan_renews" : "paid_month_begins", tokens, at });
  if (plan.ends !== null && plan.ends.at > now && plan.ends.at <= end)
    assumptions.push({ code: "plan_ends", at: plan.ends.at });
  if (frozen > 0n) assumptions.push({ code: "frozen_left_out", tokens: microTokens(frozen) });
  return [...assumptions, { code: "purchases_left_out" }];
}

export function notEnoughUsage(days: readonly MicroTokens[]): Assumption {
  return { code: "not_enough_usage", daysWithUse: days.filter((used) => used > 0n).length, needed: NEEDED_DAYS };
}
