import { MICRO_PER_TOKEN, type MicroTokens } from "../amounts.ts";
import type { Instant } from "../instants.ts";
import { assertNever } from "../invariant.ts";
import { toTokensText } from "../wire.ts";
import type { Assumption } from "./assumptions.ts";

/** An assumption in words, as a part of a sentence: "includes 240 tokens expiring on 1 Jun". Days are in the zone given. */
export function assumptionText(assumption: Assumption, timeZone: string): string {
  const day = (at: Instant): string =>
    new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short" }).format(at);
  switch (assumption.code) {
    case "average_of_days":
      return `${assumption.days}-day ${assumption.days === 7 ? "weighted " : ""}average of ${perDayText(assumption.perDay)} a day`;
    case "days_of_week_differ":
      return "days of the week differ as in the last four weeks";
    case "not_enough_usage":
      return `not enough usage to estimate: ${assumption.daysWithUse} of the last 28 days saw any, ${assumption.needed} are needed`;
    case "tokens_expire":
      return `includes ${roundedTokens(assumption.tokens)} tokens expiring unspent on ${day(assumption.at)}`;
    case "tokens_become_spendable":
      return `includes ${roundedTokens(assumption.tokens)} tokens that can be spent from ${day(assumption.at)}`;
    case "plan_renews":
      return `includes ${roundedTokens(assumption.tokens)} tokens when the plan renews on ${day(assumption.at)}`;
    case "paid_month_begins":
      return `includes ${roundedTokens(assumption.tokens)} tokens of the month that begins on ${day(assumption.at)}`;
    case "plan_ends":
      return `the plan ends on ${day(assumption.at)}`;
    case "frozen_left_out":
      return `excludes ${roundedTokens(assumption.tokens)} tokens frozen by a dispute`;
    case "purchases_left_out":
      return "excludes purchases and automatic top-up";
    default:
      return assertNever(assumption, "the assumption");
  }
}

/** A pace that exists is never said to be nothing. */
function perDayText(amount: MicroTokens): string {
  return amount > 0n && amount < MICRO_PER_TOKEN ? "less than 1 token" : `${roundedTokens(amount)} tokens`;
}

/** An estimate reads better without decimals; less than ten keeps one. */
function roundedTokens(amount: MicroTokens): string {
  const tokens = Number(toTokensText(amount));
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: tokens < 10 ? 1 : 0 }).format(tokens);
}
