import { type MicroTokens, type Rate, toTokens } from "@farebox/billing-core";
import type { PackageRow, PlanRow } from "@farebox/db/reads";
import type { RatesNow } from "../use-cases/list-catalogue.ts";
import { toInstantText } from "./wire-instants.ts";

export function toPlanAnswer(plan: PlanRow) {
  return {
    key: plan.key,
    name: plan.name,
    price: plan.price,
    yearlyPrice: plan.yearlyPrice,
    intervals: [...plan.intervals],
    tokens: plan.tokens === null ? null : toTokens(plan.tokens),
    tokensOnce: toTokens(plan.tokensOnce),
    features: [...plan.features],
    entitlements: plan.entitlements,
  };
}

export function toPackageAnswer(row: PackageRow) {
  const total = (row.tokens + row.bonus) as MicroTokens;
  return {
    key: row.key,
    name: row.name,
    tokens: toTokens(row.tokens),
    bonus: toTokens(row.bonus),
    total: toTokens(total),
    price: row.price,
    centsPerToken: Math.round((row.price.amount / toTokens(total)) * 1_000) / 1_000,
  };
}

export function toRatesAnswer({ version, validFrom, rates }: RatesNow) {
  return { version, validFrom: toInstantText(validFrom), rates: rates.map(toRateAnswer) };
}

function toRateAnswer(rate: Rate) {
  return {
    service: rate.service,
    tokens: toTokens(rate.tokens),
    per: rate.per,
    unit: rate.unit,
    initialIncrement: rate.initialIncrement,
    nextIncrement: rate.nextIncrement,
    minimum: toTokens(rate.minimum),
    connectFee: toTokens(rate.connectFee),
    freeUnits: rate.freeUnits,
  };
}
