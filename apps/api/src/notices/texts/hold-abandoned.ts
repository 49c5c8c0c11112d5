import type { NoticePayloads } from "@farebox/billing-core";
import { toOneLine } from "../../mail/one-line.ts";
import type { NoticeText } from "../notice-text.ts";
import { words } from "../words.ts";

export function describeHoldAbandoned(
  {
    callId,
    service,
    agentId,
    elapsedSeconds,
    chargedMicroTokens,
    openedAt,
    closedAt,
  }: NoticePayloads["hold_abandoned"],
  timeZone: string,
): NoticeText {
  const charged = words.tokens(chargedMicroTokens);
  return {
    title: "A call fell silent",
    lead:
      chargedMicroTokens === 0
        ? "A call stopped reporting before its first second. It cost nothing."
        : `A call stopped reporting after ${words.duration(elapsedSeconds)} and cost ${charged} tokens up to there.`,
    advice:
      "If it went on, report its end within 35 days and the difference is settled. Further calls that fall silent within the hour are listed on the page and not mailed.",
    facts: [
      ["Call", toOneLine(callId, 60)],
      ["Service", words.name(toOneLine(service, 60))],
      ...(agentId === null ? [] : [["Agent", toOneLine(agentId, 60)] as const]),
      ["Began", words.time(openedAt, timeZone)],
      ["Ended", words.time(closedAt, timeZone)],
      ["Charged", `${charged} tokens`],
    ],
    link: { label: "See the history", section: "history" },
  };
}
