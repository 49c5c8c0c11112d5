import { formatShare, formatTokens } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { type AlertDraft, readThreshold } from "./alert-drafts.ts";

const words = pageStrings.alerts;

/** An alert in words: "Below 100 tokens". While its line is not a number, what it is counted in. */
export function nameAlert({ unit, threshold }: Pick<AlertDraft, "unit" | "threshold">): string {
  const read = readThreshold({ unit, threshold });
  if (typeof read === "string") return words.kinds[unit];
  if (unit === "tokens") return words.names.tokens(formatTokens(read.threshold, { digits: 6 }));
  if (unit === "percent") return words.names.percent(formatShare(read.threshold / 100));
  const count = unit === "days" ? read.threshold / 24 : read.threshold;
  return words.names[unit](formatTokens(count, { digits: 3 }), count !== 1);
}
