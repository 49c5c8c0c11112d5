import type { NoticeText, Writing } from "../describe-notice.ts";
import type { NoticeData } from "../notice-data.ts";
import { toOneLine } from "../one-line.ts";

export function describeGrantAdjusted(
  { source, tokens, reason, expiresAt }: NoticeData<"grant_adjusted">,
  { words, format }: Writing,
): NoticeText {
  const given = format.tokens(tokens);
  const until = expiresAt === null ? null : format.day(expiresAt);
  return {
    ...words.grantAdjusted(given, source === "promotion", until),
    facts: [
      [words.facts.tokens, given.text],
      ...(reason === null ? [] : [[words.facts.reason, toOneLine(reason, 200)] as const]),
      [words.facts.expires, until ?? words.never],
    ],
    link: { label: words.links.balance, section: "balance" },
  };
}

export function describeGrantExpiring(
  { source, remaining, expiresAt }: NoticeData<"grant_expiring">,
  { words, format }: Writing,
): NoticeText {
  return {
    ...words.grantExpiring(format.tokens(remaining), source, format.day(expiresAt), format.time(expiresAt)),
    facts: [],
    link: { label: words.links.balance, section: "balance" },
  };
}
