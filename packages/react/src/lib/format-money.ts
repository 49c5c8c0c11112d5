import { minorUnitDigits, toMajorText } from "@farebox/billing-core";
import { leftToRight } from "./left-to-right.ts";
import { isRightToLeft, locale } from "./locale.ts";

/** Money as the API writes it: whole units of the currency's last digit. */
export type Money = { readonly amount: number; readonly currency: string };

const formatters = new Map<string, Intl.NumberFormat>();

/** "$18.00", "¥1,800", "KWD 1.234"; with a real minus. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = minorUnitDigits(currency);
  return write(formatter(currency, digits, digits), amount / 10 ** digits);
}

/** Whole amounts without their zeros, for headlines: "$29", but "$29.50". */
export function formatPrice(money: Money): string {
  const digits = minorUnitDigits(money.currency);
  if (money.amount % 10 ** digits !== 0) return formatMoney(money);
  return write(formatter(money.currency, 0, 0), money.amount / 10 ** digits);
}

/** What one token costs: "0.818 ¢", in other currencies "€0.00818". Null when there is nothing to divide by. */
export function formatPerToken({ amount, currency }: Money, tokens: number): string | null {
  if (tokens <= 0) return null;
  const minor = amount / tokens;
  if (currency === "usd") return `${cents.format(minor)} ¢`;
  const digits = minorUnitDigits(currency);
  return write(formatter(currency, digits + 3, digits + 3), minor / 10 ** digits);
}

/** An amount as a person types it, in minor units; null when it is none. */
export function parseMoney(text: string, currency: string): number | null {
  const digits = minorUnitDigits(currency);
  const plain = text.replace(/[^\d.,]/g, "").replace(/,(?=\d{3}(?:\D|$))/g, "");
  const [, whole, fraction = ""] = /^(\d{1,10})(?:[.,](\d*))?$/.exec(plain) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, "0") || 0);
}

/** The same amount as text for a field: "54", "54.50". */
export function moneyText(money: Money): string {
  return toMajorText(money).replace(/\.0+$/, "");
}

const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

function write(format: Intl.NumberFormat, amount: number): string {
  const text = format.format(amount).replace("-", "−");
  if (!isRightToLeft) return text;
  // The minus stays before its number, and the sign of a currency at the end on its side of its letters.
  const plain = text.replaceAll(/[\u200e\u200f\u061c]/gu, "");
  return `\u200f${plain.replace(/−[\d.,]+/u, leftToRight)}\u200e`;
}

function formatter(currency: string, least: number, most: number): Intl.NumberFormat {
  const key = `${currency} ${least} ${most}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });
  formatters.set(key, made);
  return made;
}
