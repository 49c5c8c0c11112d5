import { formatCount, formatTokens } from "./format-number.ts";
import { strings } from "./strings.ts";

const words = strings.measures;

/** "2.0/min", "0.5 each", "1.5 per 30 s". */
export function formatPrice({ tokens, per, unit }: { tokens: number; per: number; unit: string }): string {
  const price = formatTokens(tokens, { digits: 6, atLeast: 1 });
  if (unit === "second")
    return per === 60 ? `${price}${words.perMinute}` : `${price} ${words.perSeconds(formatCount(per))}`;
  if (per === 1) return `${price} ${words.each}`;
  return `${price} ${words.perUnits(formatCount(per), words.units[unit]?.other ?? unit)}`;
}
