import type { LowLine, NoticePayloads } from "@farebox/billing-core";
import type { NoticeText } from "../notice-text.ts";
import { words } from "../words.ts";

export function describeBalanceLow({ line, balanceMicroTokens }: NoticePayloads["balance_low"]): NoticeText {
  const tokens = words.tokens(balanceMicroTokens);
  const link = { label: "Add tokens", section: "tokens" } as const;
  if (balanceMicroTokens < 0)
    return {
      title: "Your balance is overdrawn",
      lead: `You are ${tokens} tokens over.`,
      advice:
        "Work that had begun ran past your balance. The next tokens that arrive settle this first; until then new calls are refused.",
      figure: { value: `−${tokens}`, caption: "tokens" },
      facts: [],
      link,
    };
  if (balanceMicroTokens === 0)
    return {
      title: "You are out of tokens",
      lead: "0 tokens left.",
      advice: "Calls in progress end when the tokens they hold are used; new calls are refused until you add tokens.",
      figure: { value: "0", caption: "tokens left" },
      facts: [],
      link,
    };
  return {
    title: "Your balance is low",
    lead: `${tokens} tokens left.`,
    advice: `${toPlace(line)} Everything goes on as before; add tokens to avoid refused calls.`,
    figure: { value: tokens, caption: "tokens left" },
    facts: [],
    link,
  };
}

function toPlace(line: LowLine): string {
  switch (line.kind) {
    case "tokens":
      return `That is below your line of ${words.tokens(line.thresholdMicroTokens)}.`;
    case "percent":
      return `That is less than ${line.percent} % of the ${words.tokens(line.monthMicroTokens)} that your plan brings a month.`;
    case "runway_hours":
      return `At your pace they last about ${words.times(line.hours)} hours.`;
  }
}
