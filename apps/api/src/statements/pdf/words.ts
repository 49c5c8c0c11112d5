import { type Instant, type MicroTokens, toTokensText } from "@farebox/billing-core";
import type { Statement } from "../statement.ts";

/** Every micro-token, in groups of three: `1,234.5`, `−0.033334`. */
export function tokensWords(amount: MicroTokens): string {
  const [whole = "", decimals] = toTokensText(amount).replace("-", "").split(".");
  const grouped = groupDigits(whole);
  return `${amount < 0n ? MINUS : ""}${decimals === undefined ? grouped : `${grouped}.${decimals}`}`;
}

/** The same with its sign said either way. */
export function movedWords(amount: MicroTokens): string {
  return amount > 0n ? `+${tokensWords(amount)}` : tokensWords(amount);
}

export function countWords(count: bigint): string {
  return groupDigits(String(count));
}

export function moneyWords(minorUnits: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minorUnits / 10 ** digits).replace("-", MINUS);
}

/** `31 March 2025` */
export function dayWords(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone }).format(at);
}

/** `31 Mar 2025` */
export function shortDayWords(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone }).format(at);
}

/** `1 March to 31 March 2025`, or until when an unfinished month is told. */
export function rangeWords({ from, to, asOf, isFinal, timeZone }: Statement): string {
  const first = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone }).format(from);
  return `${first} to ${dayWords(isFinal ? to - 1 : asOf, timeZone)}`;
}

export function monthWords({ month }: Pick<Statement, "month">): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.UTC(year, number - 1, 15),
  );
}

const MINUS = "\u2212";

function groupDigits(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
