import type { NoticePayloads, PlanNews } from "@farebox/billing-core";
import type { NoticeText } from "../notice-text.ts";
import { words } from "../words.ts";

export function describePlanChanged(
  { change, planKey, interval, otherPlanKey, at }: NoticePayloads["plan_changed"],
  timeZone: string,
): NoticeText {
  const plan = words.name(planKey);
  const other = otherPlanKey === null ? plan : words.name(otherPlanKey);
  const day = words.day(at, timeZone);
  const [title, lead, advice] = TEXTS[change]({ plan, other, day });
  return {
    title,
    lead,
    advice,
    facts: [
      ["Plan", plan],
      ["Billed", interval === "year" ? "every year" : "every month"],
      [WHEN[change], day],
    ],
    link: { label: "See your plan", section: "plan" },
  };
}

type Names = { readonly plan: string; readonly other: string; readonly day: string };

const TEXTS: Readonly<Record<PlanNews, (names: Names) => readonly [title: string, lead: string, advice: string]>> = {
  subscribed: ({ plan, day }) => [
    `${plan} is active`,
    `You are on ${plan} since ${day}.`,
    "Its tokens arrive every month, beginning with this one.",
  ],
  upgraded: ({ plan, other, day }) => [
    `You moved to ${plan}`,
    `${other} became ${plan} on ${day}.`,
    "The tokens that this month still brings are added now. Purchased tokens stay.",
  ],
  downgrade_scheduled: ({ plan, other, day }) => [
    `${plan} changes to ${other} on ${day}`,
    `${plan} stays as it is until ${day}, then it is ${other}.`,
    "Until then you can take it back. Purchased tokens stay.",
  ],
  downgraded: ({ plan, other, day }) => [
    `${other} became ${plan}`,
    `You are on ${plan} since ${day}.`,
    "Purchased tokens stay.",
  ],
  cancel_scheduled: ({ plan, day }) => [
    `${plan} ends on ${day}`,
    `${plan} stays as it is until ${day}, then it ends.`,
    "You keep your purchased tokens; plan tokens expire that day. Until then you can take it back.",
  ],
  resumed: ({ plan }) => [`${plan} goes on`, `${plan} does not end.`, "It renews as before."],
  ended: ({ plan, day }) => [
    `${plan} ended`,
    `${plan} ended on ${day}.`,
    "You keep your purchased tokens, and calls go on while they last.",
  ],
};

const WHEN = {
  subscribed: "Since",
  upgraded: "Since",
  downgrade_scheduled: "Changes on",
  downgraded: "Since",
  cancel_scheduled: "Ends on",
  resumed: "Since",
  ended: "Ended on",
} as const satisfies Record<PlanNews, string>;
