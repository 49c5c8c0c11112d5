import { toTokens } from "@farebox/billing-core";
import type { BusinessPlan } from "@farebox/db/selling";
import type { Subscription } from "../use-cases/get-subscription.ts";
import type { PlanPreview } from "../use-cases/preview-subscription.ts";
import { toPlanAnswer } from "./catalogue-answers.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

export function toSubscriptionAnswer(subscription: Subscription) {
  const { plan, status, interval, periodStartsAt, periodEndsAt, cancelsAt, pending, agreement } = subscription;
  return {
    plan: toPlanAnswer(plan),
    status,
    interval,
    currentPeriod:
      periodStartsAt === null || periodEndsAt === null
        ? null
        : { start: toInstantText(periodStartsAt), end: toInstantText(periodEndsAt) },
    cancelsAt: toInstantTextOrNull(cancelsAt),
    pending:
      pending === null ? null : { plan: pending.planKey, interval: pending.interval, at: toInstantText(pending.at) },
    agreement: agreement === null ? null : toAgreementAnswer(agreement),
  };
}

function toAgreementAnswer(agreement: BusinessPlan) {
  return {
    id: agreement.id,
    plan: agreement.planKey,
    name: agreement.name,
    interval: agreement.interval,
    price: agreement.price,
    tokensMonthly: toTokens(agreement.tokensMonthly),
    overdraftLimit: toTokens(agreement.overdraftLimit),
    concurrentCallsLimit: agreement.concurrentCallsLimit,
    startsAt: toInstantText(agreement.startsAt),
    endsAt: toInstantTextOrNull(agreement.endsAt),
  };
}

export function toPreviewAnswer({ action, planKey, interval, previewedAt, money, tokens, next }: PlanPreview) {
  const inCurrency = (amount: number) => ({ amount, currency: money.currency });
  return {
    action,
    plan: planKey,
    interval,
    previewedAt: toInstantText(previewedAt),
    money: {
      dueNow: inCurrency(money.dueNow),
      tax: inCurrency(money.tax),
      lines: money.lines.map(({ description, amount, startAt, endAt, isProration }) => ({
        description,
        amount: inCurrency(amount),
        start: toInstantText(startAt),
        end: toInstantText(endAt),
        isProration,
      })),
      next: { amount: next.amount, at: toInstantText(next.at) },
    },
    tokens: { now: toTokens(tokens.now), monthly: toTokens(tokens.monthly), from: toInstantText(tokens.from) },
  };
}
