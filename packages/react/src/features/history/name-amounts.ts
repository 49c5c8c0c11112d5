import { formatTokens } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";

const words = pageStrings.history;

export type Amounts = { least: number | undefined; most: number | undefined };

/** The two amounts as their chip says them. */
export function nameAmounts({ least, most }: Amounts): string {
  const name = (tokens: number) => formatTokens(tokens, { digits: 6 });
  if (least !== undefined && most !== undefined)
    return least === most ? words.exactly(name(least)) : words.amountsBetween(name(least), name(most));
  if (least !== undefined) return words.atLeast(name(least));
  return most === undefined ? words.filters.amount : words.atMost(name(most));
}
