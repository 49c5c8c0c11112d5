import type { NoticeText, Writing } from "../describe-notice.ts";
import type { NoticeData } from "../notice-data.ts";
import { toName, toOneLine } from "../one-line.ts";

export function describeHoldAbandoned(
  { callId, service, agentId, elapsedSeconds, charged, openedAt, closedAt }: NoticeData<"hold_abandoned">,
  { words, format }: Writing,
): NoticeText {
  const cost = format.tokens(charged);
  const minutes = Math.floor(elapsedSeconds / 60);
  const after = words.duration(minutes === 0 ? null : format.count(minutes), format.count(elapsedSeconds % 60));
  return {
    ...words.holdAbandoned(charged === 0 ? null : { after, charged: cost }),
    facts: [
      [words.facts.call, toOneLine(callId, 60)],
      [words.facts.service, words.services[service] ?? toName(service)],
      ...(agentId === null ? [] : [[words.facts.agent, toOneLine(agentId, 60)] as const]),
      [words.facts.began, format.time(openedAt)],
      [words.facts.ended, format.time(closedAt)],
      [words.facts.charged, words.tokens(cost)],
    ],
    link: { label: words.links.history, section: "history" },
  };
}
