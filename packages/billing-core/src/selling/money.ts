/** How many digits of a currency come after its point. Stripe counts every amount in units of the last of them. */
export function minorUnitDigits(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** `1234` minor units as `12.34`; JPY as `1234`, KWD as `1.234`. */
export function toMajorText({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  const digits = minorUnitDigits(currency);
  const sign = amount < 0 ? "-" : "";
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * The part of an amount that is not tax, where the whole had `totalWithoutTax` of `total`. Rounded up, so that all of the
 * whole is all of what was paid without tax.
 */
export function withoutTax(
  amount: number,
  { total, totalWithoutTax }: { readonly total: number; readonly totalWithoutTax: number },
): number {
  if (total <= 0 || total === totalWithoutTax) return amount;
  const exact = (BigInt(amount) * BigInt(totalWithoutTax) + BigInt(total) - 1n) / BigInt(total);
  return Math.min(Number(exact), totalWithoutTax);
}

const ZERO_DECIMAL: ReadonlySet<string> = new Set(
  "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "),
);
const THREE_DECIMAL: ReadonlySet<string> = new Set("bhd jod kwd omr tnd".split(" "));
