import type { GrantSource, NoticePayloads } from "@farebox/billing-core";
import { toOneLine } from "../../mail/one-line.ts";
import type { NoticeText } from "../notice-text.ts";
import { words } from "../words.ts";

export function describeGrantAdjusted(
  { source, tokensMicroTokens, reason, expiresAt }: NoticePayloads["grant_adjusted"],
  timeZone: string,
): NoticeText {
  const tokens = words.tokens(tokensMicroTokens);
  const end = expiresAt === null ? "never" : words.day(expiresAt, timeZone);
  return {
    title: `${tokens} tokens were added`,
    lead: source === "promotion" ? "They come from a promotion." : "They correct your balance.",
    advice: expiresAt === null ? "They do not expire." : `They can be spent until ${end}.`,
    facts: [
      ["Tokens", tokens],
      ...(reason === null ? [] : [["Reason", toOneLine(reason, 200)] as const]),
      ["Expires", end],
    ],
    link: { label: "See your balance", section: "balance" },
  };
}

export function describeGrantExpiring(
  { source, remainingMicroTokens, expiresAt }: NoticePayloads["grant_expiring"],
  timeZone: string,
): NoticeText {
  const what = `${words.tokens(remainingMicroTokens)}${SOURCE[source]} tokens`;
  const end = words.time(expiresAt, timeZone);
  return {
    title: `${what} expire on ${words.day(expiresAt, timeZone)}`,
    lead: `${what} can be spent until ${end}.`,
    advice: "They are used before tokens that last longer. What you purchased does not expire.",
    facts: [],
    link: { label: "See your balance", section: "balance" },
  };
}

const SOURCE = {
  trial: " trial",
  plan: " plan",
  purchase: " purchased",
  bonus: " bonus",
  promotion: " promotion",
  adjustment: "",
  top_up: " purchased",
} as const satisfies Record<GrantSource, string>;
