import type { PlanNews } from "@farebox/billing-core";
import type { NoticeText, Writing } from "../describe-notice.ts";
import type { NoticeData } from "../notice-data.ts";
import { toName } from "../one-line.ts";
import type { NoticeWords } from "../words/en.ts";

export function describePlanChanged(
  { change, planKey, interval, otherPlanKey, at }: NoticeData<"plan_changed">,
  { words, format }: Writing,
): NoticeText {
  const plan = toName(planKey);
  const other = otherPlanKey === null ? plan : toName(otherPlanKey);
  const day = format.day(at);
  return {
    ...words.plan[change]({ plan, other, day }),
    facts: [
      [words.facts.plan, plan],
      [words.facts.billed, words.facts.intervals[interval]],
      [words.planDays[DAY_OF[change]], day],
    ],
    link: { label: words.links.plan, section: "plan" },
  };
}

const DAY_OF = {
  subscribed: "since",
  upgraded: "since",
  downgrade_scheduled: "changes",
  downgraded: "since",
  cancel_scheduled: "ends",
  resumed: "since",
  ended: "ended",
} as const satisfies Record<PlanNews, keyof NoticeWords["planDays"]>;
