/**
 * The least amount that can be charged, in the currency's smallest unit; half a unit where Stripe lists none.
 * Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
export function minimumCharge(currency: string): number {
  return MINIMUM_CHARGES[currency] ?? 50;
}

/** An amount as invoice lines and messages write it: `$32.52`, `€5.00`, `¥500`. */
export function formatAmount(amount: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  const format = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amount / 10 ** digits);
}

/** Digits after the point. Source: https://docs.stripe.com/currencies#zero-decimal */
function minorUnitDigits(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));

const MINIMUM_CHARGES: { readonly [currency: string]: number } = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};
