import type { NoticePayloads, PlanNews } from "../notices.ts";
import { isAlive } from "./current-subscription.ts";
import type { SubscriptionState } from "./selling-state.ts";

type PlanNotice = NoticePayloads["plan_changed"] & { readonly dedupeKey: string };

/** What is worth telling of a subscription that is now so and was so before, mostly nothing. */
export function planNews(before: SubscriptionState | undefined, now: SubscriptionState): readonly PlanNotice[] {
  const wasAlive = before !== undefined && (isAlive(before.status) || before.status === "paused");
  if (now.endedAt !== null) return wasAlive && before.endedAt === null ? [news("ended", { at: now.endedAt })] : [];
  if (!isAlive(now.status)) return [];
  if (!wasAlive) return [news("subscribed", { at: now.startedAt }), ...scheduled(null, null)];
  return [...switched(before), ...scheduled(before.pending, before.cancelsAt)];

  function switched(was: SubscriptionState): readonly PlanNotice[] {
    if (was.planKey === now.planKey && was.interval === now.interval) return [];
    const wasPlanned = was.pending?.planKey === now.planKey && was.pending.interval === now.interval;
    return [news(wasPlanned ? "downgraded" : "upgraded", { at: now.periodStartAt, otherPlanKey: was.planKey })];
  }

  function scheduled(
    pending: SubscriptionState["pending"],
    cancelsAt: SubscriptionState["cancelsAt"],
  ): readonly PlanNotice[] {
    if (now.cancelsAt !== null && cancelsAt === null) return [news("cancel_scheduled", { at: now.cancelsAt })];
    const isOtherPlan = now.pending?.planKey !== pending?.planKey || now.pending?.interval !== pending?.interval;
    if (now.pending !== null && isOtherPlan)
      return [news("downgrade_scheduled", { at: now.pending.at, otherPlanKey: now.pending.planKey })];
    const wasUndone = (cancelsAt !== null && now.cancelsAt === null) || (pending !== null && now.pending === null);
    const cameTrue = pending?.planKey === now.planKey && pending.interval === now.interval;
    return wasUndone && !cameTrue ? [news("resumed", { at: now.asOf })] : [];
  }

  function news(
    change: PlanNews,
    { at, otherPlanKey = null }: { readonly at: number; readonly otherPlanKey?: string | null },
  ): PlanNotice {
    return {
      // A subscription may be cancelled and resumed again and again: what was asked when tells one time from another.
      dedupeKey: `plan_changed:${now.id}:${change}:${now.asOf}`,
      subscriptionId: now.id,
      change,
      planKey: now.planKey,
      interval: now.interval,
      otherPlanKey,
      at,
    };
  }
}
