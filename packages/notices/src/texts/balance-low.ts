import type { NoticeText, Writing } from "../describe-notice.ts";
import type { NoticeData } from "../notice-data.ts";

type Data = NoticeData<"balance_low">;

export function describeBalanceLow({ line, balance }: Data, { words, format }: Writing): NoticeText {
  const { captions, overdrawn, empty, low } = words.balance;
  const amount = format.tokens(balance);
  const rest = { facts: [], link: { label: words.links.tokens, section: "tokens" } } as const;
  if (balance < 0)
    return { ...overdrawn(amount), figure: { value: `−${amount.text}`, caption: captions.tokens }, ...rest };
  const figure = { value: amount.text, caption: captions.left };
  if (balance === 0) return { ...empty, figure, ...rest };
  return { ...low(amount, toPlace(line, { words, format })), figure, ...rest };
}

function toPlace(line: Data["line"], { words, format }: Writing): string {
  const { lines } = words.balance;
  switch (line.kind) {
    case "tokens":
      return lines.tokens(format.tokens(line.threshold).text);
    case "percent":
      return lines.percent(format.share(line.percent), format.tokens(line.month).text);
    case "runway_hours":
      return lines.hours(format.count(line.hours));
  }
}
