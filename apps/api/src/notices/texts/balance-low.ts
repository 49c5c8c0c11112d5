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
      facts: [["Your line", toLineText(line)]],
      link,
    };
  if (balanceMicroTokens === 0)
    return {
      title: "You are out of tokens",
      lead: "0 tokens left.",
      advice: "Calls in progress end when the tokens they hold are used; new calls are refused until you add tokens.",
      figure: { value: "0", caption: "tokens left" },
      facts: [["Your line", toLineText(line)]],
      link,
    };
  return {
    title: "Your balance is low",
    lead: `${tokens} tokens left${toPlace(line)}.`,
    advice: "Everything goes on as before. Add tokens to avoid refused calls.",
    figure: { value: tokens, caption: "tokens left" },
    facts: [["Your line", toLineText(line)]],
    link,
  };
}

function toPlace(line: LowLine): string {
  return line.kind === "runway_hours"
    ? `, which last about ${words.times(line.hours)} hours at your pace`
    : `, below your line of ${toLineText(line)}`;
}

function toLineText(line: LowLine): string {
  switch (line.kind) {
    case "tokens":
      return words.tokens(line.thresholdMicroTokens);
    case "percent":
      return `${words.tokens(line.thresholdMicroTokens)}, ${line.percent} % of a month's ${words.tokens(line.monthMicroTokens)}`;
    case "runway_hours":
      return `${words.times(line.thresholdHours)} hours of use`;
  }
}
