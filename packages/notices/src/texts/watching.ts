import type { NoticeText, Writing } from "../describe-notice.ts";
import type { NoticeData } from "../notice-data.ts";

export function describeUnusualDay(
  { day, timeZone, charged, usual }: NoticeData<"unusual_day">,
  { words, format }: Writing,
): NoticeText {
  const { facts } = words;
  const [used, usually] = [format.tokens(charged), format.tokens(usual)];
  return {
    ...words.unusualDay(used, usually, format.calendarDay(day)),
    facts: [
      [facts.used, words.tokens(used)],
      [facts.usual, facts.usualDay(usually)],
      ...(usual === 0 ? [] : [[facts.thatIs, facts.timesUsual(format.count(charged / usual))] as const]),
      [facts.zone, timeZone],
    ],
    link: { label: words.links.usage, section: "usage" },
  };
}

/** Names the host only: the rest of an address may be a secret, and more people read this than may see it. */
export function describeWebhookEndpointDisabled(
  { url, reason, lastStatus }: NoticeData<"webhook_endpoint_disabled">,
  { words }: Writing,
): NoticeText {
  const host = URL.canParse(url) ? new URL(url).host : null;
  return {
    ...words.webhookDisabled(host, reason === "gone"),
    facts: [
      ...(host === null ? [] : [[words.facts.endpoint, host] as const]),
      ...(lastStatus === null ? [] : [[words.facts.lastAnswer, String(lastStatus)] as const]),
    ],
    link: { label: words.links.webhooks, page: "/dashboard/webhooks" },
  };
}
