import { leftToRight } from "./left-to-right.ts";
import { locale } from "./locale.ts";

/** One amount cut for a decimal column: the fraction keeps its separator, and is empty for a whole number. */
export type AmountParts = { readonly whole: string; readonly fraction: string };

export type AmountStyle = {
  /** Most decimals shown: 1 in the hero, 3 in the ledger, 6 in the arithmetic of a receipt. */
  readonly digits: 0 | 1 | 3 | 6;
  /** Decimals that are always shown. */
  readonly atLeast?: 0 | 1;
  /** "always" also marks what was added. */
  readonly sign?: "auto" | "always";
};

const formatters = new Map<string, Intl.NumberFormat>();

/** An amount of tokens with a real minus (U+2212). */
export function formatTokens(tokens: number, style: AmountStyle): string {
  const { whole, fraction } = splitTokens(tokens, style);
  return whole + fraction;
}

export function splitTokens(tokens: number, { digits, atLeast = 0, sign = "auto" }: AmountStyle): AmountParts {
  const parts = formatter({
    minimumFractionDigits: atLeast,
    maximumFractionDigits: digits,
    signDisplay: sign === "always" ? "exceptZero" : "negative",
    // What is left to spend must never look like more than it is.
    roundingMode: "trunc",
  }).formatToParts(tokens);
  let whole = "";
  let fraction = "";
  for (const part of parts) {
    if (part.type === "decimal" || part.type === "fraction") fraction += part.value;
    else whole += part.type === "minusSign" ? "−" : part.value;
  }
  return { whole, fraction };
}

/** The narrowest fraction slot that shows all of these amounts exactly. */
export function slotDigits(amounts: readonly number[]): 1 | 3 | 6 {
  const most = Math.max(
    0,
    ...amounts.map(
      (tokens) => (Math.round(tokens * 1e6) / 1e6).toFixed(6).replace(/0+$/, "").split(".")[1]?.length ?? 0,
    ),
  );
  return most <= 1 ? 1 : most <= 3 ? 3 : 6;
}

export function formatCount(count: number): string {
  return formatter({ maximumFractionDigits: 0 }).format(count).replace("-", "−");
}

/** A share of a whole, 0 to 1. A share that exists is never shown as nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return leftToRight(`<${percent.format(0.01)}`);
  return percent.format(share);
}

/** Short form for axes only: 1.2K. */
export function formatAxis(tokens: number): string {
  return formatter({ notation: tokens >= 10_000 ? "compact" : "standard", maximumFractionDigits: 1 }).format(tokens);
}

const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(key, made);
  return made;
}
