import { type Assumption, runwayHours, toTokens } from "@farebox/billing-core";
import type { BalanceForecast } from "../use-cases/forecast-balance.ts";
import type { ForecastAnswer } from "./forecast-schemas.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

export function toForecastAnswer(told: BalanceForecast): ForecastAnswer {
  const { runsOutAt } = told;
  const hours = runwayHours(told);
  return {
    businessId: told.businessId,
    asOf: toInstantText(told.asOf),
    timeZone: told.timeZone,
    state: told.state,
    basis: told.basis,
    burnPerDay: told.burnPerDay === null ? null : toTokens(told.burnPerDay),
    runsOutAt: runsOutAt && {
      p20: toInstantText(runsOutAt.p20),
      p50: toInstantText(runsOutAt.p50),
      p80: toInstantTextOrNull(runsOutAt.p80),
    },
    runwayHours: hours === null ? null : Math.round(hours * 10) / 10,
    callsRunOutAt: toInstantTextOrNull(told.callsRunOutAt),
    days: told.days.map(({ at, low, expected, high }) => ({
      at: toInstantText(at),
      low: toTokens(low),
      expected: toTokens(expected),
      high: toTokens(high),
    })),
    coming: told.coming.map(({ at, tokens, expiresAt, cause }) => ({
      at: toInstantText(at),
      tokens: toTokens(tokens),
      expiresAt: toInstantText(expiresAt),
      cause,
    })),
    assumptions: told.assumptions.map((assumption, index) => toAssumptionAnswer(assumption, told.words[index] ?? "")),
  };
}

function toAssumptionAnswer(assumption: Assumption, text: string): ForecastAnswer["assumptions"][number] {
  const { code } = assumption;
  if (code === "average_of_days") return { code, text, days: assumption.days, tokens: toTokens(assumption.perDay) };
  if (code === "not_enough_usage")
    return { code, text, daysWithUse: assumption.daysWithUse, needed: assumption.needed };
  return {
    code,
    text,
    ...("tokens" in assumption ? { tokens: toTokens(assumption.tokens) } : {}),
    ...("at" in assumption ? { at: toInstantText(assumption.at) } : {}),
  };
}
