/**
 * `numerator / denominator` to the nearest whole number, halves away from zero, so that a credit is the exact mirror of
 * the charge it undoes. Exact for any size: no float stands between a price and a cent.
 */
export function roundedQuotient(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = (magnitude * 2n + denominator) / (denominator * 2n);
  return Number(numerator < 0n ? -quotient : quotient);
}

const DECIMAL_PLACES = 12;

/** Stripe's decimal strings carry at most twelve decimal places; read as a whole number of 10^-12 units. */
export function fromDecimal(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.replace(/^-/, "").split(".");
  const units = BigInt(whole + fraction.padEnd(DECIMAL_PLACES, "0").slice(0, DECIMAL_PLACES));
  return decimal.startsWith("-") ? -units : units;
}

export const DECIMAL_UNIT = 10n ** BigInt(DECIMAL_PLACES);
