import { compareText } from "./compare-text.ts";
import type { SubscriptionState, SubscriptionStatus } from "./selling-state.ts";

/** What a business is subscribed to: one of its subscriptions, and the plan it may use. */
export type CurrentSubscription = {
  readonly subscription: SubscriptionState;
  /** The plan it may use: `free` unless the subscription's status lets it keep what it has. */
  readonly planKey: string;
  /** Further ones that are alive, too: paid for, granted, and flagged so that somebody gives the money back. */
  readonly extraIds: readonly string[];
};

/** The plan of a business that subscribes to nothing. */
export const FREE_PLAN_KEY = "free";

/**
 * The subscription that counts: the oldest that is alive; without one that waits or is paused; otherwise the one that ended
 * last. Null when there never was one. Does not depend on the order in which they became known.
 */
export function currentSubscription(all: Iterable<SubscriptionState>): CurrentSubscription | null {
  const [first, ...others] = [...all].sort(compareStanding);
  if (first === undefined) return null;
  return {
    subscription: first,
    planKey: isAlive(first.status) ? first.planKey : FREE_PLAN_KEY,
    extraIds: others.filter(({ status }) => isAlive(status)).map(({ id }) => id),
  };
}

/** Whether a business keeps its plan: it pays, it need not yet, or it is being asked to. */
export function isAlive(status: SubscriptionStatus): boolean {
  return status === "active" || status === "trialing" || status === "past_due" || status === "unpaid";
}

/** Ended for good: the provider never brings such a subscription back. */
export function isOver(status: SubscriptionStatus): boolean {
  return status === "canceled" || status === "incomplete_expired";
}

/**
 * Whether what was said of a subscription is news. What has ended stays ended, later knowledge replaces earlier, and where
 * two were said as of one instant the further state counts, so that every order of hearing them comes to the same.
 */
export function isNewer(said: SubscriptionState, known: SubscriptionState | undefined): boolean {
  if (known === undefined) return true;
  return compareKnowledge(said, known) > 0;
}

function compareKnowledge(left: SubscriptionState, right: SubscriptionState): number {
  return (
    Number(isOver(left.status)) - Number(isOver(right.status)) ||
    left.asOf - right.asOf ||
    left.periodEndAt - right.periodEndAt ||
    PROGRESS[left.status] - PROGRESS[right.status] ||
    compareText(JSON.stringify(left), JSON.stringify(right))
  );
}

function compareStanding(left: SubscriptionState, right: SubscriptionState): number {
  return (
    standingOf(left.status) - standingOf(right.status) ||
    (isOver(left.status) ? (right.endedAt ?? 0) - (left.endedAt ?? 0) : 0) ||
    left.startedAt - right.startedAt ||
    compareText(left.id, right.id)
  );
}

function standingOf(status: SubscriptionStatus): number {
  if (isAlive(status)) return 0;
  return isOver(status) ? 2 : 1;
}

const PROGRESS = {
  incomplete: 0,
  trialing: 1,
  active: 2,
  past_due: 3,
  unpaid: 4,
  paused: 5,
  incomplete_expired: 6,
  canceled: 7,
} as const satisfies Record<SubscriptionStatus, number>;
