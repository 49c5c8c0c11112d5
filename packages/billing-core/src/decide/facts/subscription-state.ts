import { isNewer } from "../../selling/current-subscription.ts";
import type { SubscriptionSeen } from "../../selling/facts.ts";
import { planNews } from "../../selling/plan-news.ts";
import { tell } from "../../tell.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { endWithSubscription } from "./plan-grant.ts";
import { NOTHING_TAKEN } from "./take-back.ts";

/** The provider alone says what state a subscription is in. Its end also ends the month it was paid for, exactly on time. */
export function applySubscriptionState(context: FactContext, { subscription }: SubscriptionSeen): FactEffect {
  const { selling } = context;
  const before = selling.subscriptions.get(subscription.id);
  if (!isNewer(subscription, before)) return null;
  for (const news of planNews(before, subscription)) {
    const { dedupeKey, ...payload } = news;
    tell(context.draft, { kind: "plan_changed", dedupeKey, payload });
  }
  selling.subscriptions.set(subscription.id, subscription);
  selling.subscriptionsChanged.add(subscription.id);
  if (subscription.endedAt !== null) endWithSubscription(context, subscription.id);
  return { grants: [], takenBack: NOTHING_TAKEN };
}
