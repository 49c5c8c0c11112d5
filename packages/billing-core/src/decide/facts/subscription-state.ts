import { isNewer } from "../../selling/current-subscription.ts";
import type { SubscriptionSeen } from "../../selling/facts.ts";
import type { FactContext, FactEffect } from "./apply-fact.ts";
import { endWithSubscription } from "./plan-grant.ts";
import { NOTHING_TAKEN } from "./take-back.ts";

/** The provider alone says what state a subscription is in. Its end also ends the month it was paid for, exactly on time. */
export function applySubscriptionState(context: FactContext, { subscription }: SubscriptionSeen): FactEffect {
  const { selling } = context;
  if (!isNewer(subscription, selling.subscriptions.get(subscription.id))) return null;
  selling.subscriptions.set(subscription.id, subscription);
  selling.subscriptionsChanged.add(subscription.id);
  if (subscription.endedAt !== null) endWithSubscription(context, subscription.id);
  return { grants: [], takenBack: NOTHING_TAKEN };
}
