import type { NoticePayloads } from "@farebox/billing-core";
import type { NoticeText } from "../notice-text.ts";
import { words } from "../words.ts";

export function describeUnusualDay({
  day,
  timeZone,
  chargedMicroTokens,
  usualMicroTokens,
}: NoticePayloads["unusual_day"]): NoticeText {
  const charged = words.tokens(chargedMicroTokens);
  const date = words.calendarDay(day);
  return {
    title: `Unusual use on ${date}`,
    lead: `${charged} tokens were used on ${date}. A usual day takes ${words.tokens(usualMicroTokens)}.`,
    advice:
      "If you did not expect it, see which service and which agent it was. A daily cap refuses new calls beyond it and lets calls in progress finish.",
    facts: [
      ["Used", `${charged} tokens`],
      ["Usual", `${words.tokens(usualMicroTokens)} tokens a day`],
      ...(usualMicroTokens === 0
        ? []
        : [["That is", `${words.times(chargedMicroTokens / usualMicroTokens)} × the usual`] as const]),
      ["Time zone", timeZone],
    ],
    link: { label: "See the usage", section: "usage" },
  };
}

/** Names the host only: the rest of an address may be a secret, and more people read this than may see it. */
export function describeWebhookEndpointDisabled({
  url,
  reason,
  lastStatus,
}: NoticePayloads["webhook_endpoint_disabled"]): NoticeText {
  const host = toHost(url);
  return {
    title: "A webhook endpoint was turned off",
    lead:
      reason === "gone"
        ? `The endpoint at ${host} answered that it is gone for good.`
        : `Nothing reached the endpoint at ${host} for days.`,
    advice:
      "Nothing is sent there any more. What was not delivered stays in its log and can be sent again once it is turned on.",
    facts: [["Endpoint", host], ...(lastStatus === null ? [] : [["Last answer", String(lastStatus)] as const])],
    link: { label: "Open webhook endpoints", page: "/dashboard/webhooks" },
  };
}

function toHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an address of yours";
}
